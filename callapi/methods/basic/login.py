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
    """The pipeline has proved the password: it had to know the user (spec 2.8)."""
    token = await ctx.tokens.issue(ctx.user)
    return LoggedIn(token.text, token.expires_at)


async def logout_user(ctx: Context, params: LogoutUser) -> LoggedOut:
    if ctx.token is None or ctx.token.is_key:  # a key must not die by accident (D45)
        raise ApiError(Mnemonic.FORBIDDEN)
    await ctx.tokens.revoke(ctx.token)
    return LoggedOut()
