"""Idempotency keys of the start methods: one call and one reply for each, for a day."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)

KEPT_S: Final = 86_400


class AlreadyClaimed(Exception):
    """Another request with the same key made its call first."""


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    account_id: int
    key: str
    method: str
    params_hash: bytes  # of the params without the token
    request: str  # the log id of the request that brings it
    sent_at: float

    def is_of(self, method: str, params_hash: bytes) -> bool:
        return self.method == method and self.params_hash == params_hash


@dataclass(frozen=True, slots=True)
class Kept:
    method: str
    params_hash: bytes
    call_session_id: int
    claimed_by: str
    reply: bytes | None  # None: the first request is not answered yet


async def find(db: Database, key: IdempotencyKey) -> Kept | None:
    row = await db.fetchrow(
        Q["find"], key.account_id, key.key, _moment(key.sent_at - KEPT_S)
    )
    return None if row is None else Kept(**row)


async def claim(db: Database, key: IdempotencyKey, call_session_id: int) -> None:
    """To be called in the transaction that makes the session, before it is made."""
    claimed = await db.fetchval(
        Q["claim"],
        key.account_id,
        key.key,
        key.method,
        key.params_hash,
        key.request,
        _moment(key.sent_at),
        call_session_id,
        _moment(key.sent_at - KEPT_S),
    )
    if claimed is None:
        raise AlreadyClaimed


async def keep_reply(
    db: Database, key: IdempotencyKey, claimed_by: str, reply: bytes
) -> None:
    """Kept only if that very request made the call, and only once."""
    await db.execute(Q["keep_reply"], key.account_id, key.key, claimed_by, reply)


async def delete_old(db: Database, now: float) -> None:
    await db.execute(Q["delete_old"], _moment(now - KEPT_S))


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
