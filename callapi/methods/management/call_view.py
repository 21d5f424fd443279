"""A running call as `list.calls` shows it, written once for each of its steps."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import orjson

from callapi.domain.leg_text import leg_text
from callapi.domain.session import Leg, Recording, Role, Session
from callapi.sessions.known import FEW, Known

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
    """Keeps what was written last of a session, as long as that is known itself."""

    def __init__(
        self, language: Literal["en", "ru"], known: Known, few: int = FEW
    ) -> None:
        self._column = 0 if language == "en" else 1  # of the table in spec 4.5
        self._known = known
        self._written: dict[int, tuple[int, orjson.Fragment]] = {}
        self._few = self._many = few

    def of(self, session: Session, now: float) -> orjson.Fragment:
        """The session as JSON; `now` tells whether keys are still being sent."""
        kept = self._written.get(session.id)
        if kept is not None and kept[0] == session.version:
            return kept[1]
        view = _view(session, now, self._column)
        written = orjson.Fragment(orjson.dumps(view))
        if all(leg.keys_until <= now for leg in session.legs):
            self._written[session.id] = (session.version, written)
            if len(self._written) > self._many:
                self._tidy()
        return written

    def _tidy(self) -> None:
        written = self._written.items()
        self._written = {id_: kept for id_, kept in written if id_ in self._known}
        self._many = max(self._few, 2 * len(self._written))


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
