"""The security log: what the log of requests leaves out, a bounded number of rows."""

from collections.abc import Sequence
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address
from typing import NamedTuple

from callapi.store.pool import Database, Pool
from callapi.store.queries import load

Q = load(__file__)


class SecurityEvent(NamedTuple):
    """One row, in the order of the columns."""

    at: datetime
    kind: str
    peer: IPv4Address | IPv6Address | None
    account_id: int | None
    detail: str
    request_id: str | None


async def insert_events(pool: Pool, events: Sequence[SecurityEvent]) -> None:
    async with pool.acquire() as connection:
        await connection.copy_records_to_table(
            "security_events", records=events, columns=SecurityEvent._fields
        )


async def find_events(db: Database) -> list[SecurityEvent]:
    return [SecurityEvent(**row) for row in await db.fetch(Q["find_events"])]


async def delete_oldest(db: Database, keep: int) -> None:
    await db.execute(Q["delete_oldest"], keep)
