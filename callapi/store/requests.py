"""The log of requests: rows by the batch, one partition per day (spec 6.7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from callapi.store.pool import Connection, Database
from callapi.store.queries import load

Q = load(__file__)

DAYS_AHEAD: Final = 3
LIST_API_REQUESTS: Final = Q["list_api_requests"]


@dataclass(slots=True)
class Entry:
    """One row, as the report names its columns."""

    id: str
    at: float
    account_id: int
    user_id: int
    token_kind: str | None
    token_last4: str | None
    request_id: str
    method: str
    version: str
    peer: str
    params: object
    outcome: str
    code: int | None
    points: int
    duration_ms: float
    call_session_id: int | None
    api: str = "callapi"
    user_login: str = ""
    token_name: str | None = None
    external_id: str | None = None
    weight: int = 1
    component: str = "basic"


async def insert_requests(connection: Connection, entries: Sequence[Entry]) -> None:
    """All in one statement, sent as one text: that costs the least for each row.

    When this returns they are on disk.
    """
    await connection.execute(Q["insert"], entries)


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


async def delete_old(db: Database, now: float) -> None:
    """Rows that their account keeps for a shorter time than the server."""
    await db.execute(Q["delete_old"], now)
