"""A contact calls a virtual number (row 2 of spec 4.3; Data API 4.3)."""

import pytest

from callapi.domain.actions import Answer, Connect, Originate, Play, Ring, StopPlaying
from callapi.domain.happening import LegAnswered
from callapi.domain.session import LegState, Operation, Role
from callapi.domain.states import Cause, State
from tests.unit.domain.calls import (
    CONTACT,
    LINE,
    MOBILE,
    MUSIC,
    WELCOME,
    PaperCall,
    calling_in,
    redirect,
)

SALES = redirect("sales", LINE)


def test_call_is_told_of_as_one_that_comes_in() -> None:
    call = calling_in(SALES)
    assert call.told()[0] == "in_call_session"


def test_employee_is_dialled_while_the_contact_hears_music_unanswered() -> None:
    call = calling_in(SALES)
    assert len(call.did(Originate)) == 1
    assert call.hears(Role.CONTACT) == (MUSIC,)
    assert call.did(Answer) == []
    assert call.leg(Role.CONTACT).state is LegState.RINGING


def test_contact_is_answered_when_he_is_connected() -> None:
    call = calling_in(SALES)
    call.answer(Role.OPERATOR)
    call.assert_state(State.TALK)
    kinds = [type(done) for done in call.actions]
    order = [kinds.index(kind) for kind in (StopPlaying, Answer, Connect)]
    assert order == sorted(order)
    assert call.told().count("leg_answered") == 2


def test_switch_s_news_of_our_own_answer_is_no_news() -> None:
    call = calling_in(SALES)
    call.answer(Role.OPERATOR)
    before = call.session
    call.happen(LegAnswered(call.leg(Role.CONTACT).id))
    assert call.session == before


def test_operation_may_answer_the_contact_first() -> None:
    call = calling_in(redirect("sales", LINE, answer_first=True))
    assert len(call.did(Answer)) == 1
    assert call.hears(Role.CONTACT) == (MUSIC,)


def test_without_music_the_contact_hears_that_somebody_is_called() -> None:
    call = calling_in(redirect("sales", LINE, ringback=True))
    assert len(call.did(Ring)) == 1
    assert call.did(Play) == []
    assert call.did(Answer) == []


def test_ringing_takes_the_place_of_music() -> None:
    first = redirect("sales", LINE, transitions={"failed": "other"})
    call = calling_in(first, redirect("other", MOBILE, ringback=True))
    call.end(Role.OPERATOR, 17)
    assert len(call.did(StopPlaying)) == 1
    assert len(call.did(Ring)) == 1


@pytest.mark.parametrize("kind", ["voice_greeting", "menu", "hangup"])
def test_contact_is_answered_before_he_is_spoken_to(kind: str) -> None:
    call = calling_in(Operation("hello", kind, sounds=(WELCOME,)))
    kinds = [type(done) for done in call.actions]
    assert kinds == [Answer, Play]


def test_contact_who_hangs_up_while_the_employee_rings_ends_it() -> None:
    call = calling_in(SALES)
    call.end(Role.CONTACT, 127, 487)
    call.assert_state(State.FINISHING)
    call.hang_up_the_rest()
    call.assert_state(State.ENDED)
    assert call.session.finish_reason == "caller_disconnects"
    assert call.last("lost_call_session")["lost_reason"] == "caller_disconnects"
    ends = [e.body["finish_reason"] for e in call.events if e.name == "leg_finished"]
    assert ends == ["caller_disconnects", "caller_disconnects"]


def test_nobody_answers_and_the_scenario_is_at_its_end() -> None:
    call = calling_in(SALES)
    call.end(Role.OPERATOR, 19)
    call.assert_state(State.FINISHING)
    assert call.session.finish_reason == "no_operation"


def test_employee_who_answers_and_leaves_before_the_talk_ends_it() -> None:
    call = calling_in(redirect("sales", LINE, operator_sounds=(WELCOME,)))
    call.answer(Role.OPERATOR)
    call.end(Role.OPERATOR)
    call.assert_state(State.FINISHING)


def test_inbound_call_is_steered_like_any_other() -> None:
    call = calling_in(SALES)
    call.answer(Role.OPERATOR)
    call.ask(Cause.HOLD)
    call.assert_state(State.HOLD)
    assert call.text(Role.CONTACT) == "On hold"


def test_employee_sees_what_the_scenario_says() -> None:
    call = calling_in(redirect("sales", LINE, show_virtual_number=False))
    assert call.leg(Role.OPERATOR).caller == CONTACT.dial


@pytest.mark.parametrize("answered", [False, True])
def test_contact_who_rings_or_waits_is_being_dialled_for(answered: bool) -> None:
    call: PaperCall = calling_in(redirect("sales", LINE, answer_first=answered))
    assert call.text(Role.CONTACT) == "Dial"
