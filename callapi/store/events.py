"""The outbox: events as steps leave them there, and the log they become.

An event is distributed once: it gets its place in the account and its payload. One
process at a time does that, so places come in the order in which they can be read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from asyncpg import Record

from callapi import spans
from callapi.domain.happening import Event
from callapi.store.pool import Connection, Database
from callapi.store.queries import load

Q = load(__file__)

WRITTEN = "event_written"  # what is notified when one waits
DISTRIBUTED = "events_distributed"


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What never changes about the session that an event is of."""

    id: int
    direction: str
    source: str
    virtual_number: str
    contact: str
    external_id: str | None
    started_at: float
    number: int  # 1, 2, ... among the sessions with this contact


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that has not been distributed."""

    id: int
    uid: str
    account_id: int
    timezone: str
    seq: int | None
    name: str
    at: float
    body: Mapping[str, object]
    call: CallFacts | None
    trace: str | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    """An event as feeds tell it."""

    account_id: int
    position: int
    name: str
    payload: str


async def append_outside(db: Database, account_id: int, event: Event) -> None:
    """One that belongs to no call."""
    what = (event.name, _time(event.at), event.body, spans.traceparent())
    await db.execute(Q["append_outside"], account_id, *what)


async def lock(db: Connection) -> None:
    """Until the end of the transaction nobody else distributes."""
    await db.execute(Q["lock"])


async def list_waiting(db: Connection, most: int) -> list[Waiting]:
    return [_waiting(row) for row in await db.fetch(Q["list_waiting"], most)]


async def place(
    db: Connection, waiting: Sequence[Waiting], payloads: Sequence[str]
) -> list[Logged]:
    """Into the log, in the order of their ids; heard of when that is committed."""
    ids, accounts = [it.id for it in waiting], [it.account_id for it in waiting]
    rows = await db.fetch(Q["place"], ids, accounts, list(payloads))
    positions = {row["id"]: row["position"] for row in rows}
    return [
        Logged(it.account_id, positions[it.id], it.name, payload)
        for it, payload in zip(waiting, payloads, strict=True)
    ]


async def find_range(db: Database, account_id: int) -> tuple[int, int]:
    """The first position that can still be told, and the last there is.

    Where nothing is kept the first is the one to come.
    """
    row = await db.fetchrow(Q["find_range"], account_id)
    assert row is not None
    last: int = row["last"]
    return (last + 1 if row["first"] is None else row["first"]), last


async def list_since(
    db: Database, positions: Mapping[int, int], most: int
) -> list[Logged]:
    """By account: what came after that position, at most so many of each."""
    rows = await db.fetch(
        Q["list_since"], list(positions), list(positions.values()), most
    )
    return [Logged(**row) for row in rows]


async def delete_old(db: Database, before: float) -> int:
    """Some of those, a bounded number; how many."""
    status: str = await db.execute(Q["delete_old"], _time(before))
    return int(status.split()[-1])


def _waiting(row: Record) -> Waiting:
    call = None
    if row["session_id"] is not None:
        call = CallFacts(
            row["session_id"],
            row["direction"],
            row["source"],
            row["virtual_number"],
            row["contact"],
            row["external_id"],
            row["started_at"].timestamp(),
            row["communication_number"],
        )
    return Waiting(
        row["id"],
        str(row["uid"]),
        row["account_id"],
        row["timezone"],
        row["seq"],
        row["name"],
        row["at"].timestamp(),
        row["body"],
        call,
        row["trace"],
    )


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
