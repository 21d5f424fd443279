"""login.user and logout.user: a password for a session token (spec 3.1)."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.method import Context
from callapi.methods.params import Params, WithToken


class LoginUser(Params):
    login: Annotated[str, Field(min_length=1, max_length=255)]
    password: Annotated[str, Field(min_length=1, max_length=255, repr=False)]


class LogoutUser(WithToken):
    pass


@dataclass(frozen=True, slots=True)
class LoggedIn:
    access_token: str
    expire_at: int


@dataclass(frozen=True, slots=True)
class LoggedOut:
    """Not `Done`: here `success` is a boolean in every format (D1)."""

    success: bool = True


async def login_user(ctx: Context, params: LoginUser) -> LoggedIn:
    raise ApiError(Mnemonic.INTERNAL_ERROR)


async def logout_user(ctx: Context, params: LogoutUser) -> LoggedOut:
    raise ApiError(Mnemonic.INTERNAL_ERROR)
