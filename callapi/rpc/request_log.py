"""RequestLog: the report "Requests to API" (spec 6.7).

A reply waits until its row is on disk; requests that end at the same time share one
transaction. Secrets and the texts of messages are masked before they are kept.
"""

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import asyncpg
import orjson

from callapi.batch import Batch
from callapi.methods.params import OfSession
from callapi.methods.result import Started
from callapi.rpc.envelope import Request
from callapi.rpc.exact import SECRET, legible
from callapi.rpc.exchange import Exchange
from callapi.store.pool import Pool
from callapi.store.requests import Entry, insert_requests

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

MASK: Final = "***"
SUCCESS: Final = "success"
LONGEST_PARAMS: Final = 16_384  # bytes
# Nothing is written, and once more it will be.
TRY_AGAIN: Final = (
    *(asyncpg.InterfaceError, asyncpg.InternalClientError),  # lost before
    asyncpg.CheckViolationError,  # the day's partition has just been made
)
_LONGEST_ID: Final = 255
_LONGEST_INT: Final = 63  # bits
_LARGEST_BATCH: Final = 500


class RequestLog:
    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        # kept from batch to batch: to give it back costs a trip of its own
        self._connection: PoolConnectionProxy[asyncpg.Record] | None = None
        self._rows = Batch(self._write, _LARGEST_BATCH)

    async def write(self, exchange: Exchange, now: float) -> None:
        await self._rows.ask(entry_of(exchange, now))

    async def close(self) -> None:
        await self._rows.close()
        if self._connection is not None:
            await self._pool.release(self._connection)

    async def _write(self, entries: Sequence[Entry]) -> Sequence[None]:
        try:
            await self._insert(entries)
        except TRY_AGAIN:
            await self._insert(entries)
        return [None] * len(entries)

    async def _insert(self, entries: Sequence[Entry]) -> None:
        if self._connection is None:
            self._connection = await self._pool.acquire()
        try:
            await insert_requests(self._connection, entries)
        except BaseException:
            self._drop()
            raise

    def _drop(self) -> None:
        """A connection that has failed is in no state to be used again."""
        assert self._connection is not None
        with contextlib.suppress(asyncpg.InterfaceError):  # the pool has it back
            self._connection.terminate()
        self._connection = None


def entry_of(exchange: Exchange, now: float) -> Entry:
    request, method = exchange.request, exchange.method
    account, user, token = exchange.account, exchange.user, exchange.token
    # only what got past step 11 has an entry
    assert request is not None
    assert method is not None
    assert account is not None
    assert user is not None
    outcome, code = outcome_of(exchange)
    return Entry(
        exchange.log_id,
        exchange.started_at,
        account.id,
        user.id,
        token.kind if token else None,
        token.last4 if token else None,
        _plain_id(exchange.id),
        method.name,
        exchange.version.name,
        str(exchange.peer),
        orjson.Fragment(masked_json(request)),
        outcome,
        code,
        exchange.points,
        (now - exchange.started_at) * 1000,
        call_session_id(exchange),
        exchange.api,
        user.login,
        token.name if token else None,
        _external_id(request),
        method.price,
        method.component,
    )


def outcome_of(exchange: Exchange) -> tuple[str, int | None]:
    if exchange.kept is not None and exchange.kept.reply is not None:
        error = orjson.loads(exchange.kept.reply).get("error")
        return (error["data"]["mnemonic"], error["code"]) if error else (SUCCESS, None)
    if exchange.error is not None:
        return exchange.error.mnemonic, exchange.error.code
    return SUCCESS, None


def masked_json(request: Request) -> bytes:
    text = orjson.dumps(masked(request.params))
    return text if len(text) <= LONGEST_PARAMS else b'{"bytes":%d}' % len(text)


def masked(params: dict[str, object]) -> dict[str, object]:
    """Without secrets, and without the texts to speak, which are people's matters."""
    kept = {
        _plain(name): MASK if name in SECRET else _masked_value(value)
        for name, value in params.items()
    }
    if "value" in kept and kept.get("type") != "media":
        kept["value"] = MASK
    return kept


def _masked_value(value: object) -> object:
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, dict):
        return masked(value)
    if isinstance(value, list):
        return [_masked_value(item) for item in value]
    if isinstance(value, int) and value.bit_length() > _LONGEST_INT:
        return str(value)
    return value


def _plain(text: str) -> str:
    """Text that PostgreSQL can keep."""
    if text.isascii() and "\x00" not in text:
        return text
    return legible(text).replace("\x00", "\ufffd")


def _plain_id(id_: bytes) -> str:
    """A string without its quotes, a number as it was written."""
    text = str(orjson.loads(id_)) if id_[:1] == b'"' else id_.decode()
    return _plain(text)[:_LONGEST_ID]


def _external_id(request: Request) -> str | None:
    sent = request.params.get("external_id")
    return _plain(sent)[:_LONGEST_ID] if isinstance(sent, str) and sent else None


def call_session_id(exchange: Exchange) -> int | None:
    if exchange.kept is not None:
        return exchange.kept.call_session_id
    if isinstance(exchange.result, Started):
        return exchange.result.call_session_id
    if isinstance(exchange.params, OfSession):
        return exchange.params.call_session_id
    return None
