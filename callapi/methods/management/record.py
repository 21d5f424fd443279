"""record.call: switch recording (spec 3.3.9)."""

from typing import Literal

from callapi.domain.happening import Happening
from callapi.domain.states import Cause
from callapi.methods.method import Context
from callapi.methods.params import OfSession
from callapi.methods.result import DONE, Done


class RecordCall(OfSession):
    action: Literal["on", "off"]


async def record_call(ctx: Context, params: RecordCall) -> Done:
    happening = Happening(Cause.RECORD, on=params.action == "on")
    await ctx.services.control.apply(ctx.account.id, params.call_session_id, happening)
    return DONE
