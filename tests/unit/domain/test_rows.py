"""Every row of the table is taken, and every pair without a row is no news."""

from dataclasses import replace

import pytest

from callapi.domain import engine
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.happening import Happening
from callapi.domain.session import Found, Session
from callapi.domain.states import Cause, State
from callapi.domain.table import METHODS, NEXT, TABLE, Step
from tests.unit.domain.calls import LINE, direct
from tests.unit.domain.everywhere import NOW, in_state, next_leg_ids
from tests.unit.domain.test_engine_random import methods

ASKED = {it.cause: it for it in reversed(methods(direct(LINE)))}
NOTED = {Cause.TAG, Cause.RETAG, Cause.BLOCK}  # nothing can follow of these
OF_METHODS = [cause for causes in METHODS.values() for cause in causes]


def happening(cause: Cause, session: Session) -> Happening:
    """With what the cause brings; of a leg, it is the newest's."""
    legs = [leg.id for leg in session.live if not leg.dropped]
    found = None
    if session.route is not None:
        found = Found(session.route.questions, targets=(LINE,))
    told = ASKED.get(cause, Happening(cause, key="1"))
    return replace(told, leg_id=legs[-1] if legs else None, found=found)


def take(session: Session, happened: Happening) -> engine.Advance:
    return engine.advance(session, happened, NOW, next_leg_ids(session))


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=f"{row.state}-{row.cause}") for row in TABLE]
)
def test_row_leads_where_it_says(row: Step) -> None:
    session = in_state(row.state)
    happened = happening(row.cause, session)
    if row.cause is Cause.DISCONNECT and happened.leg_id is None:
        with pytest.raises(ApiError, match="leg not found"):
            take(session, happened)
        return
    after = take(session, happened).session
    leads_on = set() if row.cause in NOTED else reached_from(row.to)
    assert after.state in {row.to, *leads_on}


def reached_from(state: State) -> set[State]:
    """A step goes on where it can: its effects find nobody, say, or nothing to play."""
    reached = {state}
    while more := {row.to for row in TABLE if row.state in reached} - reached:
        reached |= more
    return reached


@pytest.mark.parametrize("state", State)
def test_what_has_no_row_changes_nothing(state: State) -> None:
    session = in_state(state)
    for cause in set(Cause) - {cause for at, cause in NEXT if at is state}:
        nothing = engine.Advance(session, (), ())
        assert take(session, happening(cause, session)) == nothing


@pytest.mark.parametrize("state", State)
def test_method_that_has_no_row_is_refused(state: State) -> None:
    session, ids = in_state(state), next_leg_ids(in_state(state))
    for cause in [it for it in OF_METHODS if (state, it) not in NEXT]:
        with pytest.raises(ApiError) as refused:
            engine.advance(session, Happening(cause), NOW, ids, strict=True)
        assert refused.value.mnemonic is Mnemonic.INVALID_STATE
