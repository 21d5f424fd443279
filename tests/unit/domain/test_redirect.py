"""Forwarding in a scenario: who is dialled, why nobody was reached (Data API 4.4)."""

from dataclasses import replace

import pytest

from callapi.domain.actions import HangUp, Play, StopPlaying
from callapi.domain.session import Operation, Role, Tag
from callapi.domain.states import State
from tests.unit.domain.calls import (
    CONTACT,
    LINE,
    MOBILE,
    MUSIC,
    VIRTUAL,
    WHISPER,
    redirect,
)
from tests.unit.domain.scenarios import (
    BYE,
    HOT,
    OTHER,
    PROMPT,
    SALES,
    answered,
    dialled,
    outgoing,
)

BUSY, NO_ANSWER, REFUSED, UNKNOWN, OFFLINE = 17, 19, 21, 1, 41


# --- redirect


@pytest.mark.parametrize(
    ("causes", "outcome"),
    [
        ([BUSY, BUSY], "busy"),
        ([BUSY, NO_ANSWER], "no_answer"),
        ([NO_ANSWER, BUSY], "no_answer"),
        ([REFUSED, REFUSED], "no_answer"),
        ([UNKNOWN, OFFLINE], "unavailable"),
        ([OFFLINE, BUSY], "busy"),
        ([UNKNOWN, NO_ANSWER], "no_answer"),
    ],
)
def test_redirect_that_reaches_nobody_says_why(causes: list[int], outcome: str) -> None:
    ways = {name: name for name in ("busy", "no_answer", "unavailable")}
    marks = [Operation(name, "tag", tags=(Tag(1, name),)) for name in ways]
    call = answered(redirect("sales", LINE, MOBILE, transitions=ways), *marks)
    for cause in causes:
        call.end(Role.OPERATOR, cause)
    assert [tag.name for tag in call.session.tags] == [outcome]


@pytest.mark.parametrize("outcome", ["busy", "no_answer", "unavailable"])
def test_failed_stands_for_outcomes_that_have_no_way_of_their_own(
    outcome: str,
) -> None:
    cause = {"busy": BUSY, "no_answer": NO_ANSWER, "unavailable": OFFLINE}[outcome]
    call = answered(redirect("sales", LINE, transitions={"failed": "other"}), OTHER)
    call.end(Role.OPERATOR, cause)
    assert dialled(call) == [MOBILE.dial]


def test_way_that_leads_nowhere_is_not_replaced_by_failed() -> None:
    ways = {"busy": None, "failed": "other"}
    call = answered(redirect("sales", LINE, transitions=ways), OTHER)
    call.end(Role.OPERATOR, BUSY)
    call.assert_state(State.FINISHING)
    assert call.session.finish_reason == "no_operation"


def test_redirect_without_numbers_is_unavailable() -> None:
    call = answered(redirect("sales", transitions={"unavailable": "other"}), OTHER)
    assert dialled(call) == [MOBILE.dial]


def test_operation_s_time_is_over_and_nobody_has_answered() -> None:
    ways = {"no_answer": "other"}
    first = redirect("sales", LINE, MOBILE, transitions=ways, timeout_s=40)
    call = answered(first, OTHER)
    call.pass_time(25)
    call.end(Role.OPERATOR, NO_ANSWER)
    operator = call.leg(Role.OPERATOR).id
    call.pass_time(15)
    assert [done.leg.id for done in call.did(HangUp)] == [operator]
    assert dialled(call) == [MOBILE.dial]
    call.hang_up_the_rest()
    assert call.last("leg_finished")["finish_reason"] == "action_interval_exceeded"


def test_numbers_of_one_operation_do_not_count_in_the_next() -> None:
    ways = {"busy": "other"}
    last = replace(OTHER, transitions={"busy": "bye", "unavailable": "mark"})
    mark = Operation("mark", "tag", tags=(HOT,))
    call = answered(redirect("sales", LINE, transitions=ways), last, BYE, mark)
    call.end(Role.OPERATOR, BUSY)
    call.end(Role.OPERATOR, OFFLINE)
    assert call.session.tags == (HOT,)


@pytest.mark.parametrize(("shows", "caller"), [(True, VIRTUAL), (False, CONTACT.dial)])
def test_scenario_says_whose_number_the_operator_sees(shows: bool, caller: str) -> None:
    call = answered(redirect("sales", LINE, show_virtual_number=shows))
    assert call.leg(Role.OPERATOR).caller == caller


def test_request_may_say_otherwise() -> None:
    call = answered(
        redirect("sales", LINE, show_virtual_number=True), show_virtual_number=False
    )
    assert call.leg(Role.OPERATOR).caller == CONTACT.dial


def test_scenario_s_message_is_heard_before_the_request_s() -> None:
    whispering = redirect("sales", LINE, operator_sounds=(PROMPT,))
    call = answered(whispering, operator_sounds=(WHISPER,))
    call.answer(Role.OPERATOR)
    assert call.hears(Role.OPERATOR) == (PROMPT, WHISPER)


def test_contact_hears_the_operation_s_music() -> None:
    call = answered(redirect("sales", LINE, music=(PROMPT,)))
    assert call.hears(Role.CONTACT) == (PROMPT,)


def test_next_operation_s_music_takes_its_place() -> None:
    first = redirect("sales", LINE, transitions={"failed": "other"})
    call = answered(first, replace(OTHER, music=(PROMPT,)))
    call.end(Role.OPERATOR, BUSY)
    assert call.hears(Role.CONTACT) == (PROMPT,)
    assert len(call.did(StopPlaying)) == 1


def test_same_music_goes_on_through_the_next_operation() -> None:
    first = redirect("sales", LINE, transitions={"failed": "other"})
    call = answered(first, OTHER)
    call.end(Role.OPERATOR, BUSY)
    assert call.did(Play) == []
    assert call.hears(Role.CONTACT) == (MUSIC,)


def test_contact_who_has_answered_hears_a_ringing_tone_instead_of_music() -> None:
    call = answered(redirect("sales", LINE, ringback=True))
    playing = call.leg(Role.CONTACT).playing
    assert playing
    assert playing.tone == "ring"


def test_employee_presses_the_operation_s_key() -> None:
    asking = redirect("sales", LINE, MOBILE, confirmation="1", confirmation_s=10.0)
    call = answered(asking)
    call.answer(Role.OPERATOR)
    call.press(Role.OPERATOR, "2")
    call.pass_time(10)
    assert dialled(call) == [MOBILE.dial]
    call.hang_up_the_rest()
    assert call.last("leg_finished")["finish_reason"] == "no_operator_confirmation"
    call.answer(Role.OPERATOR)
    call.press(Role.OPERATOR, "1")
    call.assert_state(State.TALK)


def test_nobody_confirms_and_the_redirect_has_no_answer() -> None:
    ways = {"no_answer": "other"}
    call = answered(redirect("sales", LINE, confirmation="1", transitions=ways), OTHER)
    call.answer(Role.OPERATOR)
    call.pass_time(15)
    assert dialled(call) == [MOBILE.dial]


def test_time_spent_on_keys_counts_for_the_operation() -> None:
    """The next number is not dialled when the operation's time is over meanwhile."""
    ways = {"no_answer": "other"}
    asking = redirect(
        "sales", LINE, LINE, confirmation="1", timeout_s=14, transitions=ways
    )
    call = answered(asking, OTHER)
    call.answer(Role.OPERATOR)
    call.pass_time(15)
    assert dialled(call) == [MOBILE.dial]


# --- without a contact (Data API 4.3, 7)


def test_scenario_that_finds_nobody_never_dials_the_contact() -> None:
    call = outgoing("operator_first", SALES)
    call.end(Role.OPERATOR, BUSY)
    call.assert_state(State.ENDED)
    assert call.session.finish_reason == "no_success_operator_call"


def test_contact_is_dialled_when_the_scenario_has_found_somebody() -> None:
    first = replace(SALES, transitions={"busy": "other"})
    call = outgoing("operator_first", first, OTHER)
    call.end(Role.OPERATOR, BUSY)
    call.answer(Role.OPERATOR)
    assert dialled(call) == [CONTACT.dial]
    call.end(Role.CONTACT, BUSY)
    assert call.session.finish_reason == "no_success_caller_call"


def test_operation_s_time_is_over_without_a_contact_too() -> None:
    call = outgoing("operator_first", replace(SALES, timeout_s=10), OTHER)
    call.pass_time(10)
    call.hang_up_the_rest()
    call.assert_state(State.ENDED)
