"""Why legs and sessions end (Data API spec 2.15, 2.16)."""

import pytest

from callapi.domain.happening import Happening, LegEnded
from callapi.domain.reasons import SESSION, failure, redirect_outcome
from callapi.domain.session import Limits, Role
from callapi.domain.states import Cause, State
from tests.unit.domain.calls import (
    HOLD,
    IN_STATE,
    LINE,
    MOBILE,
    THIRD,
    PaperCall,
    consulting,
    dialing,
    direct,
    plan,
    talking,
    transferring,
)


@pytest.mark.parametrize(
    ("cause", "sip", "kind"),
    [
        (17, None, "busy"),
        (21, 486, "busy"),
        (21, 600, "busy"),
        (18, 408, "no_answer"),
        (19, 480, "no_answer"),
        (19, None, "no_answer"),
        (127, 487, "no_answer"),
        (1, 404, "problems"),
        (28, 484, "problems"),
        (22, 410, "problems"),
        (34, 503, "unreached"),
        (38, None, "unreached"),
        (41, None, "unreached"),
        (21, 603, "no_success"),
        (0, None, "no_success"),
        (16, None, "no_success"),
    ],
)
def test_sip_says_more_than_the_cause(cause: int, sip: int | None, kind: str) -> None:
    assert failure(LegEnded(1, cause, sip)) == kind


def test_operation_that_dialled_nobody_was_unavailable() -> None:
    assert redirect_outcome(()) == "unavailable"


@pytest.mark.parametrize(
    ("cause", "reason"),
    [
        (17, "operator_busy"),
        (19, "operator_not_responsive"),
        (1, "operator_number_problems"),
        (21, "no_success_operator_call"),
    ],
)
def test_session_takes_over_the_reason_of_the_last_number(
    cause: int, reason: str
) -> None:
    call = PaperCall(plan(), direct(LINE, MOBILE))
    call.end(Role.OPERATOR, 16)
    call.end(Role.OPERATOR, cause)
    assert call.session.finish_reason == reason
    assert call.last("leg_finished")["finish_reason"] == reason


def test_first_reason_is_the_session_s() -> None:
    call = talking(limits=Limits(post_call_s=10.0))
    call.end(Role.OPERATOR)
    call.end(Role.CONTACT)
    assert call.session.finish_reason == "operator_disconnects"


@pytest.mark.parametrize(
    ("who", "reason"),
    [(Role.CONTACT, "caller_disconnects"), (Role.OPERATOR, "operator_disconnects")],
)
@pytest.mark.parametrize("state", [State.TALK, State.HOLD, State.OPERATOR_TALK])
def test_who_hangs_up_is_the_reason_of_all_legs(
    state: State, who: Role, reason: str
) -> None:
    call = IN_STATE[state]()
    call.end(who)
    call.hang_up_the_rest()
    call.assert_state(State.ENDED)
    assert call.session.finish_reason == reason
    ends = [e.body["finish_reason"] for e in call.events if e.name == "leg_finished"]
    assert set(ends) == {reason}


@pytest.mark.parametrize("begun", ["rings", "has answered"])
def test_third_party_who_is_sent_away_has_not_left_by_himself(begun: str) -> None:
    call = dialing() if begun == "rings" else consulting()
    call.ask(Cause.RESTORE)
    call.hang_up_the_rest()
    assert call.last("leg_finished")["finish_reason"] == "operator_disconnects"


def test_third_party_who_leaves_has_left_the_transfer() -> None:
    call = consulting()
    call.end(Role.THIRD)
    assert call.last("leg_finished")["finish_reason"] == "transfer_disconnects"
    assert call.session.finish_reason is None


def test_third_party_who_has_taken_over_leaves_as_the_operator() -> None:
    call = consulting()
    call.ask(Cause.TRANSFER)
    call.hang_up_the_rest()
    call.end(Role.OPERATOR)
    assert call.session.finish_reason == "operator_disconnects"


def test_transfer_to_nobody() -> None:
    call = transferring()
    call.end(Role.THIRD, 19)
    assert call.session.finish_reason == "transfer_disconnects"


def test_disconnected_leg_has_hung_up() -> None:
    call = talking()
    call.ask(Cause.HOLD, sounds=(HOLD,))
    call.ask(Cause.MAKE_CALL, targets=(THIRD,))
    call.ask(Cause.DISCONNECT, leg_id=call.leg(Role.THIRD).id)
    call.hang_up_the_rest()
    assert call.last("leg_finished")["finish_reason"] == "no_success_operator_call"


@pytest.mark.parametrize(
    ("cause", "reason"),
    [
        (Cause.RELEASE, "operator_disconnects"),
        (Cause.TOO_OLD, "action_interval_exceeded"),
        (Cause.SWITCH_FAILED, "internal_error"),
    ],
)
def test_session_that_is_ended_from_outside(cause: Cause, reason: str) -> None:
    call = talking()
    call.happen(Happening(cause))
    assert call.session.finish_reason == reason


def test_every_reason_is_one_the_report_knows() -> None:
    assert set(SESSION.values()) <= {
        "caller_disconnects",
        "operator_disconnects",
        "transfer_disconnects",
        "no_success_caller_call",
        "success_finish",
        "action_interval_exceeded",
        "internal_error",
        "no_operation",
    }


def test_end_without_a_talk_is_lost() -> None:
    call = PaperCall(plan(), direct(LINE))
    call.end(Role.OPERATOR, 17)
    assert call.told()[-2:] == ["lost_call_session", "call_session_finished"]
    finished = call.last("call_session_finished")
    assert (finished["is_lost"], finished["total_time_duration"]) == (True, 0)


def test_end_after_a_talk_is_not() -> None:
    call = talking()
    call.pass_time(60)
    call.end(Role.CONTACT)
    call.hang_up_the_rest()
    assert "lost_call_session" not in call.told()
    assert call.last("leg_finished")["leg_duration"] == 60
