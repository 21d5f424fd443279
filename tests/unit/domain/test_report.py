"""Figures of the reports, of calls on paper: each moment of them is known."""

from dataclasses import replace

import pytest

from callapi.domain.happening import FaxOver
from callapi.domain.report import CallReport, LegReport, call_report, leg_reports
from callapi.domain.session import Limits, Operation, Role
from callapi.domain.states import Cause, State
from tests.unit.domain.calls import (
    COACH,
    CONTACT,
    HOLD,
    LINE,
    MOBILE,
    THIRD,
    VIRTUAL,
    WELCOME,
    PaperCall,
    calling_in,
    direct,
    plan,
    redirect,
    scenario,
)


def figures(call: PaperCall) -> tuple[int, int, int, int, int]:
    """Wait, talk, clean talk, post-processing, total."""
    it = report(call)
    return it.wait_s, it.talk_s, it.clean_talk_s, it.post_s, it.total_s


def report(call: PaperCall) -> CallReport:
    return call_report(call.session, call.now)


def leg(call: PaperCall, role: Role) -> LegReport:
    """The report of the only leg that has ended in this role."""
    [found] = [leg.id for leg in call.session.legs if leg.role is role]
    return next(it for it in leg_reports(call.session) if it.leg_id == found)


def over(call: PaperCall) -> PaperCall:
    if call.session.state not in (State.FINISHING, State.ENDED):
        call.ask(Cause.RELEASE)
    call.hang_up_the_rest()
    call.assert_state(State.ENDED)
    return call


def begun(*targets: object, **more: object) -> PaperCall:
    return PaperCall(plan(), direct(*(targets or (LINE,))), **more)  # type: ignore[arg-type]  # names are the test's


def talking() -> PaperCall:
    """Dana answers after 4 s, the contact 6 s later."""
    call = begun()
    call.pass_time(4)
    call.answer(Role.OPERATOR)
    call.pass_time(6)
    call.answer(Role.CONTACT)
    return call


def test_talk() -> None:
    call = talking()
    call.pass_time(30.9)
    call.end(Role.CONTACT)
    over(call)
    assert figures(call) == (4, 30, 30, 0, 40)
    it = report(call)
    assert (it.is_lost, it.is_transfer) == (False, False)
    assert it.finish_reason == "caller_disconnects"
    assert it.operator_number == LINE.number
    assert it.employees[0].is_answered
    assert it.employees[0].is_talked
    assert it.first_answered_id == it.last_answered_id == 418
    assert it.first_talked_name == it.last_talked_name == "Reyes Dana"


def test_nobody_answers() -> None:
    """The wait lasts to the end."""
    call = begun(LINE, MOBILE)
    call.pass_time(3)
    call.end(Role.OPERATOR, 17)
    call.pass_time(5)
    call.end(Role.OPERATOR, 17)
    over(call)
    assert figures(call) == (8, 0, 0, 0, 8)
    it = report(call)
    assert it.is_lost
    assert it.finish_reason == "operator_busy"
    assert [person.employee_id for person in it.employees] == [418]
    assert not it.employees[0].is_answered
    assert it.operator_number is None
    assert it.first_answered_id is it.last_talked_id is None
    assert it.first_talk_at is None


def test_employee_who_answers_is_lost_with_the_contact() -> None:
    call = begun()
    call.pass_time(2)
    call.answer(Role.OPERATOR)
    call.pass_time(7)
    call.end(Role.CONTACT, 19)
    over(call)
    assert figures(call) == (2, 0, 0, 0, 9)
    it = report(call)
    assert it.is_lost
    assert it.finish_reason == "caller_not_responsive"
    assert it.operator_number == LINE.number
    assert (it.first_answered_id, it.first_talked_id) == (418, None)
    assert it.employees[0].is_answered
    assert not it.employees[0].is_talked


def test_hold_is_talk_but_no_clean_talk() -> None:
    call = talking()
    call.pass_time(10)
    call.ask(Cause.HOLD, sounds=(HOLD,))
    call.pass_time(20)
    call.ask(Cause.UNHOLD)
    call.pass_time(5)
    over(call)
    assert figures(call) == (4, 35, 15, 0, 45)


def test_call_that_ends_on_hold_has_talked_until_then() -> None:
    call = talking()
    call.pass_time(10)
    call.ask(Cause.HOLD, sounds=(HOLD,))
    call.pass_time(20)
    over(call)
    assert figures(call) == (4, 10, 10, 0, 40)


def test_fax_is_no_talk() -> None:
    call = talking()
    call.pass_time(10)
    call.ask(Cause.RECEIVE_FAX)
    call.pass_time(8)
    call.happen(FaxOver(call.leg(Role.CONTACT).id, received=True))
    call.pass_time(2)
    over(call)
    assert figures(call) == (4, 20, 12, 0, 30)


def test_transfer() -> None:
    """Ann, who was asked first, goes on with the contact."""
    call = talking()
    call.pass_time(10)
    call.ask(Cause.HOLD, sounds=(HOLD,))
    call.ask(Cause.MAKE_CALL, targets=(THIRD,))
    call.pass_time(3)
    call.answer(Role.THIRD)
    call.pass_time(4)
    call.ask(Cause.TRANSFER)
    call.hang_up_the_rest()
    call.pass_time(60)
    call.end(Role.OPERATOR)
    over(call)
    assert figures(call) == (4, 77, 70, 0, 87)
    it = report(call)
    assert it.is_transfer
    assert (it.first_answered_id, it.last_answered_id) == (418, 419)
    assert (it.first_talked_id, it.last_talked_id) == (418, 419)
    assert it.operator_number == THIRD.number
    assert [person.is_talked for person in it.employees] == [True, True]
    legs = {it.employee_id: it for it in leg_reports(call.session)}
    assert not legs[418].is_transferred
    assert legs[419].is_transferred
    assert legs[419].is_operator
    assert (legs[418].duration_s, legs[418].total_s) == (23, 27)
    assert (legs[419].duration_s, legs[419].total_s) == (64, 67)


def test_third_party_who_was_only_asked_has_not_talked() -> None:
    call = talking()
    call.ask(Cause.HOLD, sounds=(HOLD,))
    call.ask(Cause.MAKE_CALL, targets=(THIRD,))
    call.answer(Role.THIRD)
    call.pass_time(4)
    call.ask(Cause.RESTORE)
    over(call)
    it = report(call)
    assert not it.is_transfer
    assert (it.last_answered_id, it.last_talked_id) == (419, 418)
    assert [person.is_talked for person in it.employees] == [True, False]
    assert it.operator_number == LINE.number
    assert not leg(call, Role.THIRD).is_talked


def test_coach_is_none_of_the_employees() -> None:
    call = talking()
    call.ask(Cause.ADD_COACH, targets=(replace(COACH, employee_id=420),))
    call.pass_time(2)
    call.answer(Role.COACH)
    over(call)
    assert [person.employee_id for person in report(call).employees] == [418]
    coach = leg(call, Role.COACH)
    assert (coach.is_coach, coach.is_operator, coach.is_talked) == (True, False, False)


def test_informer_is_lost_until_its_message_begins() -> None:
    call = PaperCall(replace(plan("informer"), contact_sounds=(WELCOME,)))
    call.pass_time(5)
    assert report(call).is_lost
    call.answer(Role.CONTACT)
    call.pass_time(3)
    call.play_out(Role.CONTACT)
    over(call)
    assert figures(call) == (8, 0, 0, 0, 8)
    it = report(call)
    assert (it.is_lost, it.finish_reason) == (False, "success_finish")
    assert it.employees == ()


def test_post_processing() -> None:
    call = begun(limits=Limits(post_call_s=30.0))
    call.answer(Role.OPERATOR)
    call.answer(Role.CONTACT)
    call.pass_time(10)
    call.end(Role.CONTACT)
    call.assert_state(State.POST_TALK)
    call.pass_time(12)
    over(call)
    assert figures(call) == (0, 10, 10, 12, 22)


def test_hanging_up_is_no_post_processing() -> None:
    call = begun(limits=Limits(post_call_s=30.0))
    call.answer(Role.OPERATOR)
    call.answer(Role.CONTACT)
    call.end(Role.CONTACT)
    call.pass_time(30)
    call.assert_state(State.FINISHING)
    call.now += 5
    over(call)
    assert figures(call) == (0, 0, 0, 30, 35)


# --- scenarios, and contacts who call


def named(operation: Operation, number: int) -> Operation:
    return replace(
        operation,
        id=number,
        name=f"Step {number}",
        scenario_id=7,
        scenario_name="Desk",
    )


def test_operations_are_told_in_the_order_they_were_executed() -> None:
    hello = Operation(
        "hello", "voice_greeting", sounds=(WELCOME,), transitions={"next": "ring"}
    )
    call = calling_in(named(hello, 1), named(redirect("ring", LINE), 2))
    call.pass_time(3)
    call.play_out(Role.CONTACT)
    call.pass_time(2)
    call.answer(Role.OPERATOR)
    call.pass_time(10)
    call.end(Role.OPERATOR)
    over(call)
    it = report(call)
    assert [(done.id, done.name) for done in it.operations] == [
        (1, "Step 1"),
        (2, "Step 2"),
    ]
    assert (it.scenario_id, it.scenario_name) == (7, "Desk")
    assert figures(call) == (5, 10, 10, 0, 15)
    operator, contact = leg(call, Role.OPERATOR), leg(call, Role.CONTACT)
    assert (operator.operation_id, operator.operation_name) == (2, "Step 2")
    assert (operator.scenario_id, operator.scenario_name) == (7, "Desk")
    assert contact.operation_id is None
    assert (contact.direction, contact.calling, contact.called) == (
        "in",
        CONTACT.dial,
        VIRTUAL,
    )


def test_operation_that_waits_for_the_contact_is_executed_once() -> None:
    """The contact's message is heard out before the scenario's greeting begins."""
    hello = Operation("hello", "voice_greeting", sounds=(WELCOME,))
    first = replace(plan("contact_first"), contact_sounds=(WELCOME,))
    call = PaperCall(first, scenario(named(hello, 1)))
    call.answer(Role.CONTACT)
    call.assert_state(State.LISTENING)
    call.play_out(Role.CONTACT)
    call.assert_state(State.GREETING)
    assert [done.id for done in report(call).operations] == [1]


def test_scenario_that_was_never_reached_is_named() -> None:
    ring = named(redirect("ring", LINE), 1)
    call = PaperCall(plan("contact_first"), scenario(ring))
    call.end(Role.CONTACT, 17)
    over(call)
    it = report(call)
    assert (it.scenario_id, it.operations) == (7, ())
    assert it.finish_reason == "caller_busy"


def test_contact_who_gives_up_is_lost_without_an_answer() -> None:
    call = calling_in(redirect("ring", LINE))
    call.pass_time(6)
    call.end(Role.CONTACT)
    over(call)
    assert figures(call) == (6, 0, 0, 0, 6)
    assert report(call).is_lost
    contact, operator = leg(call, Role.CONTACT), leg(call, Role.OPERATOR)
    assert (contact.answered_at, contact.duration_s) == (None, 0)
    assert contact.finish_reason == "caller_disconnects"
    assert operator.finish_reason == "caller_disconnects"


# --- legs


def test_leg_tells_who_was_dialled_and_how_it_ended() -> None:
    call = begun()
    call.pass_time(2.5)
    call.end(Role.OPERATOR, 17, 486)
    over(call)
    it = leg(call, Role.OPERATOR)
    assert (it.duration_s, it.total_s, it.cause) == (0, 2, 17)
    assert (it.finish_reason, it.answered_at) == ("operator_busy", None)
    assert (it.employee_id, it.employee_number) == (418, LINE.number)
    assert (it.calling, it.called) == (VIRTUAL, LINE.dial)
    assert (it.direction, it.is_operator, it.is_talked) == ("out", True, False)


def test_leg_that_lives_has_no_report_yet() -> None:
    call = begun(LINE, MOBILE)
    call.end(Role.OPERATOR, 17)
    assert [it.called for it in leg_reports(call.session)] == [LINE.dial]


def test_recordings_belong_to_the_legs_they_were_made_of() -> None:
    call = talking()
    call.ask(Cause.RECORD, on=True)
    call.ask(Cause.RECORD, on=False)
    call.ask(Cause.HOLD, sounds=(HOLD,))
    call.ask(Cause.MAKE_CALL, targets=(THIRD,))
    call.answer(Role.THIRD)
    call.ask(Cause.TRANSFER)
    call.ask(Cause.RECORD, on=True)
    over(call)
    recorded = {it.employee_id: it.recordings for it in leg_reports(call.session)}
    assert recorded == {418: (1,), 419: (2,), None: (1, 2)}


# --- a call that is up


@pytest.mark.parametrize(("wait", "talk"), [(4, 0), (4, 25)])
def test_running_call_is_reported_up_to_now(wait: int, talk: int) -> None:
    call = talking() if talk else begun()
    call.pass_time(talk or wait)
    it = report(call)
    assert (it.finished_at, it.finish_reason) == (None, None)
    assert (it.wait_s, it.talk_s, it.clean_talk_s) == (wait, talk, talk)
    assert it.total_s == (talk + 10 if talk else wait)


def test_leg_of_a_group_names_it() -> None:
    call = begun(replace(LINE, group_id=4, group_name="Desk"))
    call.end(Role.OPERATOR, 17)
    it = leg(call, Role.OPERATOR)
    assert (it.group_id, it.group_name) == (4, "Desk")


def test_number_that_could_not_be_dialled_leaves_a_leg() -> None:
    barred = replace(LINE, barred="employee_busy")
    call = calling_in(named(redirect("ring", barred, MOBILE), 1))
    (skipped,) = leg_reports(call.session)
    assert (skipped.finish_reason, skipped.total_s) == ("employee_busy", 0)
    assert (skipped.operation_id, skipped.answered_at) == (1, None)
