"""hold.call: put the contact on hold (spec 3.3.4)."""

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.message import Message
from callapi.methods.method import Context
from callapi.methods.params import OfSession
from callapi.methods.result import Done


class HoldCall(OfSession):
    contact_message: Message


async def hold_call(ctx: Context, params: HoldCall) -> Done:
    raise ApiError(Mnemonic.INTERNAL_ERROR)
