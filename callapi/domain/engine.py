"""One cause in, the session as it becomes and what has to be done for it out. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from callapi.domain import telling
from callapi.domain.actions import Action
from callapi.domain.draft import Draft
from callapi.domain.effects import EFFECTS
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.happening import (
    Event,
    Happening,
    LegEvent,
    RingOver,
    TailSent,
)
from callapi.domain.leg_events import take
from callapi.domain.reasons import session_reason
from callapi.domain.session import Found, Role, Session
from callapi.domain.states import Cause, State, public_name
from callapi.domain.table import NEXT, START, allowed_methods, step

ENDING = (State.FINISHING, State.POST_TALK)
MAX_STEPS = 1000  # far above any chain; a longer one is a circle in the table


@dataclass(frozen=True, slots=True)
class Advance:
    """The outcome of one cause."""

    session: Session
    actions: tuple[Action, ...]
    events: tuple[Event, ...]


def begin(session: Session, now: float, leg_ids: Iterator[int]) -> Advance:
    """The first step of a new session (rows 1 and 2 of spec 4.3)."""
    draft = Draft(session, now, leg_ids)
    limits = session.limits
    state, effect = START[session.plan.kind]
    draft.change(state=state, setup_by=now + limits.setup_s, end_by=now + limits.age_s)
    _tell_beginning(draft)
    EFFECTS[effect](draft, Happening(Cause.FORWARD))
    return _finish(draft)


def _tell_beginning(draft: Draft) -> None:
    """Whoever has called us has a leg already: a contact, or an employee."""
    session = draft.session
    if session.source == "va":
        draft.tell("in_call_session")
    else:
        employee = telling.of_employee(session.operator)
        draft.tell("out_call_session", **employee)
    for leg in session.legs:
        draft.tell("in_call", leg_id=leg.id, **telling.of_numbers(leg))


def advance(
    session: Session,
    happened: Happening | LegEvent | Found,
    now: float,
    leg_ids: Iterator[int],
    *,
    strict: bool = False,
) -> Advance:
    """Apply one cause. `strict`: a method asked, and is told `invalid_state`."""
    draft = Draft(session, now, leg_ids)
    if isinstance(happened, Found):
        _take_found(draft, happened)
    elif not isinstance(happened, Happening):
        take(draft, happened)
    elif strict:
        refuse(session, happened.cause)
        _take_step(draft, happened)
    else:
        draft.following.append(happened)
    return _finish(draft)


def _take_found(draft: Draft, found: Found) -> None:
    """An answer to a question that nobody asks any more is no news."""
    run = draft.session.route
    if run is not None and run.questions == found.question:
        if run.operation is not None and run.operation.web is not None:
            said = (found.outcome,) if found.outcome else found.codes
            draft.note("http_request", ", ".join((*said, *found.skipped)))
        draft.follow(Cause.FOUND, found=found)


def legs_ahead(session: Session, happened: object) -> int:
    """How many legs the next step may begin, with those that are skipped."""
    if isinstance(happened, Found):
        return len(happened.targets)
    return len(session.route.targets) if session.route else 0


def refuse(session: Session, cause: Cause) -> None:
    """Raise `invalid_state` when a method's cause has no way from here (spec 4.7)."""
    step(session.state, cause)
    if cause is Cause.ADD_COACH and session.leg(Role.COACH) is not None:
        methods = allowed_methods(session.state)
        methods.remove("add.coach")
        state = public_name(session.state)
        raise ApiError(Mnemonic.INVALID_STATE, state=state, allowed_methods=methods)


def overdue(session: Session, now: float) -> Happening | LegEvent | None:
    """The timer of the session that has run out, if one has."""
    deadline = session.deadline
    if deadline is not None and now >= deadline.at:
        return Happening(deadline.cause)
    if session.state in (State.FINISHING, State.ENDED):
        return None
    if now >= session.end_by:
        return Happening(Cause.TOO_OLD)
    if session.setup_by is not None and now >= session.setup_by:
        return Happening(Cause.SETUP_TIMEOUT)
    return next((event for at, event in _leg_timers(session) if now >= at), None)


def wake_at(session: Session) -> float | None:
    """When `overdue` will next have something to say."""
    if session.state is State.ENDED:
        return None
    times = [session.deadline.at] if session.deadline else []
    if session.state is not State.FINISHING:
        times.append(session.end_by)
        times.extend([session.setup_by] if session.setup_by is not None else [])
        times.extend(at for at, _ in _leg_timers(session))
    return min(times, default=None)


def _leg_timers(session: Session) -> Iterator[tuple[float, LegEvent]]:
    """What is due of legs that no switch will tell of."""
    for leg in session.live:
        if leg.ring_by is not None and not leg.dropped:
            yield leg.ring_by, RingOver(leg.id)
        if leg.tail_until is not None and not leg.dropped:
            yield leg.tail_until, TailSent(leg.id)


def _finish(draft: Draft) -> Advance:
    for _ in range(MAX_STEPS):
        if not draft.following:
            return Advance(draft.session, tuple(draft.actions), tuple(draft.events))
        happening = draft.following.pop(0)
        if (draft.session.state, happening.cause) in NEXT:
            _take_step(draft, happening)
    raise RuntimeError(f"session {draft.session.id} goes in circles")


def _take_step(draft: Draft, happening: Happening) -> None:
    was = draft.session.state
    row = NEXT[was, happening.cause]
    if row.to is not was:
        draft.change(state=row.to, deadline=None)
        if row.to in ENDING:
            draft.end_with(session_reason(draft.session, was, happening))
    if happening.option:
        _tell_option(draft, happening)
    for effect in row.effects:
        EFFECTS[effect](draft, happening)


def _tell_option(draft: Draft, happening: Happening) -> None:
    draft.note("talk_option", f"{happening.button}: {happening.option}")
    draft.tell(
        "talk_option_called",
        button=happening.button,
        talk_option_mnemonic=happening.option,
        **telling.of_employee(draft.session.operator),
    )
