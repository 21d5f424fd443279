"""Numbers the account does not want to talk with."""

from typing import Final

from callapi.directory import accounts
from callapi.domain.happening import Event
from callapi.store import events
from callapi.store.pool import Database, Pool
from callapi.store.queries import load

Q = load(__file__)

MOST_NUMBERS: Final = 10_000


class TooMany(Exception):
    """The account has as many as there may be."""


async def contains(db: Database, account_id: int, number: str) -> bool:
    return bool(await db.fetchval(Q["contains"], account_id, number))


async def add(
    db: Database,
    account_id: int,
    number: str,
    added_by: str | None,
    comment: str | None = None,
) -> bool:
    """False when it is there already."""
    row = await db.fetchrow(Q["add"], account_id, number, added_by, comment)
    return row is not None


async def insert(
    pool: Pool,
    account_id: int,
    number: str,
    added_by: str,
    comment: str | None,
    now: float,
) -> int | None:
    """With the event that tells of it. None: it is there already. Raises TooMany."""
    async with pool.acquire() as db, db.transaction():
        await accounts.lock(db, account_id)
        if await db.fetchval(Q["count"], account_id) >= MOST_NUMBERS:
            raise TooMany(account_id)
        values = (number, added_by, comment)
        id_: int | None = await db.fetchval(Q["add"], account_id, *values)
        if id_ is not None:
            body: dict[str, object] = {
                "contact_phone_number": number,
                "comment": comment,
            }
            told = Event("contact_blocked", now, body)
            await events.append_outside(db, account_id, told)
        return id_


async def delete(db: Database, account_id: int, number_id: int) -> bool:
    """False: there is no such number."""
    return await db.fetchval(Q["delete"], account_id, number_id) is not None
