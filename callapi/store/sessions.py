"""Call sessions and their outbox: one statement, and so one transaction, per step.

The step that ends a session writes its reports in that statement too.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import orjson
from pydantic import TypeAdapter

from callapi import spans
from callapi.domain.happening import Event
from callapi.domain.report import call_report, leg_reports
from callapi.domain.session import LegState, Session
from callapi.domain.states import State
from callapi.store import queries
from callapi.store.pool import Connection, Database, Pool

Q = queries.load(__file__)
LEG_IDS_PER_BLOCK = 20
# Writes more in the transaction of a step.
Also = Callable[[Connection], Awaitable[None]]
_SESSION = TypeAdapter(Session)


@dataclass(frozen=True, slots=True)
class Stored:
    """A session, which node has moved it last, and how long ago."""

    session: Session
    moved_by: int
    moved_s: float


async def next_session_id(db: Database) -> int:
    return int(await db.fetchval(Q["next_session_id"]))


async def next_leg_ids(db: Database) -> range:
    """A block of leg ids, for this process alone."""
    first = int(await db.fetchval(Q["next_leg_ids"]))
    return range(first, first + LEG_IDS_PER_BLOCK)


async def insert(
    db: Database,
    session: Session,
    events: tuple[Event, ...],
    wake_at: float | None,
    *,
    mover: int = 0,
    most: int | None = None,
) -> bool:
    """False: the account has `most` sessions in that direction already."""
    is_in = await db.fetchval(
        Q["insert"],
        session.id,
        session.account_id,
        session.state,
        session.direction,
        session.source,
        session.virtual_number,
        session.contact,
        session.external_id,
        _time(session.started_at),
        _time(session.finished_at),
        session.finish_reason,
        _time(wake_at),
        _dump(session),
        *_columns(events),
        *_occupied(session),
        *_reports(session),
        spans.traceparent(),
        session.app,
        mover,
        most,
    )
    return is_in is not None


async def save(
    db: Database,
    session: Session,
    events: tuple[Event, ...],
    wake_at: float | None,
    mover: int = 0,
) -> bool:
    """Write the step that follows `session.version`; False: another was written."""
    return bool(
        await db.fetchval(
            Q["save"],
            session.id,
            session.version,
            session.state,
            _time(session.finished_at),
            session.finish_reason,
            _time(wake_at),
            _dump(session),
            *_columns(events),
            *_occupied(session),
            *_reports(session),
            spans.traceparent(),
            mover,
        )
    )


async def save_with(
    pool: Pool,
    also: Also | None,
    session: Session,
    events: tuple[Event, ...],
    wake_at: float | None,
    mover: int,
) -> bool:
    """`save`, and what belongs to that step; what `also` raises undoes both."""
    if also is None:
        return await save(pool, session, events, wake_at, mover)
    async with pool.acquire() as db, db.transaction():
        is_saved = await save(db, session, events, wake_at, mover)
        if is_saved:
            await also(db)
    return is_saved


async def find(db: Database, session_id: int) -> Session | None:
    row = await db.fetchrow(Q["find"], session_id)
    return None if row is None else load(row["version"], row["body"])


async def find_in_account(
    db: Database, account_id: int, session_id: int
) -> Session | None:
    """A session that has not ended; one of another account is not found."""
    row = await db.fetchrow(Q["find_in_account"], session_id, account_id)
    return None if row is None else load(row["version"], row["body"])


async def find_many(db: Database, session_ids: list[int]) -> list[Session]:
    rows = await db.fetch(Q["find_many"], session_ids)
    return [load(row["version"], row["body"]) for row in rows]


async def find_many_in_account(
    db: Database, account_id: int, session_ids: list[int]
) -> list[Session]:
    """Also those that have ended."""
    rows = await db.fetch(Q["find_many_in_account"], account_id, session_ids)
    return [load(row["version"], row["body"]) for row in rows]


async def list_running(
    db: Database, account_id: int, direction: str | None, virtual_number: str | None
) -> list[tuple[int, int]]:
    """Ids and versions of the account's sessions up to POST_TALK, the oldest first."""
    rows = await db.fetch(Q["list_running"], account_id, direction, virtual_number)
    return [(row["id"], row["version"]) for row in rows]


async def count_by_state(db: Database) -> dict[str, int]:
    """How many have not ended, by state."""
    rows = await db.fetch(Q["count_by_state"])
    return {row["state"]: row["sessions"] for row in rows}


async def renewed(db: Database, session: Session) -> Session:
    """The session, or what has become of it since it was seen."""
    row = await db.fetchrow(Q["find_other"], session.id, session.version)
    return session if row is None else load(row["version"], row["body"])


async def find_stored(db: Database, session_id: int) -> Stored | None:
    row = await db.fetchrow(Q["find_stored"], session_id)
    return None if row is None else _stored(row)


async def find_later(db: Database, session: Session, node_id: int) -> Stored | None:
    """What another node has made of it after this step; None: nothing."""
    row = await db.fetchrow(Q["find_later"], session.id, session.version, node_id)
    return None if row is None else _stored(row)


async def list_of_app(db: Database, app: str, *, is_base: bool) -> list[Stored]:
    """Those that have not ended."""
    return [_stored(row) for row in await db.fetch(Q["list_of_app"], app, is_base)]


async def find_unfinished(db: Database, session_ids: set[int]) -> set[int]:
    """Which of them have not ended."""
    rows = await db.fetch(Q["find_unfinished"], list(session_ids))
    return {row["id"] for row in rows}


async def list_unfinished(db: Database) -> list[Session]:
    rows = await db.fetch(Q["list_unfinished"])
    return [load(row["version"], row["body"]) for row in rows]


async def list_unfinished_of(db: Database, account_id: int) -> list[Session]:
    rows = await db.fetch(Q["list_unfinished_of"], account_id)
    return [load(row["version"], row["body"]) for row in rows]


async def list_queuing(db: Database, account_id: int) -> list[tuple[int, str]]:
    """Who waits in line, in the order they came, and in which application."""
    rows = await db.fetch(Q["list_queuing"], account_id)
    return [(row["id"], row["app"]) for row in rows]


async def lock_finding(db: Connection, account_id: int) -> None:
    """Until the end of the transaction nobody else looks who is free."""
    await db.execute(Q["lock_finding"], account_id)


async def take_overdue(db: Database, due: float, again: float) -> list[int]:
    """Those that were due by then; others are given them `again` at the earliest."""
    rows = await db.fetch(Q["take_overdue"], _time(due), _time(again))
    return [row["id"] for row in rows]


async def insert_recording(
    db: Database, session_id: int, name: str, seconds: float, told: Event
) -> None:
    """With the event that tells of it, to which the file's id is added; once."""
    await db.execute(
        Q["insert_recording"], session_id, name, seconds, _time(told.at), told.body
    )


async def has_recording(db: Database, name: str) -> bool:
    found: bool = await db.fetchval(Q["has_recording"], name)
    return found


async def has_voicemail(db: Database, name: str) -> bool:
    found: bool = await db.fetchval(Q["has_voicemail"], name)
    return found


async def insert_voicemail(
    db: Database,
    session_id: int,
    name: str,
    seconds: float,
    emails: tuple[str, ...],
    told: Event,
) -> None:
    """With its event, as a recording."""
    await db.execute(
        Q["insert_voicemail"],
        *(session_id, name, seconds, list(emails), _time(told.at), told.body),
    )


def _occupied(session: Session) -> tuple[object, ...]:
    """What others have to know: numbers that are taken, who talks, who waits."""
    legs = [leg for leg in session.live if leg.employee_id and not leg.dropped]
    route, is_queued = session.route, session.state is State.QUEUING
    return (
        [leg.endpoint for leg in legs],
        [leg.employee_id for leg in legs if leg.state is LegState.ANSWERED],
        route.key if route and is_queued else None,
        _time(route.queued_at) if route and is_queued else None,
    )


def _stored(row: Any) -> Stored:
    session = load(row["version"], row["body"])
    return Stored(session, row["moved_by"], row["moved_s"])


def _dump(session: Session) -> str:
    return orjson.dumps(session).decode()


def load(version: int, body: str) -> Session:
    return replace(_SESSION.validate_json(body), version=version)


def _columns(events: tuple[Event, ...]) -> tuple[list[object], ...]:
    return (
        [event.name for event in events],
        [_time(event.at) for event in events],
        [orjson.dumps(event.body).decode() for event in events],
    )


def _reports(session: Session) -> tuple[object, object]:
    """None while it goes on."""
    if session.finished_at is None:
        return None, None
    return call_report(session, session.finished_at), leg_reports(session)


def _time(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
