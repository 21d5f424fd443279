"""The log of requests: rows by the batch, one partition per day (spec 6.7)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address
from typing import Final, NamedTuple
from uuid import UUID

from callapi.store.pool import Database, Pool
from callapi.store.queries import load

Q = load(__file__)

DAYS_AHEAD: Final = 3


class Entry(NamedTuple):
    """One row, in the order of the columns."""

    id: UUID
    at: datetime
    account_id: int
    user_id: int
    token_kind: str | None
    token_last4: str | None
    request_id: str
    method: str
    version: str
    peer: IPv4Address | IPv6Address
    params: object
    outcome: str
    code: int | None
    points: int
    duration_ms: float
    call_session_id: int | None


async def insert_requests(pool: Pool, entries: Sequence[Entry]) -> None:
    """All in one transaction; when this returns they are on disk."""
    async with pool.acquire() as connection:
        await connection.copy_records_to_table(
            "requests", records=entries, columns=Entry._fields
        )


async def find_requests(db: Database, account_id: int) -> list[Entry]:
    rows = await db.fetch(Q["find_requests"], account_id)
    return [Entry(**row) for row in rows]


async def make_partitions(db: Database, now: float) -> None:
    """For today and some days ahead, so that no request waits for one."""
    today = datetime.fromtimestamp(now, UTC).date()
    for ahead in range(DAYS_AHEAD + 1):
        await db.execute(Q["make_partition"], today + timedelta(days=ahead))


async def drop_partitions(db: Database, now: float, keep_days: int) -> int:
    oldest = datetime.fromtimestamp(now, UTC).date() - timedelta(days=keep_days)
    dropped: int = await db.fetchval(Q["drop_partitions"], oldest)
    return dropped
