"""transfer.talk: hand the contact over to the third party (spec 3.3.2)."""

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.method import Context
from callapi.methods.params import OfSession
from callapi.methods.result import Done


class TransferTalk(OfSession):
    pass


async def transfer_talk(ctx: Context, params: TransferTalk) -> Done:
    raise ApiError(Mnemonic.INTERNAL_ERROR)
