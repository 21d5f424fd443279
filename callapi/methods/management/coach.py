"""add.coach: let a coach listen and speak to the employee (spec 3.3.8)."""

from typing import Annotated

from pydantic import Field

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.method import Context
from callapi.methods.params import OfSession
from callapi.methods.result import Done


class AddCoach(OfSession):
    phone_number: Annotated[str, Field(pattern=r"^[0-9]{1,15}$")] | None = None


async def add_coach(ctx: Context, params: AddCoach) -> Done:
    raise ApiError(Mnemonic.INTERNAL_ERROR)
