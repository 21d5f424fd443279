"""transfer.talk: hand the contact over to the third party (spec 3.3.2)."""

from callapi.domain.happening import Happening
from callapi.domain.states import Cause
from callapi.methods.method import Context
from callapi.methods.params import OfSession
from callapi.methods.result import DONE, Done


class TransferTalk(OfSession):
    pass


async def transfer_talk(ctx: Context, params: TransferTalk) -> Done:
    happening = Happening(Cause.TRANSFER)
    await ctx.services.control.apply(ctx.account.id, params.call_session_id, happening)
    return DONE
