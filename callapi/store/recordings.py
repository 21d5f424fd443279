"""Which files of recordings there are, and the secret their links are signed with."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Recording:
    account_id: int
    session_id: int
    name: str
    kind: str  # talk | voice_mail


@dataclass(frozen=True, slots=True)
class OldRecording:
    account_id: int
    name: str


async def find(
    db: Database, session_id: int, public_id: str, now: float
) -> Recording | None:
    row = await db.fetchrow(Q["find"], session_id, public_id, _time(now))
    return None if row is None else Recording(**row)


async def list_talks(db: Database, session_id: int) -> list[tuple[str, str]]:
    """Names and public ids, in the order they were made."""
    rows = await db.fetch(Q["list_talks"], session_id)
    return [(row["name"], row["public_id"]) for row in rows]


async def list_old(db: Database, now: float, limit: int) -> list[OldRecording]:
    """Those that their accounts do not keep any longer."""
    rows = await db.fetch(Q["list_old"], _time(now), limit)
    return [OldRecording(**row) for row in rows]


async def delete(db: Database, names: list[str]) -> None:
    await db.execute(Q["delete"], names)


async def find_secret(db: Database, name: str) -> bytes:
    """This installation's own; the same for all its processes."""
    secret: bytes | None = None
    while secret is None:  # a process beside us may be making it
        proposed = secrets.token_bytes(SECRET_BYTES)
        secret = await db.fetchval(Q["find_secret"], name, proposed)
    return secret


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
