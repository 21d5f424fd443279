"""block.contact: put the contact's number into the blacklist (spec 3.3.10)."""

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.method import Context
from callapi.methods.params import OfSession
from callapi.methods.result import Done


class BlockContact(OfSession):
    pass


async def block_contact(ctx: Context, params: BlockContact) -> Done:
    raise ApiError(Mnemonic.INTERNAL_ERROR)
