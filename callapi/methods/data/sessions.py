"""login.user and logout.user of the Data API (its spec 2.1)."""

from dataclasses import dataclass

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.basic.login import LoginUser
from callapi.methods.data.params import DataParams
from callapi.methods.method import Context
from callapi.methods.params import Id
from callapi.methods.result import NOTHING


class Login(LoginUser):
    user_id: Id | None = None


class Logout(DataParams):
    pass


@dataclass(frozen=True, slots=True)
class LoggedIn:
    access_token: str
    expire_at: int  # Unix seconds
    app_id: int


async def login_user(ctx: Context, params: Login) -> LoggedIn:
    token = await ctx.tokens.issue(ctx.user)
    return LoggedIn(token.text, token.expires_at, ctx.account.id)


async def logout_user(ctx: Context, params: Logout) -> dict[str, object]:
    if ctx.token is None or ctx.token.is_key:  # only its administrator ends a key
        raise ApiError(Mnemonic.ACCESS_TOKEN_INVALID, "access_token")
    await ctx.tokens.revoke(ctx.token)
    return NOTHING
