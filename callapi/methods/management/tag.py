"""tag.call: put a tag on a running call (spec 3.3.6)."""

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.method import Context
from callapi.methods.params import Id, OfSession
from callapi.methods.result import Done


class TagCall(OfSession):
    tag_id: Id


async def tag_call(ctx: Context, params: TagCall) -> Done:
    raise ApiError(Mnemonic.INTERNAL_ERROR)
