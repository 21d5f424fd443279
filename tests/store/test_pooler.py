"""A pooler that lends connections for single transactions is refused, and why."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest

from callapi.store.pooler import PoolerError, refuse_deaf_pooler

NOTIFICATION = b"A"
SOCKET = ".s.PGSQL.5432"


async def test_postgresql_itself_is_not(database: str) -> None:
    await refuse_deaf_pooler(database)


async def test_who_keeps_notifications_to_himself_is(database: str) -> None:
    async with deaf(database) as url:
        with pytest.raises(PoolerError, match=r"LISTEN.*pool_mode = session"):
            await refuse_deaf_pooler(url)


def test_what_asyncpg_says_of_it_is_one_line() -> None:
    error = asyncpg.DuplicatePreparedStatementError("it exists")
    error.hint = "NOTE: pgbouncer\n\n* and so on"
    told = str(PoolerError(error))
    assert told.endswith("pool_mode = session (it exists)")
    assert told.startswith("database_url leads to a pooler")


@asynccontextmanager
async def deaf(url: str) -> AsyncIterator[str]:
    """All else is let through, which is more than a pooler does."""
    parts = urlsplit(url)
    path = f"{parse_qs(parts.query)['host'][0]}/{SOCKET}"
    passing: set[asyncio.Task[None]] = set()

    async def connected(
        client: asyncio.StreamReader, to_client: asyncio.StreamWriter
    ) -> None:
        server, to_server = await asyncio.open_unix_connection(path)
        asking = asyncio.create_task(ask(client, to_server))
        passing.add(asking)
        try:
            await tell(server, to_client)
        finally:
            asking.cancel()
            to_server.close()
            to_client.close()

    async with await asyncio.start_server(connected, "127.0.0.1", 0) as proxy:
        host, port = proxy.sockets[0].getsockname()
        yield f"postgresql://{parts.netloc}{host}:{port}{parts.path}?sslmode=disable"
    await asyncio.gather(*passing, return_exceptions=True)


async def ask(client: asyncio.StreamReader, server: asyncio.StreamWriter) -> None:
    while data := await client.read(65_536):
        server.write(data)
    server.close()


async def tell(server: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
    while True:
        try:
            head = await server.readexactly(5)
            rest = await server.readexactly(int.from_bytes(head[1:]) - 4)
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        if head[:1] != NOTIFICATION:
            client.write(head + rest)
