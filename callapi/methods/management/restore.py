"""restore.talk: drop the third party, go back to the contact (spec 3.3.3)."""

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.method import Context
from callapi.methods.params import OfSession
from callapi.methods.result import Done


class RestoreTalk(OfSession):
    pass


async def restore_talk(ctx: Context, params: RestoreTalk) -> Done:
    raise ApiError(Mnemonic.INTERNAL_ERROR)
