"""Numbers the account does not want to talk with."""

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)


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
