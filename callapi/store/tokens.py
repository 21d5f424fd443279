"""Session tokens and failed logins: what changes while the API is used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)


@dataclass(frozen=True, slots=True)
class Use:
    token_id: int
    at: float
    peer: str


async def note_login(db: Database, user_id: int, now: float) -> None:
    await db.execute(Q["note_login"], user_id, _moment(now))


async def note_uses(db: Database, uses: Sequence[Use]) -> None:
    await db.execute(
        Q["note_uses"],
        [it.token_id for it in uses],
        [it.at for it in uses],
        [it.peer for it in uses],
    )


async def insert_session_token(
    db: Database,
    user_id: int,
    digest: bytes,
    last4: str,
    *,
    expires_at: float,
    now: float,
    others: int,
) -> bool:
    """At most `others` tokens of the user stay beside it; False: there is no user."""
    found = await db.fetchval(
        Q["insert_session_token"],
        user_id,
        digest,
        last4,
        _moment(expires_at),
        _moment(now),
        others,
    )
    return found is not None


async def delete_token(db: Database, token_id: int) -> None:
    await db.execute(Q["delete_token"], token_id)


async def count_login_failures(db: Database, login_hash: bytes, since: float) -> int:
    count: int = await db.fetchval(
        Q["count_login_failures"], login_hash, _moment(since)
    )
    return count


async def insert_login_failure(db: Database, login_hash: bytes, now: float) -> None:
    await db.execute(Q["insert_login_failure"], login_hash, _moment(now))


async def delete_old_login_failures(db: Database, before: float) -> None:
    await db.execute(Q["delete_old_login_failures"], _moment(before))


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
