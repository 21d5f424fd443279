"""The coach hears both, the operator alone hears the coach (spec 3.3.8, 4.6)."""

import pytest

from callapi.domain.actions import Coach, EndCoaching, HangUp, Originate, SendKeys
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.session import Limits, Role
from callapi.domain.states import Cause, State
from tests.unit.domain.calls import (
    COACH,
    CONTACT,
    HOLD,
    LINE,
    OFFICE,
    THIRD,
    PaperCall,
    direct,
    talking,
)


def coach_rings() -> PaperCall:
    call = talking()
    call.ask(Cause.ADD_COACH, targets=(COACH,))
    return call


def coaching() -> PaperCall:
    call = coach_rings()
    call.answer(Role.COACH)
    return call


def test_coach_is_dialled_while_the_talk_goes_on() -> None:
    call = coach_rings()
    [asked] = call.did(Originate)
    assert (asked.leg.caller, asked.ring_s) == (CONTACT.dial, 60)
    call.assert_state(State.TALK)
    assert call.bridged() == {Role.CONTACT, Role.OPERATOR}
    assert call.text(Role.COACH) == "Dial"


def test_coach_who_answers_coaches_the_operator() -> None:
    call = coaching()
    [asked] = call.did(Coach)
    assert (asked.operator.role, asked.coach.role) == (Role.OPERATOR, Role.COACH)
    assert Role.COACH not in call.bridged()
    assert call.text(Role.COACH) == "Conversation"


def test_coach_who_does_not_answer_changes_nothing() -> None:
    call = coach_rings()
    call.end(Role.COACH, 17)
    call.assert_state(State.TALK)
    assert call.did(EndCoaching) == []
    call.ask(Cause.ADD_COACH, targets=(COACH,))


@pytest.mark.parametrize("answered", [False, True])
def test_second_coach_is_refused(answered: bool) -> None:
    call = coaching() if answered else coach_rings()
    with pytest.raises(ApiError) as refused:
        call.ask(Cause.ADD_COACH, targets=(COACH,))
    assert refused.value.mnemonic is Mnemonic.INVALID_STATE


def test_coach_who_hangs_up_leaves_the_talk_as_it_is() -> None:
    call = coaching()
    call.end(Role.COACH)
    assert len(call.did(EndCoaching)) == 1
    call.assert_state(State.TALK)
    call.ask(Cause.ADD_COACH, targets=(COACH,))


@pytest.mark.parametrize("answered", [False, True])
def test_coach_who_is_disconnected_leaves_the_talk_as_it_is(answered: bool) -> None:
    call = coaching() if answered else coach_rings()
    call.ask(Cause.DISCONNECT, leg_id=call.leg(Role.COACH).id)
    call.assert_state(State.TALK)
    assert [done.leg.role for done in call.did(HangUp)] == [Role.COACH]
    call.hang_up_the_rest()
    assert len(call.did(EndCoaching)) == answered


def test_coach_stays_on_hold_and_while_a_third_party_is_asked() -> None:
    call = coaching()
    call.ask(Cause.HOLD, sounds=(HOLD,))
    call.ask(Cause.MAKE_CALL, targets=(THIRD,))
    call.answer(Role.THIRD)
    assert call.has(Role.COACH)
    call.ask(Cause.RESTORE)
    assert call.has(Role.COACH)


def test_coach_may_answer_when_the_contact_is_on_hold() -> None:
    call = coach_rings()
    call.ask(Cause.HOLD, sounds=(HOLD,))
    call.answer(Role.COACH)
    assert len(call.did(Coach)) == 1
    call.assert_state(State.HOLD)


def test_coach_leaves_on_hold_without_a_trace() -> None:
    call = coaching()
    call.ask(Cause.HOLD, sounds=(HOLD,))
    call.end(Role.COACH)
    call.assert_state(State.HOLD)


@pytest.mark.parametrize("consulted", [False, True])
def test_coach_leaves_with_the_operator_who_hands_over(consulted: bool) -> None:
    call = coaching()
    call.ask(Cause.HOLD, sounds=(HOLD,))
    call.ask(Cause.MAKE_CALL, targets=(THIRD,))
    if consulted:
        call.answer(Role.THIRD)
    call.ask(Cause.TRANSFER)
    gone = {done.leg.role for done in call.did(HangUp)}
    assert gone == {Role.OPERATOR, Role.COACH}


@pytest.mark.parametrize("who", [Role.OPERATOR, Role.CONTACT])
def test_coach_leaves_when_the_talk_is_over(who: Role) -> None:
    call = talking(limits=Limits(post_call_s=10.0))
    call.ask(Cause.ADD_COACH, targets=(COACH,))
    call.answer(Role.COACH)
    call.end(who)
    call.assert_state(State.POST_TALK)
    assert [done.leg.role for done in call.did(HangUp)] == [Role.COACH]


def test_coach_leaves_when_the_contact_goes_on_in_a_scenario() -> None:
    call = coaching()
    call.ask(Cause.RUN_SCENARIO, route=direct(LINE))
    gone = [done.leg.role for done in call.did(HangUp)]
    assert gone == [Role.COACH, Role.OPERATOR]


def test_coach_with_a_tail_is_there_when_it_is_sent() -> None:
    call = talking()
    call.ask(Cause.ADD_COACH, targets=(OFFICE,))
    call.answer(Role.COACH)
    assert len(call.did(SendKeys)) == 1
    assert call.did(Coach) == []
    call.pass_time(4)
    assert call.text(Role.COACH) == "Conversation"


def test_keys_of_the_coach_mean_nothing() -> None:
    call = coaching()
    before = call.session
    call.press(Role.COACH, "1")
    assert call.session == before
