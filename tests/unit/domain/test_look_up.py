"""What an operation has to know is asked for, and the answer leads on (4.3, 4.4)."""

from dataclasses import replace

import pytest

from callapi.domain import engine
from callapi.domain.actions import (
    HangUp,
    LookUp,
    NoteAnswer,
    Originate,
    Play,
)
from callapi.domain.happening import (
    Happening,
    LegEnded,
)
from callapi.domain.session import Found, Operation, Queue, Role
from callapi.domain.states import Cause, State
from callapi.domain.target import Target, outside
from tests.unit.domain.calls import (
    LINE,
    MOBILE,
    MUSIC,
    OFFICE,
    PaperCall,
    calling_in,
    redirect,
)
from tests.unit.domain.scenarios import BYE, OTHER, PROMPT, SALES, menu, outgoing

BUSY, NO_ANSWER = 17, 19
AWAY = replace(LINE, barred="employee_status_break")
QUEUE = Queue(max_wait_s=60.0, max_size=2, music=(PROMPT,))
ROAD = outside("12025550155")


def waiting(*operations: Operation) -> PaperCall:
    """The greeting has been heard; what is looked up is the test's to answer."""
    hello = Operation(
        "hello", "voice_greeting", {"next": operations[0].key}, sounds=(PROMPT,)
    )
    call = calling_in(hello, *operations)
    call.knows = False
    call.play_out(Role.CONTACT)
    return call


# --- questions and answers


def test_operation_asks_and_waits() -> None:
    call = waiting(redirect("sales"))
    call.assert_state(State.FIRST_FINDING)
    assert call.did(LookUp) == [LookUp(1)]
    call.find(targets=(LINE,))
    call.assert_state(State.FORWARDING)
    assert [it.leg.endpoint for it in call.did(Originate)] == [LINE.dial]


def test_answer_to_an_older_question_is_no_news() -> None:
    call = waiting(redirect("sales", transitions={"unavailable": "other"}), OTHER)
    call.find()
    call.assert_state(State.FIRST_FINDING)
    before = call.session
    late = engine.advance(
        before,
        Found(1, targets=(MOBILE,)),
        call.now,
        call.ids,
    )
    assert late.session == before


@pytest.mark.parametrize(
    ("type_", "outcome"),
    [
        ("redirect", "failed"),
        ("personal_manager", "failed"),
        ("last_manager", "failed"),
        ("schedule", "out_of_schedule"),
        ("contact_list", "not_matched"),
        ("region", "default"),
        ("interaction_number", "default"),
    ],
)
def test_what_is_not_found_out_in_time(type_: str, outcome: str) -> None:
    call = waiting(Operation("ask", type_, {outcome: "bye"}), BYE)
    call.pass_time(10)
    assert call.session.finish_reason == "success_finish"


@pytest.mark.parametrize("found", ["in_schedule", "out_of_schedule"])
def test_outcome_that_is_found_is_followed(found: str) -> None:
    marks = [Operation(it, "voice_mail", sounds=(PROMPT,)) for it in ("a", "b")]
    ways: dict[str, str | None] = {"in_schedule": "a", "out_of_schedule": "b"}
    call = waiting(Operation("hours", "schedule", ways), *marks)
    call.find(outcome=found)
    route = call.session.route
    assert route is not None
    assert route.key == ways[found]


def test_without_a_contact_it_is_looked_up_as_well() -> None:
    call = outgoing("operator_first", SALES)
    call.assert_state(State.SEEKING_OPERATOR)
    asked = outgoing("operator_first", replace(SALES, targets=()))
    assert asked.session.finish_reason == "no_success_operator_call"
    late = outgoing("operator_first", Operation("ask", "schedule", {"": None}))
    assert late.session.finish_reason == "no_success_operator_call"


# --- who can not be dialled


def test_barred_numbers_leave_failed_legs() -> None:
    call = waiting(redirect("sales"))
    call.find(targets=(AWAY, LINE))
    legs = call.session.legs[1:]
    assert [(leg.number, leg.end_reason) for leg in legs] == [
        (LINE.number, "employee_status_break"),
        (LINE.number, None),
    ]


def test_all_are_barred() -> None:
    nobody = Target("", "", "pstn", barred="group_without_phones")
    call = waiting(redirect("sales", transitions={"unavailable": "bye"}), BYE)
    call.find(targets=(nobody, AWAY))
    assert call.session.finish_reason == "success_finish"
    assert not call.did(Originate)


# --- all at once


def test_all_ring_at_once() -> None:
    call = waiting(redirect("sales", strategy="simultaneous"))
    call.find(targets=(LINE, AWAY, MOBILE, ROAD))
    assert [it.leg.endpoint for it in call.did(Originate)] == [
        *(LINE.dial, MOBILE.dial, ROAD.dial),
    ]
    first, second = [leg for leg in call.session.live if leg.role is Role.OPERATOR][:2]
    call.happen(LegEnded(second.id, BUSY))
    call.assert_state(State.FORWARDING)
    call.answer_late(first)
    call.assert_state(State.TALK)
    [dropped] = [it for it in call.history if isinstance(it, HangUp)]
    assert (dropped.leg.endpoint, dropped.reason) == (ROAD.dial, "answered_elsewhere")
    call.hang_up_the_rest()
    assert call.last("leg_finished")["finish_reason"] == "another_operator_answer"


def test_round_robin_notes_who_answers() -> None:
    call = waiting(redirect("sales", strategy="round_robin", id=7))
    call.find(targets=(LINE,))
    call.answer(Role.OPERATOR)
    assert call.did(NoteAnswer) == [NoteAnswer(7, 418)]


# --- queue


def queued(**found: object) -> PaperCall:
    ways = {"queue_timeout": "bye", "queue_full": "other", "no_answer": "mail"}
    mail = Operation("mail", "voice_mail", sounds=(PROMPT,))
    sales = redirect("sales", queue=QUEUE, transitions=ways, timeout_s=90)
    call = waiting(sales, BYE, OTHER, mail)
    call.find(targets=(AWAY,), **found)
    return call


def test_contact_waits_in_line() -> None:
    call = queued()
    call.assert_state(State.QUEUING)
    assert call.hears(Role.CONTACT) == (PROMPT,)
    assert call.text(Role.CONTACT) == "Next in line"


def test_line_is_full() -> None:
    call = queued(waiting=2)
    call.assert_state(State.FIRST_FINDING)
    assert call.session.route is not None
    assert call.session.route.key == "other"


def test_number_that_becomes_free_is_dialled() -> None:
    call = queued()
    call.happen(Happening(Cause.NUMBER_FREE))
    assert len(call.did(LookUp)) == 1
    call.find(targets=(AWAY,))
    call.assert_state(State.QUEUING)
    call.happen(Happening(Cause.NUMBER_FREE))
    call.find(targets=(LINE,))
    call.assert_state(State.FORWARDING)
    assert call.hears(Role.CONTACT) == (PROMPT,)


def test_who_was_dialled_rests_before_the_next_time() -> None:
    call = queued()
    call.happen(Happening(Cause.NUMBER_FREE))
    call.find(targets=(LINE,))
    call.end(Role.OPERATOR, NO_ANSWER)
    call.assert_state(State.QUEUING)
    call.happen(Happening(Cause.NUMBER_FREE))
    assert call.did(LookUp) == []
    call.pass_time(3)
    assert len(call.did(LookUp)) == 1


def test_it_is_looked_again_now_and_then() -> None:
    call = queued()
    call.pass_time(10)
    assert len(call.did(LookUp)) == 1


def test_waiting_is_over() -> None:
    call = queued()
    for _ in range(6):
        call.pass_time(10)
    assert call.session.finish_reason == "success_finish"


def test_operation_s_time_includes_the_queue() -> None:
    sales = redirect("sales", queue=QUEUE, transitions={"no_answer": "bye"})
    call = waiting(replace(sales, timeout_s=20), BYE)
    call.find(targets=(AWAY,))
    call.pass_time(10)
    call.pass_time(10)
    assert call.session.finish_reason == "success_finish"


def test_place_is_told_when_it_changes() -> None:
    call = queued(ahead=1, waiting=1, sounds=(PROMPT,))
    assert call.hears(Role.CONTACT) == (PROMPT,)
    assert not call.leg(Role.CONTACT).playing.loop  # type: ignore[union-attr]  # heard
    call.play_out(Role.CONTACT)
    assert call.leg(Role.CONTACT).playing.loop  # type: ignore[union-attr]  # heard
    call.pass_time(10)
    call.find(ahead=1, waiting=1, sounds=(PROMPT,))
    assert not call.did(Play)
    call.pass_time(10)
    call.find(ahead=0, sounds=(PROMPT,))
    assert len(call.did(Play)) == 1


def test_message_to_the_contact_goes_on_in_the_queue() -> None:
    sales = redirect("sales", queue=QUEUE)
    call = outgoing("contact_first", sales, contact_sounds=(PROMPT,))
    call.knows = False
    call.answer(Role.CONTACT)
    call.find(targets=(AWAY,))
    call.assert_state(State.QUEUING)
    call.play_out(Role.CONTACT)
    assert call.leg(Role.CONTACT).playing.loop  # type: ignore[union-attr]  # heard


def test_extension_may_have_a_queue_of_its_own() -> None:
    ask = Operation("ask", "extension", longest=2, sounds=(PROMPT,), timeout_s=600)
    call = waiting(ask)
    call.play_out(Role.CONTACT)
    for key in "77":
        call.press(Role.CONTACT, key)
    call.find(targets=(AWAY,), waits=True)
    call.assert_state(State.QUEUING)
    assert call.hears(Role.CONTACT) == (MUSIC,)


# --- keys


def test_extension_that_nobody_has_uses_up_an_attempt() -> None:
    ask = Operation(
        "ask",
        "extension",
        {"invalid_input": "bye"},
        longest=2,
        sounds=(PROMPT,),
        repeat=1,
    )
    call = waiting(ask, BYE)
    for _ in range(2):
        call.play_out(Role.CONTACT)
        for key in "77":
            call.press(Role.CONTACT, key)
        call.find(outcome="invalid_input")
    assert call.session.finish_reason == "success_finish"


def test_extension_fails_when_nothing_is_found_out() -> None:
    ask = menu(extensions=True, longest=5, transitions={"failed": "bye"})
    call = waiting(ask, BYE)
    for key in "77#":
        call.press(Role.CONTACT, key)
    call.find(outcome="no_manager")
    assert call.session.finish_reason == "success_finish"


def test_no_more_than_32_keys_are_kept() -> None:
    hello = Operation("hello", "voice_greeting", {"next": "bye"}, sounds=(PROMPT,))
    call = calling_in(hello, BYE)
    for _ in range(40):
        call.press(Role.CONTACT, "5")
    assert call.session.route is not None
    assert call.session.route.typed_ahead == "5" * 32


def test_office_numbers_are_as_many_as_found() -> None:
    """So many leg ids have to be at hand."""
    call = waiting(redirect("sales", strategy="simultaneous"))
    found = Found(1, targets=(LINE, OFFICE, MOBILE))
    assert engine.legs_ahead(call.session, found) == 3
    assert engine.legs_ahead(call.session, None) == 0
    call.find(targets=(LINE, OFFICE))
    assert engine.legs_ahead(call.session, None) == 2
