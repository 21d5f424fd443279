"""restore.talk: drop the third party, go back to the contact (spec 3.3.3)."""

from callapi.domain.happening import Happening
from callapi.domain.states import Cause
from callapi.methods.method import Context
from callapi.methods.params import OfSession
from callapi.methods.result import DONE, Done


class RestoreTalk(OfSession):
    pass


async def restore_talk(ctx: Context, params: RestoreTalk) -> Done:
    happening = Happening(Cause.RESTORE)
    await ctx.services.control.apply(ctx.account.id, params.call_session_id, happening)
    return DONE
