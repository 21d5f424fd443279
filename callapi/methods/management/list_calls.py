"""list.calls: running sessions and their legs (spec 3.3.14)."""

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.method import Context
from callapi.methods.params import WithToken
from callapi.methods.start import Direction, VirtualPhoneNumber


class ListCalls(WithToken):
    direction: Direction | None = None
    virtual_phone_number: VirtualPhoneNumber | None = None


async def list_calls(ctx: Context, params: ListCalls) -> list[object]:
    raise ApiError(Mnemonic.INTERNAL_ERROR)
