"""hold.call: put the contact on hold (spec 3.3.4)."""

from callapi.domain.happening import Happening
from callapi.domain.states import Cause
from callapi.methods.message import Message
from callapi.methods.method import Context
from callapi.methods.params import OfSession
from callapi.methods.result import DONE, Done
from callapi.methods.speaking import one_message


class HoldCall(OfSession):
    contact_message: Message


async def hold_call(ctx: Context, params: HoldCall) -> Done:
    control = ctx.services.control
    session_id = params.call_session_id
    await control.allow(ctx.account.id, session_id, Cause.HOLD)
    sounds = await one_message(ctx, params.contact_message, "contact_message")
    happening = Happening(Cause.HOLD, sounds=sounds)
    await control.apply(ctx.account.id, session_id, happening)
    return DONE
