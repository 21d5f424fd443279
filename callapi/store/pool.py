"""Connections to PostgreSQL, all of them set up alike."""

from typing import TYPE_CHECKING, Any, TypeAlias

import asyncpg
import orjson

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    Pool: TypeAlias = asyncpg.Pool[asyncpg.Record]
    Connection: TypeAlias = (
        asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]
    )
else:  # these classes take no parameters at run time
    Pool = asyncpg.Pool
    Connection = asyncpg.Connection

# What a query function takes first: a pool for a single statement, a connection
# where several belong to one transaction.
Database: TypeAlias = Pool | Connection

SESSION_SETTINGS = {"application_name": "callapi", "timezone": "UTC"}
# A process that is stopped in the middle of a transaction keeps no others waiting.
IDLE_IN_TRANSACTION_S = 5
CONNECT_TIMEOUT_S = 10.0
COMMAND_TIMEOUT_S = 30.0
_JSONB_VERSION = b"\x01"


async def open_pool(url: str, size: int, *, patient: bool = True) -> Pool:
    """`patient`: transactions may last, for files are read or texts spoken in them."""
    return await asyncpg.create_pool(
        url,
        min_size=min(2, size),
        max_size=size,
        init=set_up if patient else _set_up_impatient,
        reset=_leave_as_it_is,
        timeout=CONNECT_TIMEOUT_S,
        command_timeout=COMMAND_TIMEOUT_S,
        server_settings=SESSION_SETTINGS,
    )


async def _leave_as_it_is(connection: object) -> None:
    """Spares a round trip at each release: nobody here changes a connection's state,
    and transactions end with the block they are opened in.
    """


async def connect(url: str) -> Connection:
    """A connection of its own, for LISTEN, migrations and short commands."""
    try:
        connection: Connection = await asyncpg.connect(
            url, timeout=CONNECT_TIMEOUT_S, server_settings=SESSION_SETTINGS
        )
    except OSError as error:  # it says what is refused, but not by whom
        reason = error.strerror or type(error).__name__
        raise ConnectionError(f"the database does not answer: {reason}") from error
    try:
        await set_up(connection)
    except BaseException:
        connection.terminate()
        raise
    return connection


async def set_up(connection: Any) -> None:
    """jsonb and json arrive as Python objects and are sent as such.

    In their binary form, because COPY takes no other. A pooler lets no other settings
    through when it is connected to.
    """
    await connection.execute("set jit = off")
    for name, encoder, decoder in (
        ("json", orjson.dumps, orjson.loads),
        ("jsonb", _to_jsonb, _from_jsonb),
    ):
        await connection.set_type_codec(
            name, schema="pg_catalog", format="binary", encoder=encoder, decoder=decoder
        )


async def _set_up_impatient(connection: Any) -> None:
    await set_up(connection)
    limit = f"{IDLE_IN_TRANSACTION_S}s"
    name = "idle_in_transaction_session_timeout"
    await connection.execute("select set_config($1, $2, false)", name, limit)


def _to_jsonb(value: object) -> bytes:
    return _JSONB_VERSION + orjson.dumps(value)


def _from_jsonb(data: bytes) -> object:
    return orjson.loads(data[len(_JSONB_VERSION) :])
