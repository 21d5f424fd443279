"""Rows as years of use leave them, made inside the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import asyncpg

from callapi.store.queries import load

Q = load(__file__)

DAYS = 90  # of the request log: what is kept of it, unless said otherwise
ROWS_AT_ONCE = 100_000
PATIENCE_S = 600.0


@dataclass(frozen=True, slots=True)
class Database:
    connection: "asyncpg.Connection[asyncpg.Record]"
    account_id: int

    async def accounts(self, first: int, last: int) -> None:
        await self._run("accounts", first, last)
        await self._run("settle_accounts")

    async def keys(self, count: int) -> list[str]:
        return [row["key"] for row in await self.connection.fetch(Q["keys"], count)]

    async def sessions(self, first: int, last: int) -> None:
        for begin, end in _steps(first, last, ROWS_AT_ONCE // 10):
            await self._run("sessions", begin, end, self.account_id)
        await self._run("settle_sessions")

    async def requests(self, first: int, last: int) -> None:
        """The log as it is when `last` rows have come in `DAYS`."""
        midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        for ago in range(1, DAYS + 1):
            await self._run("request_day", (midnight - timedelta(days=ago)).date())
        await self._run("unindex_requests")
        for begin, end in _steps(first, last, ROWS_AT_ONCE):
            rows = begin, end, last, midnight, self.account_id, DAYS
            await self._run("requests", *rows)
        await self._run("index_requests")
        await self._run("settle_requests")

    async def some_session(self) -> int:
        """Of which the log tells, a month ago."""
        month_ago = datetime.now(UTC) - timedelta(days=30)
        found: int = await self.connection.fetchval(
            Q["some_session"], self.account_id, month_ago
        )
        return found

    async def _run(self, query: str, *arguments: object) -> None:
        await self.connection.execute(Q[query], *arguments, timeout=PATIENCE_S)


async def open_database(url: str) -> Database:
    connection = await asyncpg.connect(url)
    await connection.execute("set synchronous_commit = off")
    await connection.execute("set maintenance_work_mem = '256MB'")
    account_id = await connection.fetchval(Q["account"])
    return Database(connection, account_id)


def _steps(first: int, last: int, size: int) -> Iterator[tuple[int, int]]:
    for begin in range(first, last + 1, size):
        yield begin, min(begin + size - 1, last)
