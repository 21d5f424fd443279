"""What is known of a token, a login and their account, as domain facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from callapi.domain.account import Account, Component, Flag, TalkOption, Token, User
from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)

_DIALLING_COMPONENTS: Final[tuple[str, ...]] = (
    Component.BASIC,
    Component.MANAGEMENT,
    Component.INFORMER,
    Component.SCENARIO,
)
_DIRECTIONS: Final = ("mobile", "national", "international")
_ALLOWED_BY_DEFAULT: Final = frozenset({"mobile", "national"})


@dataclass(frozen=True, slots=True)
class Login:
    user: User
    password_hash: str


async def find_token(db: Database, digest: bytes) -> tuple[Token, User] | None:
    row = await db.fetchrow(Q["find_token"], digest)
    if row is None:
        return None
    token = Token(
        id=row["token_id"],
        user_id=row["id"],
        kind=row["kind"],
        last4=row["last4"],
        expires_at=_seconds(row["expires_at"]),
        is_blocked=row["is_blocked"],
        digest=digest,
        name=row["token_name"],
    )
    return token, _user(row)


async def find_login(db: Database, login: str) -> Login | None:
    row = await db.fetchrow(Q["find_login"], login)
    return None if row is None else Login(_user(row), row["password_hash"])


async def find_account(db: Database, account_id: int) -> Account | None:
    row = await db.fetchrow(Q["find_account"], account_id)
    if row is None:
        return None
    rules = dict.fromkeys(_DIALLING_COMPONENTS, _ALLOWED_BY_DEFAULT)
    for rule in await db.fetch(Q["find_rules"], account_id):
        allowed = frozenset(name for name in _DIRECTIONS if rule[name])
        rules[rule["component"]] = allowed
    options = await db.fetch(Q["find_talk_options"], account_id)
    return Account(
        id=row["id"],
        is_active=row["is_active"],
        timezone=row["timezone"],
        home_country=row["home_country"],
        points_per_minute=row["points_per_minute"],
        points_per_day=row["points_per_day"],
        tts_message_length=row["tts_message_length"],
        post_call_s=row["post_call_s"],
        components=frozenset(row["components"]),
        rules=MappingProxyType(rules),
        networks=tuple(row["networks"]),
        talk_options=tuple(TalkOption(**option) for option in options),
        data_networks=tuple(row["data_networks"]),
        data_points_per_minute=row["data_points_per_minute"],
        data_points_per_day=row["data_points_per_day"],
        max_in_calls=row["max_in_calls"],
        max_out_calls=row["max_out_calls"],
    )


def _user(row: Any) -> User:
    components = row["components"]
    return User(
        id=row["id"],
        account_id=row["account_id"],
        login=row["login"],
        name=row["name"],
        is_active=row["is_active"],
        call_api_access=row["call_api_access"],
        key_access=row["key_access"],
        components=None if components is None else frozenset(components),
        is_admin=row["is_admin"],
        permissions=MappingProxyType(_permissions(row["permissions"] or {})),
    )


def _permissions(
    stored: Mapping[str, Mapping[str, object]],
) -> dict[str, frozenset[str]]:
    return {
        unit: frozenset(flag for flag in Flag if row[flag])
        for unit, row in stored.items()
    }


def _seconds(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()
