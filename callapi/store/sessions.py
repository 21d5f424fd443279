"""Call sessions and their outbox: one statement, and so one transaction, per step.

The step that ends a session writes its reports in that statement too.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime

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


async def next_session_id(db: Database) -> int:
    return int(await db.fetchval(Q["next_session_id"]))


async def next_leg_ids(db: Database) -> range:
    """A block of leg ids, for this process alone."""
    first = int(await db.fetchval(Q["next_leg_ids"]))
    return range(first, first + LEG_IDS_PER_BLOCK)


async def insert(
    db: Database, session: Session, events: tuple[Event, ...], wake_at: float | None
) -> None:
    await db.execute(
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
    )


async def save(
    db: Database, session: Session, events: tuple[Event, ...], wake_at: float | None
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
        )
    )


async def save_with(
    pool: Pool,
    also: Also | None,
    session: Session,
    events: tuple[Event, ...],
    wake_at: float | None,
) -> bool:
    """`save`, and what belongs to that step; what `also` raises undoes both."""
    if also is None:
        return await save(pool, session, events, wake_at)
    async with pool.acquire() as db, db.transaction():
        is_saved = await save(db, session, events, wake_at)
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


async def count_running(
    db: Database, account_id: int, direction: str, without: list[int]
) -> int:
    """The account's sessions of a direction that have not ended."""
    count: int = await db.fetchval(Q["count_running"], account_id, direction, without)
    return count


async def count_by_state(db: Database) -> dict[str, int]:
    """How many have not ended, by state."""
    rows = await db.fetch(Q["count_by_state"])
    return {row["state"]: row["sessions"] for row in rows}


async def list_unfinished(db: Database) -> list[Session]:
    rows = await db.fetch(Q["list_unfinished"])
    return [load(row["version"], row["body"]) for row in rows]


async def list_unfinished_of(db: Database, account_id: int) -> list[Session]:
    rows = await db.fetch(Q["list_unfinished_of"], account_id)
    return [load(row["version"], row["body"]) for row in rows]


async def list_queuing(db: Database, account_id: int) -> list[int]:
    """Who waits in line, in the order they came."""
    return [row["id"] for row in await db.fetch(Q["list_queuing"], account_id)]


async def find_overdue(db: Database, now: float) -> list[int]:
    rows = await db.fetch(Q["find_overdue"], _time(now))
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
