"""Reports of calls as the database keeps them; `list_*` are put into listings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from callapi.domain.past import Talk
from callapi.domain.report import call_report, leg_reports
from callapi.domain.session import Session
from callapi.store import sessions
from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)

CALLS = Q["list_calls"]
LEGS = Q["list_legs"]
FINANCIAL_LEGS = Q["list_financial_legs"]
TAGS_HISTORY = Q["list_tags_history"]
DETAILS = Q["list_details"]


async def forget(db: Database, now: float, limit: int) -> int:
    """Delete the calls that their accounts keep no longer; how many it were."""
    at = datetime.fromtimestamp(now, UTC)
    return len(await db.fetch(Q["forget"], at, limit))


async def list_marks(
    db: Database, account_id: int, session_ids: list[int]
) -> list[tuple[int, float, str]]:
    """Session, time and name of every tag that was put on these calls."""
    rows = await db.fetch(Q["list_marks"], account_id, session_ids)
    return [(row["session_id"], row["at"], row["name"]) for row in rows]


async def describe(db: Database, reasons: set[str]) -> dict[str, str]:
    """Reasons of finishing in words."""
    rows = await db.fetch(Q["describe"], list(reasons))
    return {row["mnemonic"]: row["description"] for row in rows}


async def list_unreported(db: Database, limit: int) -> list[Session]:
    """Sessions that ended before there were reports, with their talks."""
    rows = await db.fetch(Q["list_unreported"], limit)
    return [
        replace(sessions.load(row["version"], row["body"]), talks=_talks(row["talks"]))
        for row in rows
    ]


async def report_late(db: Database, session: Session) -> None:
    assert session.finished_at is not None
    report = call_report(session, session.finished_at)
    await db.fetchval(Q["report_late"], session.id, report, leg_reports(session))


def _talks(events: Sequence[Mapping[str, object]]) -> tuple[Talk, ...]:
    """From the events of their beginning, which name contact and operator, and end."""
    talks: list[Talk] = []
    for event in events:
        at, leg_ids = float(str(event["at"])), event["leg_ids"]
        if isinstance(leg_ids, list):
            talks.append(Talk(int(leg_ids[-1]), at))
        elif talks:
            talks[-1] = replace(talks[-1], until=at)
    return tuple(talks)
