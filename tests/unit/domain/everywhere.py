"""A session in every state there is, found by walking on from all beginnings."""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import count

from callapi.domain import engine
from callapi.domain.happening import (
    Happening,
    KeyPressed,
    LegAnswered,
    LegEnded,
    LegEvent,
    MessageOver,
    PlaybackOver,
)
from callapi.domain.session import Found, Route, Session
from callapi.domain.states import State
from tests.unit.domain.calls import (
    IN_STATE,
    LINE,
    MOBILE,
    WHISPER,
    PaperCall,
    calling_in,
    calling_out,
    direct,
    plan,
)
from tests.unit.domain.random_scenarios import OPERATIONS, TEXT

NOW = 1001.0
# No session rests in these: the step that leads there leads on.
MOMENTARY = {
    State.ROUTING: State.FINDING,
    State.FIRST_ROUTING: State.QUEUING,
    State.AFTER_TALK: State.TALK,
}


def in_state(state: State) -> Session:
    rests = MOMENTARY.get(state, state)
    return replace(_everywhere()[rests], state=state)


def next_leg_ids(session: Session) -> Iterator[int]:
    return count(1 + max((leg.id for leg in session.legs), default=0))


@cache
def _everywhere() -> dict[State, Session]:
    """Breadth first; a session that looks like one before leads nowhere new."""
    found = {state: begin().session for state, begin in IN_STATE.items()}
    ahead = deque(call.session for call in _beginnings())
    seen = set()
    while ahead:
        session = ahead.popleft()
        if (look := _look(session)) in seen:
            continue
        seen.add(look)
        found.setdefault(session.state, session)
        for happened in _what_may_happen(session):
            ids = next_leg_ids(session)
            ahead.append(engine.advance(session, happened, NOW, ids).session)
    return found


def _beginnings() -> Iterator[PaperCall]:
    scenarios = Route(OPERATIONS, "hours"), Route(OPERATIONS, "hello")
    for kind in ("operator_first", "contact_first", "informer"):
        full = replace(
            plan(kind),
            keys=".1",
            contact_sounds=TEXT,
            operator_sounds=(WHISPER,),
            confirmation="any",
        )
        for route in (direct(LINE), *scenarios):
            yield PaperCall(full, route, knows=False)
    yield calling_out(LINE, MOBILE)
    for first in OPERATIONS:
        yield calling_in(first, *OPERATIONS)


def _look(session: Session) -> tuple[object, ...]:
    run = session.route
    legs = {(leg.role, leg.playing is None) for leg in session.live if not leg.dropped}
    return session.state, run and run.key, frozenset(legs)


def _what_may_happen(session: Session) -> Iterator[LegEvent | Happening | Found]:
    for leg in session.live:
        yield LegAnswered(leg.id)
        yield from (KeyPressed(leg.id, key) for key in "1*")
        yield MessageOver(leg.id, 3.0)
        if leg.playing is not None:
            yield PlaybackOver(leg.id, leg.playing.id)
        yield LegEnded(leg.id)
    if session.deadline is not None:
        yield Happening(session.deadline.cause)
    if session.route is not None and session.route.operation is not None:
        targets = session.route.operation.targets
        yield Found(session.route.questions, targets=targets)
        yield Found(session.route.questions)
