"""disconnect.leg: hang up one participant (spec 3.3.7)."""

from callapi.domain.happening import Happening
from callapi.domain.states import Cause
from callapi.methods.method import Context
from callapi.methods.params import Id, OfSession
from callapi.methods.result import DONE, Done


class DisconnectLeg(OfSession):
    leg_id: Id


async def disconnect_leg(ctx: Context, params: DisconnectLeg) -> Done:
    happening = Happening(Cause.DISCONNECT, leg_id=params.leg_id)
    await ctx.services.control.apply(ctx.account.id, params.call_session_id, happening)
    return DONE
