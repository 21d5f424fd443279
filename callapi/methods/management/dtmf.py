"""send.dtmf: press one key on the operator's behalf (spec 3.3.12)."""

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.method import Context
from callapi.methods.params import Key, OfSession
from callapi.methods.result import Done


class SendDtmf(OfSession):
    dtmf_string: Key


async def send_dtmf(ctx: Context, params: SendDtmf) -> Done:
    raise ApiError(Mnemonic.INTERNAL_ERROR)
