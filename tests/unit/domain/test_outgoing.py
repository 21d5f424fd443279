"""An employee calls from his own line (Data API spec 2.8, 2.15, 5.2)."""

from dataclasses import replace

import pytest

from callapi.domain.actions import (
    Answer,
    Connect,
    HangUp,
    Originate,
    StartRecording,
)
from callapi.domain.happening import LegAnswered, LegRinging
from callapi.domain.reasons import NOT_NOW, TOLD, told
from callapi.domain.report import call_report, leg_reports
from callapi.domain.session import LegState, Role
from callapi.domain.states import Cause, State
from callapi.domain.story import story
from callapi.simulator.causes import REASONS
from tests.unit.domain.calls import (
    CONTACT,
    HOLD,
    LINE,
    MOBILE,
    THIRD,
    VIRTUAL,
    PaperCall,
    calling_out,
)


def talking() -> PaperCall:
    call = calling_out()
    call.answer(Role.CONTACT)
    call.assert_state(State.TALK)
    return call


def test_call_is_told_of_as_one_that_goes_out() -> None:
    call = calling_out()
    assert call.told() == ["out_call_session", "in_call", "out_call"]
    told_of = call.last("out_call_session")
    assert told_of["employee_id"] == LINE.employee_id
    assert told_of["employee_phone_number"] == LINE.number
    arrived = call.last("in_call")
    assert arrived["calling_phone_number"] == LINE.number
    assert arrived["called_phone_number"] == CONTACT.number


def test_contact_is_dialled_with_the_virtual_number_and_the_employee_listens() -> None:
    call = calling_out()
    kinds = [type(done) for done in call.actions]
    assert kinds == [Connect, Originate]
    [asked] = call.did(Originate)
    assert (asked.leg.role, asked.leg.endpoint) == (Role.CONTACT, CONTACT.dial)
    assert asked.leg.caller == VIRTUAL
    assert asked.listen
    assert call.bridged() == {Role.CONTACT, Role.OPERATOR}
    call.assert_state(State.CALLING_OUT)


def test_employee_is_answered_when_the_contact_is_there() -> None:
    call = calling_out()
    call.happen(LegRinging(call.leg(Role.CONTACT).id))
    assert call.leg(Role.OPERATOR).state is LegState.RINGING
    assert call.text(Role.OPERATOR) == "Dial"
    call.answer(Role.CONTACT)
    call.assert_state(State.TALK)
    assert [it.leg.role for it in call.did(Answer)] == [Role.OPERATOR]
    assert call.told().count("leg_answered") == 2
    assert call.told()[-1] == "talk_started"
    assert call.text(Role.OPERATOR) == "Conversation"


def test_switch_may_answer_him_a_moment_before_it_tells_of_the_contact() -> None:
    call = calling_out()
    call.happen(LegAnswered(call.leg(Role.OPERATOR).id))
    call.assert_state(State.CALLING_OUT)
    call.answer(Role.CONTACT)
    call.assert_state(State.TALK)
    assert call.did(Answer) == []


def test_employee_s_setting_records_what_goes_out() -> None:
    assert len(talking().did(StartRecording)) == 1


@pytest.mark.parametrize(
    ("sip", "reason", "how"),
    [
        (486, "caller_busy", "busy"),
        (480, "caller_not_responsive", "no_answer"),
        (404, "caller_number_problems", "unallocated"),
        (503, "no_success_caller_call", "congestion"),
        (603, "no_success_caller_call", "congestion"),
    ],
)
def test_employee_is_told_how_the_contact_was_not_reached(
    sip: int, reason: str, how: str
) -> None:
    call = calling_out()
    call.end(Role.CONTACT, 21, sip)
    [asked] = call.did(HangUp)
    assert (asked.leg.role, asked.reason) == (Role.OPERATOR, how)
    call.hang_up_the_rest()
    call.assert_state(State.ENDED)
    assert call.session.finish_reason == reason
    assert call.last("lost_call_session")["lost_reason"] == reason


def test_employee_who_calls_has_missed_no_call() -> None:
    call = calling_out()
    call.end(Role.CONTACT, 17, 486)
    call.hang_up_the_rest()
    told_of = call.last("lost_call_session")
    assert told_of["noanswered_employee_full_names"] == []
    assert told_of["employee_ids"] == [LINE.employee_id]


def test_contact_who_rings_too_long_is_given_up() -> None:
    call = calling_out()
    call.pass_time(70)
    call.assert_state(State.FINISHING)
    assert call.session.finish_reason == "caller_not_responsive"


def test_employee_who_gives_up_ends_it() -> None:
    call = calling_out()
    call.end(Role.OPERATOR, 127, 487)
    call.assert_state(State.FINISHING)
    [asked] = call.did(HangUp)
    assert asked.leg.role is Role.CONTACT
    call.hang_up_the_rest()
    assert call.session.finish_reason == "operator_disconnects"


def test_key_that_he_presses_while_it_rings_does_nothing() -> None:
    call = calling_out()
    call.press(Role.OPERATOR, "1")
    call.assert_state(State.CALLING_OUT)
    assert call.actions == ()


def test_colleague_is_tried_by_one_number_after_another() -> None:
    """A line of ours is shown to lines alone."""
    call = calling_out(THIRD, MOBILE)
    assert call.leg(Role.CONTACT).caller == LINE.number
    call.end(Role.CONTACT, 17, 486)
    call.assert_state(State.CALLING_OUT)
    assert call.leg(Role.CONTACT).endpoint == MOBILE.dial
    assert call.leg(Role.CONTACT).caller == VIRTUAL
    assert call.did(Connect) == []
    call.answer(Role.CONTACT)
    call.assert_state(State.TALK)


def test_number_that_is_barred_leaves_a_leg_that_has_failed() -> None:
    call = calling_out(replace(THIRD, barred="sip_offline"), MOBILE)
    skipped, dialled = call.session.legs[1:]
    assert (skipped.role, skipped.end_reason) == (Role.CONTACT, "sip_offline")
    assert dialled.endpoint == MOBILE.dial


def test_reason_of_the_last_number_is_the_session_s() -> None:
    call = calling_out(MOBILE, replace(THIRD, barred="employee_busy"))
    call.end(Role.CONTACT, 17, 486)
    [asked] = call.did(HangUp)
    assert asked.reason == "busy"
    call.hang_up_the_rest()
    assert call.session.finish_reason == "employee_busy"


@pytest.mark.parametrize("who", [Role.CONTACT, Role.OPERATOR])
def test_either_ends_the_talk(who: Role) -> None:
    call = talking()
    call.end(who)
    call.hang_up_the_rest()
    call.assert_state(State.ENDED)


def test_it_is_steered_like_any_other() -> None:
    call = talking()
    call.ask(Cause.HOLD, sounds=(HOLD,))
    call.ask(Cause.MAKE_CALL, targets=(THIRD,))
    call.answer(Role.THIRD)
    call.assert_state(State.OPERATOR_TALK)
    call.ask(Cause.TRANSFER)
    call.assert_state(State.TALK)
    assert call.leg(Role.OPERATOR).employee_id == THIRD.employee_id


def test_reports_know_the_employee_by_his_line() -> None:
    call = talking()
    call.pass_time(20)
    call.end(Role.CONTACT)
    call.hang_up_the_rest()
    it = call_report(call.session, call.now)
    assert (it.source, it.direction, it.is_lost) == ("sip", "out", False)
    assert it.operator_number == LINE.number
    assert it.first_talked_id == LINE.employee_id
    own, other = leg_reports(call.session)
    assert (own.direction, own.calling, own.called) == ("in", LINE.number, CONTACT.dial)
    assert (own.is_operator, own.employee_number) == (True, LINE.number)
    assert (other.direction, other.calling, other.called) == (
        *("out", VIRTUAL),
        CONTACT.dial,
    )
    told_of = call.last("call_session_finished")
    assert told_of["operator_phone_number"] == LINE.number


def test_story_tells_whom_he_called_and_nobody_has_called_him() -> None:
    call = talking()
    placed = [it for it in story(call.session) if it.mnemonic == "call_placed"]
    assert [it.text for it in placed] == [CONTACT.number]


def test_every_refusal_has_a_word_of_the_switch() -> None:
    assert {*TOLD.values(), NOT_NOW} <= REASONS.keys()
    assert told("employee_inactive_by_schedule") == NOT_NOW


def test_who_has_called_is_known_by_his_own_number() -> None:
    call = calling_out()
    assert [leg.party for leg in call.session.legs] == [LINE.number, CONTACT.number]
