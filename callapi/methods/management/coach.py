"""add.coach: let a coach listen and speak to the employee (spec 3.3.8)."""

from typing import Annotated

from pydantic import Field

from callapi.domain.happening import Happening
from callapi.domain.states import Cause
from callapi.methods.method import Context
from callapi.methods.params import OfSession
from callapi.methods.result import DONE, Done
from callapi.sessions.third_party import find_coach


class AddCoach(OfSession):
    phone_number: Annotated[str, Field(pattern=r"^[0-9]{1,15}$")] | None = None


async def add_coach(ctx: Context, params: AddCoach) -> Done:
    control = ctx.services.control
    session_id = params.call_session_id
    session = await control.allow(ctx.account.id, session_id, Cause.ADD_COACH)
    targets = await find_coach(
        ctx.services.db, ctx.account, session, params.phone_number
    )
    happening = Happening(Cause.ADD_COACH, targets=targets)
    await control.apply(ctx.account.id, session_id, happening)
    return DONE
