"""release.call: end a session (spec 3.3.15)."""

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.method import Context
from callapi.methods.params import OfSession
from callapi.methods.result import Done


class ReleaseCall(OfSession):
    pass


async def release_call(ctx: Context, params: ReleaseCall) -> Done:
    raise ApiError(Mnemonic.INTERNAL_ERROR)
