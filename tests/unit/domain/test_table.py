"""The table of the specification, row by row and cell by cell (spec 4.3, 4.4, 4.7)."""

from collections import Counter
from pathlib import Path

import pytest

from callapi.domain import diagram
from callapi.domain.effects import EFFECTS
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.session import Role
from callapi.domain.states import RUNNING, Cause, Effect, State
from callapi.domain.table import METHODS, NEXT, START, TABLE, allowed_methods
from tests.unit.domain.calls import COACH, IN_STATE, PaperCall, talking

S = State

# Spec 4.7, its columns in our states; T/c is tested on its own.
COLUMNS = {
    "SESSION": [s for s in S if list(S).index(s) < list(S).index(S.INFORMING)],
    "INFORM": [S.INFORMING],
    "TALK": [S.TALK],
    "HOLD": [S.HOLD],
    "WAITING": [S.WAITING_INPUT],
    "DIALING": [S.DIALING, S.BRIEFING_THIRD],
    "TRANSF": [S.TRANSFERRING, S.BRIEFING_TRANSFER],
    "OP_TALK": [S.OPERATOR_TALK],
    "POST": [S.POST_TALK],
    "FINISH": [S.FINISHING],
}
MATRIX = """
make.call        . . . + + . . . . .
transfer.talk    . . . . . + . + . .
restore.talk     . . . . . + . + . .
hold.call        . . + . . . . . . .
unhold.call      . . . + . . . . . .
tag.call         + + + + + + + + + .
disconnect.leg   + + + + + + + + + .
add.coach        . . + . . . . . . .
record.call      . + + . . . . . . .
block.contact    + + + + + + + + + .
call.talk_option . . + . . . . . . .
send.dtmf        . + + + + . . + . .
release.call     + + + + + + + + + +
"""
CELLS = [
    (line.split()[0], state, cell == "+")
    for line in MATRIX.strip().splitlines()
    for column, cell in zip(COLUMNS, line.split()[1:], strict=True)
    for state in COLUMNS[column]
]

# Spec 4.4: who hangs up, or is disconnected, and where that leads.
ENDS = [
    (S.INFORMING, Role.CONTACT, S.FINISHING),
    (S.TALK, Role.CONTACT, S.FINISHING),
    (S.TALK, Role.OPERATOR, S.FINISHING),
    (S.HOLD, Role.CONTACT, S.FINISHING),
    (S.HOLD, Role.OPERATOR, S.FINISHING),
    (S.WAITING_INPUT, Role.CONTACT, S.FINISHING),
    (S.WAITING_INPUT, Role.OPERATOR, S.FINISHING),
    (S.DIALING, Role.CONTACT, S.FINISHING),
    (S.DIALING, Role.OPERATOR, S.FINISHING),
    (S.DIALING, Role.THIRD, S.HOLD),
    (S.BRIEFING_THIRD, Role.CONTACT, S.FINISHING),
    (S.BRIEFING_THIRD, Role.OPERATOR, S.FINISHING),
    (S.BRIEFING_THIRD, Role.THIRD, S.HOLD),
    (S.TRANSFERRING, Role.CONTACT, S.FINISHING),
    (S.TRANSFERRING, Role.THIRD, S.FINISHING),
    (S.BRIEFING_TRANSFER, Role.CONTACT, S.FINISHING),
    (S.BRIEFING_TRANSFER, Role.THIRD, S.FINISHING),
    (S.OPERATOR_TALK, Role.CONTACT, S.FINISHING),
    (S.OPERATOR_TALK, Role.OPERATOR, S.FINISHING),
    (S.OPERATOR_TALK, Role.THIRD, S.HOLD),
    (S.POST_TALK, Role.CONTACT, S.FINISHING),
]


def test_a_pair_of_state_and_cause_stands_once() -> None:
    pairs = Counter((row.state, row.cause) for row in TABLE)
    assert [pair for pair, times in pairs.items() if times > 1] == []


def test_every_state_is_reached() -> None:
    reached = {state for state, _ in START.values()}
    while more := {row.to for row in TABLE if row.state in reached} - reached:
        reached |= more
    assert reached == set(State)


def test_every_state_can_finish() -> None:
    can = {State.ENDED}
    while more := {row.state for row in TABLE if row.to in can} - can:
        can |= more
    assert can == set(State)


def test_every_effect_is_known_and_used() -> None:
    used = {effect for row in TABLE for effect in row.effects}
    used |= {effect for _, effect in START.values()}
    assert set(EFFECTS) == set(Effect) == used


def test_every_cause_of_a_method_has_a_row() -> None:
    causes = {row.cause for row in TABLE}
    assert all(set(asked) <= causes for asked in METHODS.values())


def test_every_cause_has_a_row() -> None:
    assert {row.cause for row in TABLE} == set(Cause)


@pytest.mark.parametrize(("method", "state", "allowed"), CELLS)
def test_the_matrix_of_methods_and_states_is_the_specification_s(
    method: str, state: State, allowed: bool
) -> None:
    assert (method in allowed_methods(state)) is allowed


def test_a_second_coach_is_refused_and_nothing_else() -> None:
    call = talking()
    call.ask(Cause.ADD_COACH, targets=(COACH,))
    with pytest.raises(ApiError) as refused:
        call.ask(Cause.ADD_COACH, targets=(COACH,))
    assert refused.value.mnemonic is Mnemonic.INVALID_STATE
    expected = [m for m in allowed_methods(State.TALK) if m != "add.coach"]
    assert refused.value.params["allowed_methods"] == expected


@pytest.mark.parametrize("state", IN_STATE)
@pytest.mark.parametrize("cause", [c for causes in METHODS.values() for c in causes])
def test_a_method_that_is_not_listed_changes_nothing(
    state: State, cause: Cause
) -> None:
    if (state, cause) in NEXT:
        assert state in RUNNING or cause is Cause.RELEASE
        return
    call = IN_STATE[state]()
    before = call.session
    with pytest.raises(ApiError) as refused:
        call.ask(cause)
    assert refused.value.mnemonic is Mnemonic.INVALID_STATE
    assert call.session == before


@pytest.mark.parametrize(("state", "role", "to"), ENDS)
def test_a_hang_up_ends_what_the_specification_says(
    state: State, role: Role, to: State
) -> None:
    call = IN_STATE[state]()
    assert call.state is state
    call.end(role)
    assert call.state is (to if call.session.live else State.ENDED)


@pytest.mark.parametrize(("state", "role", "to"), ENDS)
def test_disconnecting_a_leg_is_the_same_as_its_hang_up(
    state: State, role: Role, to: State
) -> None:
    call = IN_STATE[state]()
    call.ask(Cause.DISCONNECT, leg_id=call.leg(role).id)
    assert call.state is to


@pytest.mark.parametrize("state", IN_STATE)
def test_every_state_ends_by_release_with_one_terminal_event(state: State) -> None:
    call = IN_STATE[state]()
    call.ask(Cause.RELEASE)
    assert call.state is State.FINISHING
    call.hang_up_the_rest()
    assert_ended(call)


@pytest.mark.parametrize("state", [s for s in IN_STATE if s is not S.FINISHING])
def test_no_session_is_older_than_its_limit(state: State) -> None:
    call = IN_STATE[state]()
    call.pass_time(14400)
    assert call.state is State.FINISHING
    call.hang_up_the_rest()
    assert_ended(call)


def assert_ended(call: PaperCall) -> None:
    assert call.state is State.ENDED
    assert call.told().count("call_session_finished") == 1
    assert call.told()[-1] == "call_session_finished"
    assert call.session.finished_at == call.now


def test_the_drawing_in_the_tree_is_the_table_s() -> None:
    drawn = Path(diagram.__file__).with_name("STATES.md").read_text(encoding="utf-8")
    assert drawn == diagram.mermaid(), "run `make states`"
