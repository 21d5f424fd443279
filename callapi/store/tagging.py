"""Tags and comments of calls that are over: one event a change, its row follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from callapi import spans
from callapi.store.pool import Connection, Database
from callapi.store.queries import load

Q = load(__file__)


@dataclass(frozen=True, slots=True)
class Held:
    """A tag of a call."""

    id: int
    name: str
    color: str


async def find_by_external_id(
    db: Database, account_id: int, external_id: str
) -> int | None:
    found: int | None = await db.fetchval(
        Q["find_by_external_id"], account_id, external_id
    )
    return found


async def find_over(
    db: Database, account_id: int, session_ids: Sequence[int]
) -> dict[int, bool]:
    """Whether each of those that there are is over."""
    rows = await db.fetch(Q["find_over"], account_id, list(session_ids))
    return {row["id"]: row["is_over"] for row in rows}


async def lock(
    connection: Connection, account_id: int, session_ids: Sequence[int]
) -> None:
    """Until the end of the transaction nobody else tags them."""
    await connection.execute(Q["lock"], account_id, list(session_ids))


async def list_held(db: Database, session_id: int) -> list[Held]:
    return [Held(**row) for row in await db.fetch(Q["list_held"], session_id)]


async def mark(
    connection: Connection,
    account_id: int,
    session_id: int,
    now: float,
    body: dict[str, object],
) -> None:
    """Write `set_mark` for a session that is locked."""
    at = datetime.fromtimestamp(now, UTC)
    trace = spans.traceparent()
    await connection.execute(Q["mark"], account_id, session_id, at, body, trace)


async def comment(
    db: Database, account_id: int, session_id: int, text: str, now: float, login: str
) -> bool:
    """In place of the comment before; False when there is no such call."""
    at = datetime.fromtimestamp(now, UTC)
    found = await db.fetchval(Q["comment"], account_id, session_id, text, at, login)
    return found is not None
