"""Users and tokens for tests of access, without the way through provisioning."""

from dataclasses import dataclass
from datetime import UTC, datetime

from argon2 import PasswordHasher

from callapi.access.tokens import digest_of
from callapi.store.pool import Database
from tests.rows import add_account, insert

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
KEY = "q7m2x9k4t1v8c5b0n3z6w7y2r4p9s1d8f5g0h3j6"
PASSWORD = "correct horse"


@dataclass(frozen=True, slots=True)
class Person:
    account_id: int
    user_id: int


async def add_person(db: Database, login: str = "dispatch", **more: object) -> Person:
    """A user with all rights, in an account of the same name."""
    account_id = await add_account(db, name=f"Account of {login}")
    await db.executemany(
        "insert into account_components values ($1, $2)",
        [(account_id, component) for component in ("basic", "management")],
    )
    rights = {"call_api_access": True, "key_access": True, **more}
    user_id = await insert(
        db,
        "users",
        account_id=account_id,
        login=login,
        password_hash=CHEAP.hash(PASSWORD),
        **rights,
    )
    return Person(account_id, user_id)


async def add_key(
    db: Database, user_id: int, text: str = KEY, *, expires_at: float | None = None
) -> int:
    return await insert(
        db,
        "tokens",
        user_id=user_id,
        kind="key",
        hash=digest_of(text),
        last4=text[-4:],
        name=f"key {text[-8:]}",
        expires_at=moment(expires_at),
    )


def moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
