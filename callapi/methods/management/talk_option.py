"""call.talk_option: run a configured talk option (spec 3.3.11)."""

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.method import Context
from callapi.methods.params import Key, OfSession
from callapi.methods.result import Done


class CallTalkOption(OfSession):
    button: Key


async def call_talk_option(ctx: Context, params: CallTalkOption) -> Done:
    raise ApiError(Mnemonic.INTERNAL_ERROR)
