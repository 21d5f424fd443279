"""Scenarios: operations, their outcomes, where they lead (Data API 4.3, 4.4)."""

import pytest

from callapi.domain.route import MAX_TRANSITIONS
from callapi.domain.session import Operation, Role
from callapi.domain.states import State
from tests.unit.domain.calls import (
    LINE,
    MOBILE,
    MUSIC,
    WELCOME,
    WHISPER,
    calling_in,
)
from tests.unit.domain.scenarios import (
    BYE,
    COLD,
    HOT,
    OTHER,
    PROMPT,
    SALES,
    WRONG,
    answered,
    dialled,
    greeting,
    menu,
    outgoing,
)

# --- greeting


def test_greeting_is_heard_before_anybody_is_dialled() -> None:
    call = answered(greeting(), SALES)
    assert call.hears(Role.CONTACT) == (WELCOME,)
    assert dialled(call) == []
    call.play_out(Role.CONTACT)
    assert dialled(call) == [LINE.dial]
    assert call.hears(Role.CONTACT) == (MUSIC,)


def test_greeting_waits_for_the_message_of_the_request() -> None:
    call = answered(greeting(), SALES, contact_sounds=(WHISPER,))
    call.assert_state(State.LISTENING)
    assert call.hears(Role.CONTACT) == (WHISPER,)
    call.play_out(Role.CONTACT)
    assert call.hears(Role.CONTACT) == (WELCOME,)


def test_greeting_is_repeated() -> None:
    call = answered(greeting(repeat=2), SALES)
    assert call.hears(Role.CONTACT) == (WELCOME,) * 3


@pytest.mark.parametrize("interruptible", [False, True])
def test_any_key_ends_a_greeting_that_allows_it(interruptible: bool) -> None:
    call = answered(greeting(interruptible=interruptible), SALES)
    call.press(Role.CONTACT, "#")
    assert (dialled(call) == [LINE.dial]) is interruptible


def test_greeting_whose_file_has_vanished_is_passed_over() -> None:
    call = answered(greeting(sounds=()), SALES)
    assert dialled(call) == [LINE.dial]


def test_greeting_without_a_way_on_ends_the_scenario() -> None:
    call = answered(greeting(transitions={}))
    call.play_out(Role.CONTACT)
    call.assert_state(State.FINISHING)
    assert call.session.finish_reason == "no_operation"


def test_greeting_is_skipped_where_no_contact_hears_it() -> None:
    call = outgoing("operator_first", greeting(), SALES)
    assert dialled(call) == [LINE.dial]


# --- menu


@pytest.mark.parametrize(("key", "endpoint"), [("1", LINE.dial), ("*", MOBILE.dial)])
def test_key_chooses_a_branch(key: str, endpoint: str) -> None:
    call = answered(menu(), SALES, OTHER, BYE)
    call.play_out(Role.CONTACT)
    call.press(Role.CONTACT, key)
    assert dialled(call) == [endpoint]


def test_hash_is_a_key_like_any_other() -> None:
    call = answered(menu(), SALES, OTHER, BYE)
    call.play_out(Role.CONTACT)
    call.press(Role.CONTACT, "#")
    call.assert_state(State.FINISHING)
    assert call.session.finish_reason == "success_finish"


@pytest.mark.parametrize("interruptible", [False, True])
def test_prompt_is_interrupted_where_that_is_allowed(interruptible: bool) -> None:
    call = answered(menu(interruptible=interruptible), SALES, OTHER, BYE)
    call.press(Role.CONTACT, "1")
    assert (call.state is State.FORWARDING) is interruptible


def test_key_after_the_prompt_counts_also_where_it_may_not_be_interrupted() -> None:
    call = answered(menu(interruptible=False), SALES, OTHER, BYE)
    call.play_out(Role.CONTACT)
    call.press(Role.CONTACT, "1")
    call.assert_state(State.FORWARDING)


def test_wrong_key_is_answered_with_its_prompt_and_the_menu_again() -> None:
    call = answered(menu(), SALES, OTHER, BYE)
    call.play_out(Role.CONTACT)
    call.press(Role.CONTACT, "7")
    assert call.hears(Role.CONTACT) == (WRONG, PROMPT)
    call.press(Role.CONTACT, "1")
    call.assert_state(State.FORWARDING)


def test_last_wrong_key_is_an_outcome() -> None:
    ways = {"key_1": "sales", "invalid_input": "other"}
    call = answered(menu(transitions=ways), SALES, OTHER)
    call.press(Role.CONTACT, "7")
    call.press(Role.CONTACT, "8")
    assert dialled(call) == [MOBILE.dial]


def test_silence_repeats_the_prompt_and_is_an_outcome_in_the_end() -> None:
    ways = {"key_1": "sales", "timeout": "other"}
    call = answered(menu(transitions=ways), SALES, OTHER)
    call.play_out(Role.CONTACT)
    call.pass_time(4.9)
    assert call.hears(Role.CONTACT) == ()
    call.pass_time(0.1)
    assert call.hears(Role.CONTACT) == (PROMPT,)
    call.pass_time(100)
    assert call.hears(Role.CONTACT) == (PROMPT,), "time runs after the prompt only"
    call.play_out(Role.CONTACT)
    call.pass_time(5)
    assert dialled(call) == [MOBILE.dial]


def test_menu_without_a_way_for_silence_ends_the_scenario() -> None:
    call = answered(menu(repeat=0), SALES)
    call.play_out(Role.CONTACT)
    call.pass_time(5)
    call.assert_state(State.FINISHING)
    assert call.session.finish_reason == "no_operation"


def test_menu_is_left_by_its_timeout_where_no_contact_hears_it() -> None:
    ways = {"key_1": "sales", "timeout": "other"}
    call = outgoing("operator_first", menu(transitions=ways), SALES, OTHER)
    assert dialled(call) == [MOBILE.dial]


def test_call_that_comes_in_runs_the_same_operations() -> None:
    call = calling_in(menu(), SALES, OTHER, BYE)
    call.press(Role.CONTACT, "1")
    assert dialled(call) == [LINE.dial]


# --- tags, links, the end


def test_tags_are_set_once() -> None:
    mark = Operation("mark", "tag", {"next": "again"}, tags=(HOT, COLD))
    again = Operation("again", "tag", {"next": "sales"}, tags=(HOT,))
    call = answered(mark, again, SALES)
    assert call.session.tags == (HOT, COLD)
    assert call.told().count("set_mark") == 2
    assert call.last("set_mark")["tag_type"] == "auto"


def test_tag_is_set_where_no_contact_is_there_too() -> None:
    mark = Operation("mark", "tag", {"next": "sales"}, tags=(HOT,))
    assert outgoing("operator_first", mark, SALES).session.tags == (HOT,)


def test_link_leads_to_its_operation() -> None:
    link = Operation("link", "goto_operation", {"next": "sales"})
    assert dialled(answered(link, OTHER, SALES)) == [LINE.dial]


def test_inserted_scenario_goes_on_from_its_start() -> None:
    inserted = Operation("insert", "run_scenario", next="sales")
    assert dialled(answered(inserted, OTHER, SALES)) == [LINE.dial]


def test_inserted_scenario_that_has_vanished_ends_it() -> None:
    call = answered(Operation("insert", "run_scenario", next="12:"), SALES)
    call.assert_state(State.FINISHING)
    assert call.session.finish_reason == "no_operation"


def test_hang_up_says_its_message_first() -> None:
    call = answered(Operation("bye", "hangup", sounds=(WELCOME,)))
    assert call.hears(Role.CONTACT) == (WELCOME,)
    call.press(Role.CONTACT, "1")
    call.play_out(Role.CONTACT)
    call.assert_state(State.FINISHING)
    assert call.session.finish_reason == "success_finish"


def test_hang_up_with_a_message_nobody_hears_is_the_end() -> None:
    call = outgoing("operator_first", Operation("bye", "hangup", sounds=(WELCOME,)))
    call.assert_state(State.ENDED)
    assert call.session.finish_reason == "success_finish"


def test_circle_of_operations_is_left_after_a_hundred_transitions() -> None:
    there = Operation("there", "goto_operation", {"next": "back"})
    back = Operation("back", "goto_operation", {"next": "there"})
    call = answered(there, back)
    call.assert_state(State.FINISHING)
    assert call.session.finish_reason == "max_transition_count_exceeded"
    assert call.session.route
    assert call.session.route.transitions == MAX_TRANSITIONS + 1
