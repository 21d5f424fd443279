"""unhold.call: take the contact off hold (spec 3.3.5)."""

from callapi.domain.happening import Happening
from callapi.domain.states import Cause
from callapi.methods.method import Context
from callapi.methods.params import OfSession
from callapi.methods.result import DONE, Done


class UnholdCall(OfSession):
    pass


async def unhold_call(ctx: Context, params: UnholdCall) -> Done:
    happening = Happening(Cause.UNHOLD)
    await ctx.services.control.apply(ctx.account.id, params.call_session_id, happening)
    return DONE
