"""call.talk_option: run a configured talk option (spec 3.3.11)."""

from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.states import Cause
from callapi.methods.method import Context
from callapi.methods.params import Key, OfSession
from callapi.methods.result import DONE, Done
from callapi.sessions.options import find_option


class CallTalkOption(OfSession):
    button: Key


async def call_talk_option(ctx: Context, params: CallTalkOption) -> Done:
    services = ctx.services
    session = await services.control.allow(
        ctx.account.id, params.call_session_id, Cause.TALK_OPTION
    )
    option = find_option(ctx.account, params.button)
    if option is None:
        raise ApiError(
            Mnemonic.TALK_OPTION_NOT_FOUND, field="button", value=params.button
        )
    await services.options.run(ctx.account, session, option, ctx.user.login)
    return DONE
