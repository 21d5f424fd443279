"""release.call: end a session (spec 3.3.15)."""

from callapi.domain.happening import Happening
from callapi.domain.states import Cause
from callapi.methods.method import Context
from callapi.methods.params import OfSession
from callapi.methods.result import DONE, Done


class ReleaseCall(OfSession):
    pass


async def release_call(ctx: Context, params: ReleaseCall) -> Done:
    happening = Happening(Cause.RELEASE)
    await ctx.services.control.apply(ctx.account.id, params.call_session_id, happening)
    return DONE
