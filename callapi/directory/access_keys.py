"""Access keys of users; of a key only its digest and its ends are kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import asyncpg

from callapi.directory import accounts
from callapi.store.pool import Database, Pool
from callapi.store.queries import load

Q = load(__file__)

MOST_KEYS: Final = 20  # of one user


class NameTaken(Exception):
    """The user has a key of that name."""


class TooMany(Exception):
    """The user has as many as there may be."""


class UserGone(Exception):
    """The user has been deleted meanwhile."""


@dataclass(frozen=True, slots=True)
class AccessKey:
    name: str
    expires_at: datetime | None  # None: permanent
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class NewKey:
    name: str
    digest: bytes
    prefix: str
    last4: str
    expires_at: datetime | None


async def find(db: Database, account_id: int, key_id: int) -> AccessKey | None:
    row = await db.fetchrow(Q["find"], account_id, key_id)
    return None if row is None else AccessKey(**row)


async def insert(
    pool: Pool, account_id: int, user_id: int, key: NewKey, now: float
) -> int:
    """Raises NameTaken, TooMany and UserGone."""
    async with pool.acquire() as db, db.transaction():
        await accounts.lock(db, account_id)
        if await db.fetchval(Q["count"], user_id) >= MOST_KEYS:
            raise TooMany(user_id)
        try:
            id_: int = await db.fetchval(
                *(Q["insert"], user_id, key.name, key.digest, key.last4, key.prefix),
                *(key.expires_at, now),
            )
        except asyncpg.UniqueViolationError:
            raise NameTaken(key.name) from None
        except asyncpg.ForeignKeyViolationError:
            raise UserGone(user_id) from None
        return id_


async def update(db: Database, account_id: int, key_id: int, key: AccessKey) -> None:
    """Raises NameTaken."""
    values = (key.name, key.expires_at, key.is_blocked)
    try:
        await db.execute(Q["update"], account_id, key_id, *values)
    except asyncpg.UniqueViolationError:
        raise NameTaken(key.name) from None


async def delete(db: Database, account_id: int, key_id: int) -> bool:
    """False: there is no such key."""
    return await db.fetchval(Q["delete"], account_id, key_id) is not None
