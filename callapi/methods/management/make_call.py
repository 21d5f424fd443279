"""make.call: dial a third party while the contact is on hold (spec 3.3.1)."""

from typing import Annotated

from pydantic import Field

from callapi.domain.happening import Happening
from callapi.domain.states import Cause
from callapi.methods.message import Message
from callapi.methods.method import Context
from callapi.methods.params import OfSession
from callapi.methods.result import DONE, Done
from callapi.methods.speaking import one_message
from callapi.sessions.third_party import find_third


class MakeCall(OfSession):
    to: Annotated[str, Field(pattern=r"^[0-9]{1,15}$")]
    to_message: Message | None = None


async def make_call(ctx: Context, params: MakeCall) -> Done:
    control = ctx.services.control
    session_id = params.call_session_id
    await control.allow(ctx.account.id, session_id, Cause.MAKE_CALL)
    sounds = await one_message(ctx, params.to_message, "to_message")
    targets = await find_third(ctx.services.db, ctx.account, params.to, "to")
    happening = Happening(Cause.MAKE_CALL, targets=targets, sounds=sounds)
    await control.apply(ctx.account.id, session_id, happening)
    return DONE
