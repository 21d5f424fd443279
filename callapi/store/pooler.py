"""A pooler between us and PostgreSQL, as pgbouncer is, may keep from us what we need.

Per transaction it lends a connection to whoever comes: what is notified is told to
nobody, and a prepared statement is another's. Per session it is a connection of ours.
"""

import asyncio
import secrets
from typing import Final

import asyncpg

from callapi.store.pool import connect

HEARD_S: Final = 3.0
ADVICE: Final = (
    "database_url leads to a pooler that lends connections for single transactions:"
    " callapi needs its own, for LISTEN; name PostgreSQL itself, or a pooler with"
    " pool_mode = session"
)


class PoolerError(ConnectionError):
    """It is not a database for us, and why, in one line."""

    def __init__(self, reason: object = "") -> None:
        """Of the `reason` the first: asyncpg goes on for a page about poolers."""
        first = str(reason).partition("\n")[0]
        super().__init__(f"{ADVICE} ({first})" if first else ADVICE)


async def refuse_deaf_pooler(url: str) -> None:
    """Raises PoolerError where one connection does not hear what another notifies."""
    channel, heard = f"probe_{secrets.token_hex(8)}", asyncio.Event()
    try:
        listener = await connect(url)
        teller = await connect(url)
        try:
            await listener.add_listener(channel, lambda *_: heard.set())
            await teller.execute("select pg_notify($1, $2)", channel, "")
            async with asyncio.timeout(HEARD_S):
                await heard.wait()
        finally:
            listener.terminate()
            teller.terminate()
    except TimeoutError:
        raise PoolerError from None
    except (
        asyncpg.InvalidSQLStatementNameError,
        asyncpg.DuplicatePreparedStatementError,
        asyncpg.ProtocolViolationError,
    ) as error:
        raise PoolerError(error) from error
