"""make.call: dial a third party while the contact is on hold (spec 3.3.1)."""

from typing import Annotated

from pydantic import Field

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.message import Message
from callapi.methods.method import Context
from callapi.methods.params import OfSession
from callapi.methods.result import Done


class MakeCall(OfSession):
    to: Annotated[str, Field(pattern=r"^[0-9]{1,15}$")]
    to_message: Message | None = None


async def make_call(ctx: Context, params: MakeCall) -> Done:
    raise ApiError(Mnemonic.INTERNAL_ERROR)
