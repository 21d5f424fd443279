"""What events say of their session, at the moment they tell of (Data API spec 5.2)."""

from dataclasses import replace

from callapi.domain import telling
from callapi.domain.happening import LegRinging
from callapi.domain.session import Role, Sound, Tag
from callapi.domain.states import Cause
from tests.unit.domain.calls import LINE, calling_in, dialing, redirect, talking


def test_nobody_is_an_employee_outside() -> None:
    assert telling.of_employee(None, "last_talked_") == {
        "last_talked_employee_id": None,
        "last_talked_employee_full_name": None,
        "last_talked_employee_phone_number": None,
    }


def test_a_talk_names_its_legs_and_its_employee() -> None:
    call = talking()
    told = call.last("talk_started")
    legs = [call.leg(Role.CONTACT), call.leg(Role.OPERATOR)]
    assert told["leg_ids"] == [leg.id for leg in legs]
    assert told["employee_id"] == legs[1].employee_id


def test_the_end_says_what_the_session_has_come_to() -> None:
    call = talking()
    operator = call.leg(Role.OPERATOR)
    call.pass_time(20)
    call.ask(Cause.HOLD)
    call.pass_time(5)
    call.ask(Cause.UNHOLD)
    call.pass_time(10)
    call.ask(Cause.RELEASE)
    call.hang_up_the_rest()
    told = call.last("call_session_finished")
    assert (told["is_lost"], told["call_status"]) == (False, "received")
    assert (told["talk_time_duration"], told["clean_talk_duration"]) == (35.0, 30.0)
    assert told["operator_phone_number"] == operator.number
    assert told["employee_ids"] == [operator.employee_id]
    for who in ("", "first_answered_", "last_answered_", "first_talked_"):
        assert told[f"{who}employee_id"] == operator.employee_id
        assert told[f"{who}employee_phone_number"] == operator.number
    assert told["is_transfer"] is False


def test_a_transfer_is_told_and_who_has_talked_last() -> None:
    call = dialing()
    first, third = call.leg(Role.OPERATOR), call.leg(Role.THIRD)
    call.ask(Cause.TRANSFER)
    call.answer(Role.THIRD)
    call.hang_up_the_rest()
    call.end(Role.CONTACT)
    call.hang_up_the_rest()
    told = call.last("call_session_finished")
    assert told["is_transfer"] is True
    assert told["first_talked_employee_id"] == first.employee_id
    assert told["last_talked_employee_id"] == third.employee_id
    assert told["operator_phone_number"] == third.number


def test_a_lost_call_says_who_did_not_answer() -> None:
    call = calling_in(redirect("1", LINE))
    employee = call.leg(Role.OPERATOR)
    call.pass_time(7)
    call.end(Role.CONTACT)
    call.hang_up_the_rest()
    told = call.last("lost_call_session")
    assert told["wait_time_duration"] == 7.0
    assert told["employee_ids"] == [employee.employee_id]
    assert told["noanswered_employee_full_names"] == [employee.employee_name]
    assert told["lost_reason"] == call.session.finish_reason
    assert call.last("call_session_finished")["call_status"] == "lost"


def test_who_answered_but_never_talked_is_not_among_the_missed() -> None:
    message = (Sound("/media/whisper", 3.0),)
    call = calling_in(redirect("1", LINE, operator_sounds=message))
    call.answer(Role.OPERATOR)
    call.end(Role.CONTACT)
    call.hang_up_the_rest()
    assert call.last("lost_call_session")["noanswered_employee_full_names"] == []


def test_a_contact_who_calls_is_an_inbound_leg() -> None:
    call = calling_in(redirect("1", LINE))
    assert call.told()[:2] == ["in_call_session", "in_call"]
    told = call.last("in_call")
    contact = call.leg(Role.CONTACT)
    assert told["calling_phone_number"] == contact.caller
    assert told["called_phone_number"] == call.session.virtual_number


def test_ringing_is_told_once() -> None:
    call = calling_in(redirect("1", LINE))
    leg = call.leg(Role.OPERATOR)
    for _ in range(2):
        call.happen(LegRinging(leg.id))
    call.answer(Role.OPERATOR)
    call.happen(LegRinging(leg.id))
    assert call.told().count("wait_answer") == 1
    assert call.last("wait_answer")["employee_id"] == leg.employee_id


def test_a_talk_option_is_told_before_what_it_does() -> None:
    call = talking()
    call.ask(Cause.TAG, tag=Tag(4, "Sale"), option="tag_call", button="5")
    assert call.told()[-2:] == ["talk_option_called", "set_mark"]
    told = call.last("talk_option_called")
    assert (told["button"], told["talk_option_mnemonic"]) == ("5", "tag_call")
    assert told["employee_id"] == call.leg(Role.OPERATOR).employee_id


def test_tags_are_all_of_the_session() -> None:
    session = replace(talking().session, tags=(Tag(4, "Sale"), Tag(5, "Hot")))
    assert telling.of_tags(session) == {
        "tag_ids": [4, 5],
        "tag_names": ["Sale", "Hot"],
    }
