"""A scenario goes on after a talk, or begins in it (Data API 4.3; row 30)."""

from dataclasses import replace

import pytest

from callapi.domain.actions import HangUp
from callapi.domain.session import Role
from callapi.domain.states import Cause, State
from tests.unit.domain.calls import (
    CONTACT,
    MOBILE,
    WELCOME,
    WHISPER,
    PaperCall,
    plan,
    redirect,
    scenario,
    talking,
)
from tests.unit.domain.scenarios import (
    OTHER,
    SALES,
    answered,
    dialled,
    greeting,
    outgoing,
)

# --- a talk that is over


@pytest.mark.parametrize("kind", ["contact_first", "operator_first"])
def test_scenario_goes_on_after_the_talk_where_it_says_so(kind: str) -> None:
    rating = greeting("rating", transitions={})
    sales = replace(SALES, transitions={"talk_finished": "rating"})
    call = outgoing(kind, sales, rating)
    for _ in range(2):
        ringing = next(leg for leg in call.session.live if not leg.reached)
        call.answer(ringing.role)
    call.assert_state(State.TALK)
    call.end(Role.OPERATOR)
    call.assert_state(State.GREETING)
    assert call.bridged() == set()
    assert call.text(Role.CONTACT) == "Dial"
    call.play_out(Role.CONTACT)
    call.hang_up_the_rest()
    assert call.session.finish_reason == "no_operation"
    assert not call.last("call_session_finished")["is_lost"]


def test_finish_conversation_lets_the_scenario_go_on_too() -> None:
    call = answered(replace(SALES, transitions={"talk_finished": "other"}), OTHER)
    call.answer(Role.OPERATOR)
    call.ask(Cause.FINISH_TALK)
    assert dialled(call) == [MOBILE.dial]
    call.answer(Role.OPERATOR)
    call.assert_state(State.TALK)


def test_contact_who_hangs_up_ends_it_whatever_the_scenario_says() -> None:
    call = answered(replace(SALES, transitions={"talk_finished": "other"}), OTHER)
    call.answer(Role.OPERATOR)
    call.end(Role.CONTACT)
    call.assert_state(State.FINISHING)
    assert dialled(call) == []


@pytest.mark.parametrize("ways", [{}, {"talk_finished": None}, {"failed": "other"}])
def test_talk_ends_the_session_where_the_scenario_says_nothing_else(
    ways: dict[str, str | None],
) -> None:
    call = answered(replace(SALES, transitions=ways), OTHER)
    call.answer(Role.OPERATOR)
    call.end(Role.OPERATOR)
    call.assert_state(State.FINISHING)
    assert call.session.finish_reason == "operator_disconnects"


# --- the talk option run_scenario (row 30)


def test_contact_goes_on_in_another_scenario_without_the_operator() -> None:
    call = talking()
    call.pass_time(3)
    call.ask(Cause.RUN_SCENARIO, route=scenario(greeting(), SALES))
    assert [done.leg.role for done in call.did(HangUp)] == [Role.OPERATOR]
    assert call.hears(Role.CONTACT) == (WELCOME,)
    assert Role.CONTACT not in call.bridged()
    call.hang_up_the_rest()
    assert call.last("leg_finished")["finish_reason"] == "scenario_disconnects"
    call.play_out(Role.CONTACT)
    call.answer(Role.OPERATOR)
    call.assert_state(State.TALK)
    assert call.session.talk_since == 1000.0


def test_what_the_request_asked_for_is_not_for_those_the_scenario_finds() -> None:
    usual = replace(plan(), cut=True, operator_sounds=(WHISPER,), confirmation="1")
    call = PaperCall(usual, scenario(SALES))
    call.answer(Role.OPERATOR)
    call.press(Role.OPERATOR, "1")
    call.play_out(Role.OPERATOR)
    call.answer(Role.CONTACT)
    hidden = redirect("other", MOBILE, show_virtual_number=False)
    call.ask(Cause.RUN_SCENARIO, route=scenario(hidden))
    assert call.leg(Role.OPERATOR).caller == CONTACT.dial
    call.answer(Role.OPERATOR)
    call.assert_state(State.TALK)


def test_set_up_by_another_scenario_has_its_own_ten_minutes() -> None:
    call = talking()
    call.pass_time(1000)
    call.ask(Cause.RUN_SCENARIO, route=scenario(greeting(), SALES))
    call.pass_time(599)
    call.assert_state(State.GREETING)
    call.pass_time(1)
    call.assert_state(State.FINISHING)
