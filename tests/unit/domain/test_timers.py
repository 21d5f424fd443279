"""How long each thing may last, and what its end is (spec 3.0.6, 4.3)."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from callapi.domain import engine
from callapi.domain.actions import HangUp
from callapi.domain.draft import Draft
from callapi.domain.happening import Happening, RingOver
from callapi.domain.session import Limits, Plan, Role
from callapi.domain.states import Cause, State
from tests.unit.domain.calls import (
    LINE,
    MOBILE,
    WELCOME,
    PaperCall,
    direct,
    finishing,
    informing,
    on_hold,
    plan,
    post_talk,
    talking,
)

GRACE_S = 5  # the switch ends a ringing leg by itself, and says so


def rings_first(kind: str, **changes: object) -> PaperCall:
    changed: Plan = replace(plan(kind), contact_sounds=(WELCOME,))
    changed = replace(changed, **changes)  # type: ignore[arg-type]  # names are the test's
    return PaperCall(changed, direct(LINE, MOBILE))


@pytest.mark.parametrize("kind", ["operator_first", "contact_first", "informer"])
def test_leg_the_switch_has_forgotten_is_given_up(kind: str) -> None:
    call = rings_first(kind)
    [leg] = call.session.live
    assert leg.ring_by
    call.pass_time(leg.ring_by - call.now)
    assert leg.id in [done.leg.id for done in call.did(HangUp)]
    assert leg.id not in [it.id for it in call.session.live]


def test_next_number_rings_after_one_that_was_given_up() -> None:
    call = rings_first("operator_first")
    call.pass_time(LINE.ring_s + GRACE_S)
    call.assert_state(State.SEEKING_OPERATOR)
    assert call.leg(Role.OPERATOR).endpoint == MOBILE.dial
    assert call.last("leg_finished")["finish_reason"] == "operator_not_responsive"


def test_switch_is_left_to_end_the_ringing_itself() -> None:
    call = rings_first("operator_first")
    call.pass_time(LINE.ring_s + GRACE_S - 1)
    assert call.did(HangUp) == []


def test_leg_that_is_cancelled_is_not_given_up_as_well() -> None:
    call = rings_first("operator_first")
    call.ask(Cause.RELEASE)
    call.pass_time(100)
    call.assert_state(State.FINISHING)
    assert engine.wake_at(call.session) is None


@pytest.mark.parametrize("kind", ["operator_first", "contact_first", "informer"])
def test_set_up_lasts_ten_minutes_at_most(kind: str) -> None:
    call = PaperCall(
        replace(plan(kind), contact_ring_s=10000.0),
        direct(replace(LINE, ring_s=10000)),
    )
    call.pass_time(599)
    assert engine.wake_at(call.session) == 1600
    call.pass_time(1)
    call.assert_state(State.FINISHING)
    assert call.session.finish_reason == "action_interval_exceeded"


def test_message_that_never_ends_is_cut_by_the_set_up_s_time() -> None:
    call = rings_first("operator_first")
    call.answer(Role.OPERATOR)
    call.answer(Role.CONTACT)
    call.assert_state(State.BRIEFING_CONTACT)
    call.pass_time(600)
    call.assert_state(State.FINISHING)


@pytest.mark.parametrize("begun", [talking, on_hold, informing])
def test_what_is_set_up_lasts_longer(begun: Callable[[], PaperCall]) -> None:
    call = begun()
    state = call.session.state
    call.pass_time(700)
    assert call.session.state is state


def test_nothing_lasts_longer_than_four_hours() -> None:
    call = talking()
    call.pass_time(14399)
    call.assert_state(State.TALK)
    assert engine.wake_at(call.session) == 1000 + 14400
    call.pass_time(1)
    call.assert_state(State.FINISHING)


def test_talk_ends_at_once_where_nothing_is_left_to_do_after_it() -> None:
    call = talking()
    call.end(Role.OPERATOR)
    call.assert_state(State.FINISHING)
    assert "post_talk" not in call.told()


def test_who_remains_is_kept_for_as_long_as_the_account_wants() -> None:
    call = post_talk()
    assert call.has(Role.CONTACT)
    assert engine.wake_at(call.session) == call.now + 10
    call.pass_time(9.9)
    call.assert_state(State.POST_TALK)
    call.pass_time(0.1)
    call.assert_state(State.FINISHING)


def test_who_remains_may_leave_earlier() -> None:
    call = post_talk()
    call.end(Role.CONTACT)
    call.assert_state(State.ENDED)


def test_operator_who_remains_may_leave_earlier() -> None:
    call = talking(limits=Limits(post_call_s=10.0))
    call.end(Role.CONTACT)
    call.assert_state(State.POST_TALK)
    call.end(Role.OPERATOR)
    call.assert_state(State.ENDED)


def test_session_that_has_ended_wakes_nobody() -> None:
    call = finishing()
    assert engine.wake_at(call.session) is None
    assert engine.overdue(call.session, call.now + 20000) is None
    call.hang_up_the_rest()
    assert engine.wake_at(call.session) is None
    assert engine.overdue(call.session, call.now + 20000) is None


def test_nothing_is_overdue_before_its_time() -> None:
    call = talking()
    assert engine.overdue(call.session, call.now) is None


def test_state_forgets_the_deadline_of_the_one_before() -> None:
    call = on_hold()
    call.ask(Cause.DIGIT, key="1")
    assert call.session.deadline
    call.press(Role.OPERATOR, "*")
    assert call.session.deadline is None


def test_news_of_a_leg_that_has_ended_is_no_news() -> None:
    call = rings_first("operator_first")
    first = call.leg(Role.OPERATOR)
    call.end(Role.OPERATOR, 17)
    before = call.session
    call.happen(RingOver(first.id))
    call.happen(RingOver(99))
    call.answer_late(first)
    assert call.session == before


def test_table_that_went_in_circles_would_not_do_so_for_ever() -> None:
    draft = Draft(on_hold().session, 1000.0, count(9))
    draft.following = [Happening(Cause.STAR)] * (engine.MAX_STEPS + 1)
    with pytest.raises(RuntimeError, match="session 7 goes in circles"):
        engine._finish(draft)


def test_leg_answers_once() -> None:
    call = talking()
    before = call.session
    call.answer_late(call.leg(Role.CONTACT))
    assert call.session == before
