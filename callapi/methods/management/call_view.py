"""A running call as `list.calls` shows it, written once for each of its steps."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import orjson

from callapi.domain.leg_text import leg_text
from callapi.domain.session import Leg, Recording, Role, Session
from callapi.sessions.known import Known

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
    """What was written last of a session is kept with it."""

    def __init__(self, language: Literal["en", "ru"], known: Known) -> None:
        self._column = 0 if language == "en" else 1  # of the table in spec 4.5
        self._known = known

    def of(self, session: Session, now: float) -> orjson.Fragment:
        """The session as JSON; `now` tells whether keys are still being sent."""
        kept = self._known.view(session)
        if kept is not None:
            return kept
        written = orjson.Fragment(orjson.dumps(_view(session, now, self._column)))
        if all(leg.keys_until <= now for leg in session.legs):
            self._known.put_view(session, written)
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
