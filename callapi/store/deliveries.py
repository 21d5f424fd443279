"""Deliveries: the queue of what is sent, and the log of what was.

What is claimed becomes due again after a while, so that nothing is lost with a process
that was about to send it. Of one session and notification only the first that is not
over is ever due: so they are sent in order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from asyncpg import Record

from callapi.store.pool import Connection, Database
from callapi.store.queries import load

Q = load(__file__)


@dataclass(frozen=True, slots=True)
class New:
    account_id: int
    setting_id: int
    event_uid: str
    event: str
    session_id: int | None
    name: str
    delay: int
    method: str
    host: str
    url: str
    body: str | None
    at: float
    trace: str | None = None  # `traceparent` of the step


@dataclass(frozen=True, slots=True)
class Terms:
    """On which deliveries are claimed."""

    most: int
    lease_s: float
    give_up_s: float
    overlap_s: float  # a retired secret signs for so long


@dataclass(frozen=True, slots=True)
class Hosts:
    """To whom: those `named`, or all the others."""

    free: Mapping[str, int]  # how many more may be sent to them; to others one
    named: Sequence[str]
    is_named: bool


@dataclass(frozen=True, slots=True)
class Claimed:
    id: int
    uid: str
    setting_id: int
    session_id: int | None
    event_uid: str
    event: str
    method: str
    host: str
    url: str
    body: str | None
    trace: str | None
    attempts: int  # this one counts
    give_up_at: float
    headers: dict[str, str]
    secrets: list[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Result:
    """How an attempt went. `due_at`: it is tried again then."""

    is_sent: bool
    at: float
    due_at: float | None = None
    error_type: str | None = None
    error_message: str | None = None
    http_status: int | None = None
    response: str | None = None
    duration_ms: float = 0.0


async def insert(db: Connection, deliveries: Sequence[New]) -> None:
    """In the order of their events."""
    rows = [
        {
            "n": n,
            "account_id": it.account_id,
            "setting_id": it.setting_id,
            "event_uid": it.event_uid,
            "event": it.event,
            "session_id": it.session_id,
            "name": it.name,
            "delay": it.delay,
            "method": it.method,
            "host": it.host,
            "url": it.url,
            "body": it.body,
            "trace": it.trace,
            "at": _time(it.at),
        }
        for n, it in enumerate(deliveries)
    ]
    await db.execute(Q["insert"], rows)


async def claim(db: Database, now: float, hosts: Hosts, terms: Terms) -> list[Claimed]:
    rows = await db.fetch(
        Q["claim"],
        _time(now),
        list(hosts.free),
        list(hosts.free.values()),
        list(hosts.named),
        hosts.is_named,
        terms.most,
        terms.lease_s,
        terms.give_up_s,
        terms.overlap_s,
    )
    return [_claimed(row) for row in sorted(rows, key=lambda row: row["id"])]


async def settle(
    db: Connection, delivery_id: int, attempts: int, result: Result
) -> bool:
    """False: it was claimed again meanwhile, and whoever did tells how it went."""
    is_over = result.due_at is None
    over = "sent" if result.is_sent else "failed"
    settled = await db.fetchval(
        Q["settle"],
        delivery_id,
        attempts,
        over if is_over else "retrying",
        _time(result.due_at),
        _time(result.at) if is_over else None,
        result.error_type,
        result.error_message,
        result.http_status,
        result.response,
        result.duration_ms,
    )
    return settled is not None


async def promote(
    db: Connection, setting_id: int, session_id: int | None, now: float
) -> None:
    """The next of the session is due, now that the one before is over."""
    if session_id is not None:
        await db.execute(Q["promote"], setting_id, session_id, _time(now))


async def close_all(
    db: Connection, setting_id: int, now: float, error_type: str, message: str
) -> None:
    """What is waiting is not sent any more."""
    await db.execute(Q["close_all"], setting_id, _time(now), error_type, message)


async def count_open(db: Database) -> dict[str, int]:
    rows = await db.fetch(Q["count_open"])
    return {row["status"]: row["deliveries"] for row in rows}


async def delete_old(db: Database, before: float) -> int:
    """Some of those that were over by then, a bounded number; how many."""
    status: str = await db.execute(Q["delete_old"], _time(before))
    return int(status.split()[-1])


@dataclass(frozen=True, slots=True)
class Again:
    """What is asked to be sent again: one delivery, or those of a time."""

    statuses: tuple[str, ...]
    delivery_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    setting_id: int | None = None


async def exists(db: Database, account_id: int, delivery_id: int) -> bool:
    """A delivery of the account whose notification is there and switched on."""
    return bool(await db.fetchval(Q["exists"], account_id, delivery_id))


async def list_again(
    db: Connection, account_id: int, again: Again, most: int
) -> list[tuple[int, int]]:
    """(delivery, setting) of those that are over, at most so many."""
    rows = await db.fetch(
        Q["list_again"],
        account_id,
        list(again.statuses),
        again.delivery_id,
        again.since,
        again.until,
        again.setting_id,
        most,
    )
    return [(row["id"], row["setting_id"]) for row in rows]


async def send_again(
    db: Connection, found: Sequence[tuple[int, int]], now: float
) -> None:
    """As if they had never been tried, in their order; in a transaction."""
    ids, settings = [it[0] for it in found], sorted({it[1] for it in found})
    await db.execute(Q["lock_settings"], settings)
    await db.execute(Q["queue_again"], ids)
    await db.execute(Q["promote_all"], settings, ids, _time(now))
    await db.execute(Q["notify"])


def _claimed(row: Record) -> Claimed:
    return Claimed(
        row["id"],
        row["uid"].hex,
        row["setting_id"],
        row["session_id"],
        str(row["event_uid"]),
        row["event"],
        row["method"],
        row["host"],
        row["url"],
        row["body"],
        row["trace"],
        row["attempts"],
        row["give_up_at"].timestamp(),
        row["headers"],
        row["secrets"],
    )


def _time(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
