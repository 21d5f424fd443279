"""What happened in a call, moment by moment, for people to read. Pure (spec 3.5)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from callapi.domain.session import Leg, Role, Session

NAMES = {
    "start": "Call started",
    "action_started": "Operation started",
    "queue_entered": "Contact waits in the queue",
    "http_request": "Client's server asked",
    "call_placed": "Call placed",
    "dtmf_received": "Key pressed",
    "talk_option": "Talk option used",
    "message_played": "Message played",
    "leg_finished": "Leg finished",
    "queue_left": "Contact has left the queue",
    "talk_started": "Talk started",
    "record_started": "Recording started",
    "record_stopped": "Recording stopped",
    "talk_finished": "Talk finished",
    "hold": "Contact put on hold",
    "unhold": "Contact taken off hold",
    "transfer": "Call transferred",
    "coach_connected": "Coach connected",
    "tag_set": "Tag set",
    "finish": "Call finished",
}


@dataclass(frozen=True, slots=True)
class Moment:
    at: float
    mnemonic: str
    text: str
    duration: float | None = None
    failure: str | None = None  # the reason, of what has failed
    inside: tuple["Moment", ...] = field(default=())


def story(session: Session, tagged: tuple[Moment, ...] = ()) -> tuple[Moment, ...]:
    """In the order of time; what an operation has dialled stands inside of it."""
    moments = [
        Moment(session.started_at, "start", _start(session)),
        *_operations(session),
        *(it for leg in session.legs if not leg.operation for it in _leg(leg)),
        *_talks(session),
        *(Moment(it.at, it.mnemonic, it.text, it.duration) for it in session.notes),
        *_queue_ends(session),
        *tagged,
    ]
    if session.finished_at is not None:
        reason = session.finish_reason or ""
        moments.append(Moment(session.finished_at, "finish", reason))
    order = list(NAMES)
    return tuple(sorted(moments, key=lambda it: (it.at, order.index(it.mnemonic))))


def _start(session: Session) -> str:
    if session.direction == "in":
        return f"{session.contact} > {session.virtual_number}"
    return f"{session.virtual_number} > {session.contact}"


def _operations(session: Session) -> Iterator[Moment]:
    for place, executed in enumerate(session.executed, 1):
        dialled = [leg for leg in session.legs if leg.operation == place]
        inside = tuple(it for leg in dialled for it in _leg(leg))
        yield Moment(executed.at, "action_started", executed.name, inside=inside)


def _leg(leg: Leg) -> Iterator[Moment]:
    """Who was called and how that ended; nobody calls who has called us."""
    who = leg.employee_name or leg.party
    text = who if who == leg.party else f"{who}, {leg.party}"
    failed = leg.ended_at is not None and leg.answered_at is None
    reason = leg.end_reason if failed else None
    if not leg.inbound:
        yield Moment(leg.started_at, "call_placed", text, failure=reason)
    if leg.role is Role.COACH and leg.answered_at is not None:
        yield Moment(leg.answered_at, "coach_connected", text)
    if leg.ended_at is not None:
        lasted = leg.ended_at - (leg.answered_at or leg.ended_at)
        yield Moment(leg.ended_at, "leg_finished", text, lasted)


def _talks(session: Session) -> Iterator[Moment]:
    for talk in session.talks:
        lasted = None if talk.until is None else talk.until - talk.since
        who = _who(session, talk.leg_id)
        yield Moment(talk.since, "talk_started", who, lasted)
        if talk.until is not None:
            yield Moment(talk.until, "talk_finished", who, lasted)
    for before, after in pairwise(session.talks):
        held, who = before.until or after.since, _who(session, after.leg_id)
        yield Moment(held, "hold", _who(session, before.leg_id), after.since - held)
        same = before.leg_id == after.leg_id
        yield Moment(after.since, "unhold" if same else "transfer", who)


def _queue_ends(session: Session) -> Iterator[Moment]:
    """Whoever waits does so until he talks, goes on in the scenario or is gone."""
    ends = [
        *(talk.since for talk in session.talks),
        *(it.at for it in session.executed),
        *(
            it.ended_at
            for it in session.legs
            if it.role is Role.CONTACT and it.ended_at
        ),
        *([] if session.finished_at is None else [session.finished_at]),
    ]
    for note in session.notes:
        later = [at for at in ends if at > note.at]
        if note.mnemonic == "queue_entered" and later:
            left = min(later)
            yield Moment(left, "queue_left", note.text, left - note.at)


def _who(session: Session, leg_id: int) -> str:
    leg = session.by_id(leg_id)
    return "" if leg is None else leg.employee_name or leg.party
