"""unhold.call: take the contact off hold (spec 3.3.5)."""

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.method import Context
from callapi.methods.params import OfSession
from callapi.methods.result import Done


class UnholdCall(OfSession):
    pass


async def unhold_call(ctx: Context, params: UnholdCall) -> Done:
    raise ApiError(Mnemonic.INTERNAL_ERROR)
