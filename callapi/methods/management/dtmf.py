"""send.dtmf: press one key on the operator's behalf (spec 3.3.12)."""

from callapi.domain import engine
from callapi.domain.keys import pressed
from callapi.domain.states import Cause
from callapi.methods.method import Context
from callapi.methods.params import Key, OfSession
from callapi.methods.result import DONE, Done


class SendDtmf(OfSession):
    dtmf_string: Key


async def send_dtmf(ctx: Context, params: SendDtmf) -> Done:
    """In a talk a key with an open option runs it; else it is a tone or a digit."""
    services = ctx.services
    session = await services.control.find(ctx.account.id, params.call_session_id)
    happening = pressed(session.state, params.dtmf_string)
    engine.refuse(session, happening.cause)
    if not await services.listener.press(session, params.dtmf_string, ctx.user.login):
        await services.control.apply(ctx.account.id, session.id, happening)
        if happening.cause is Cause.HASH:  # whose number was it?
            await services.control.answered(session.id)
    return DONE
