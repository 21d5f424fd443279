"""A running call as `list.calls` shows it, written once for each of its steps."""

from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from callapi.domain.leg_text import leg_text
from callapi.domain.session import Leg, Recording, Role, Session

MOST = 50_000
TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class TagView:
    tag_id: int
    tag_name: str


@dataclass(frozen=True, slots=True)
class LegView:
    leg_id: int
    calling_phone_number: str
    called_phone_number: str
    is_operator: bool
    employee_id: int | None
    employee_full_name: str | None
    record_call_enabled: bool
    state: str


@dataclass(frozen=True, slots=True)
class CallView:
    call_session_id: int
    direction: str
    start_time: str
    virtual_phone_number: str
    contact_phone_number: str
    external_id: str | None
    tags: list[TagView]
    legs: list[LegView]


class CallViews:
    """Keeps what was written last; `column` 0 is English, 1 Russian (spec 4.5)."""

    def __init__(self, column: int) -> None:
        self._column = column
        self._written: dict[int, tuple[int, orjson.Fragment]] = {}

    def of(self, session: Session, now: float) -> orjson.Fragment:
        """The session as JSON; `now` tells whether keys are still being sent."""
        kept = self._written.get(session.id)
        if kept is not None and kept[0] == session.version:
            return kept[1]
        view = _view(session, now, self._column)
        written = orjson.Fragment(orjson.dumps(view))
        if all(leg.keys_until <= now for leg in session.legs):
            if len(self._written) >= MOST:
                self._written.clear()
            self._written[session.id] = (session.version, written)
        return written


def _view(session: Session, now: float, column: int) -> CallView:
    return CallView(
        session.id,
        session.direction,
        datetime.fromtimestamp(session.started_at, UTC).strftime(TIME),
        session.virtual_number,
        session.contact,
        session.external_id,
        [TagView(tag.id, tag.name) for tag in session.tags],
        [_leg_view(session, leg, now, column) for leg in session.legs],
    )


def _leg_view(session: Session, leg: Leg, now: float, column: int) -> LegView:
    is_operator = leg is session.operator
    recorded = session.recording is not Recording.OFF
    talks = leg in (session.leg(Role.OPERATOR), session.leg(Role.CONTACT))
    return LegView(
        leg.id,
        leg.caller,
        leg.number,
        is_operator,
        leg.employee_id,
        leg.employee_name,
        recorded and talks,
        leg_text(session, leg, now)[column],
    )
