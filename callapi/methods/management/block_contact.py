"""block.contact: put the contact's number into the blacklist (spec 3.3.10).

Number and event are written together: nobody is told of what is not so.
"""

from callapi.directory import blacklist, employees
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.happening import Happening
from callapi.domain.states import Cause
from callapi.methods.method import Context
from callapi.methods.params import OfSession
from callapi.methods.result import DONE, Done
from callapi.store.pool import Connection


class BlockContact(OfSession):
    pass


async def block_contact(ctx: Context, params: BlockContact) -> Done:
    control = ctx.services.control
    session_id = params.call_session_id
    session = await control.allow(ctx.account.id, session_id, Cause.BLOCK)
    if session.plan.contact.is_internal or not session.has_number:
        raise ApiError(Mnemonic.FORBIDDEN)
    contact, user = session.contact, ctx.user

    async def add(db: Connection) -> None:
        employee = await employees.find_name_of_user(db, ctx.account.id, user.id)
        who = employee or user.name or user.login
        if not await blacklist.add(db, ctx.account.id, contact, who):
            raise ApiError(Mnemonic.DUPLICATE_CONTACT, contact_phone_number=contact)

    happening = Happening(Cause.BLOCK, user=user.login)
    await control.apply(ctx.account.id, session_id, happening, add)
    return DONE
