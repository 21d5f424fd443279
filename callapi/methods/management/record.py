"""record.call: switch recording (spec 3.3.9)."""

from typing import Literal

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.method import Context
from callapi.methods.params import OfSession
from callapi.methods.result import Done


class RecordCall(OfSession):
    action: Literal["on", "off"]


async def record_call(ctx: Context, params: RecordCall) -> Done:
    raise ApiError(Mnemonic.INTERNAL_ERROR)
