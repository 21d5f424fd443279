"""Keys: how they are sent, and what the operator's mean (spec 3.0.5, 3.3.12)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from callapi.domain import keys
from callapi.domain.actions import FindNumber, HangUp, Originate, SendKeys
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.happening import Happening, KeyPressed
from callapi.domain.session import Limits, Role, Tag
from callapi.domain.states import Cause, State
from tests.unit.domain.calls import (
    BEEP,
    HOLD,
    THIRD,
    PaperCall,
    consulting,
    dialing,
    on_hold,
    talking,
    transferring,
    waiting_input,
)


@pytest.mark.parametrize(
    ("text", "seconds", "segments"),
    [
        ("", 0, []),
        ("12", 0.4, [(0, "12")]),
        (".12.1..4", 4.8, [(1, "12"), (1, "1"), (2, "4")]),
        ("*#.", 1.4, [(0, "*#")]),
        ("...", 3, []),
    ],
)
def test_dots_are_seconds_and_the_rest_are_tones(
    text: str, seconds: float, segments: list[tuple[float, str]]
) -> None:
    assert keys.seconds(text) == pytest.approx(seconds)
    assert list(keys.segments(text)) == segments


# --- digits of a third party's number


@pytest.mark.parametrize("by_phone", [False, True])
def test_digits_are_gathered_however_they_are_pressed(by_phone: bool) -> None:
    call = on_hold()
    for digit in "204":
        if by_phone:
            call.press(Role.OPERATOR, digit)
        else:
            call.ask(Cause.DIGIT, key=digit)
    call.assert_state(State.WAITING_INPUT)
    assert call.session.digits == "204"


def test_no_more_than_fifteen_digits_are_kept() -> None:
    call = on_hold()
    for _ in range(17):
        call.press(Role.OPERATOR, "7")
    assert call.session.digits == "7" * 15


@pytest.mark.parametrize("key", ["*", "#"])
@pytest.mark.parametrize("by_phone", [False, True])
def test_star_and_hash_mean_nothing_on_hold(key: str, by_phone: bool) -> None:
    call = on_hold()
    if by_phone:
        call.press(Role.OPERATOR, key)
    else:
        call.ask(keys.pressed(State.HOLD, key).cause, key=key)
    call.assert_state(State.HOLD)
    assert call.actions == ()


def test_star_forgets_the_digits() -> None:
    call = waiting_input()
    call.press(Role.OPERATOR, "*")
    call.assert_state(State.HOLD)
    assert call.session.digits == ""


def test_hash_asks_whose_number_it_is() -> None:
    call = waiting_input()
    call.press(Role.OPERATOR, "#")
    assert call.did(FindNumber) == [FindNumber("2")]
    call.happen(Happening(Cause.NUMBER_FOUND, targets=(THIRD,)))
    call.assert_state(State.DIALING)
    assert call.session.digits == ""
    assert len(call.did(Originate)) == 1


def test_hash_without_digits_asks_too() -> None:
    call = talking()
    call.ask(Cause.DIAL_BY_KEYS)
    call.press(Role.OPERATOR, "#")
    assert call.did(FindNumber) == [FindNumber("")]


def test_five_seconds_without_a_digit_are_a_hash() -> None:
    call = waiting_input()
    call.pass_time(4)
    call.press(Role.OPERATOR, "0")
    call.pass_time(4.9)
    assert call.did(FindNumber) == []
    call.pass_time(0.1)
    assert call.did(FindNumber) == [FindNumber("20")]


def test_operator_who_never_dials_is_asked_no_longer() -> None:
    call = talking()
    call.ask(Cause.DIAL_BY_KEYS, prompt=BEEP)
    call.pass_time(5)
    assert call.did(FindNumber) == [FindNumber("")]


def test_number_of_nobody_is_an_error_tone_and_hold() -> None:
    call = waiting_input()
    call.press(Role.OPERATOR, "#")
    call.happen(Happening(Cause.NUMBER_UNKNOWN, prompt=BEEP))
    call.assert_state(State.HOLD)
    assert call.hears(Role.OPERATOR) == (BEEP,)
    assert call.session.digits == ""


def test_number_of_nobody_is_no_news_after_the_operator_has_given_up() -> None:
    call = waiting_input()
    call.press(Role.OPERATOR, "#")
    call.press(Role.OPERATOR, "*")
    call.happen(Happening(Cause.NUMBER_FOUND, targets=(THIRD,)))
    call.happen(Happening(Cause.NUMBER_UNKNOWN))
    call.assert_state(State.HOLD)


def test_without_an_error_tone_it_is_hold_all_the_same() -> None:
    call = waiting_input()
    call.happen(Happening(Cause.NUMBER_UNKNOWN))
    call.assert_state(State.HOLD)
    assert call.hears(Role.OPERATOR) == ()


def test_make_call_drops_the_digits() -> None:
    call = waiting_input()
    call.ask(Cause.MAKE_CALL, targets=(THIRD,))
    assert call.session.digits == ""


def test_digits_come_from_the_operator_alone() -> None:
    call = on_hold()
    call.press(Role.CONTACT, "1")
    call.assert_state(State.HOLD)


# --- keys as tones


def test_key_asked_for_in_a_talk_is_a_tone_to_the_contact() -> None:
    call = talking()
    call.ask(Cause.SEND_KEY, key="5")
    [sent] = call.did(SendKeys)
    assert (sent.leg.role, sent.keys) == (Role.CONTACT, "5")


def test_key_asked_for_in_a_consultation_is_a_tone_to_the_third_party() -> None:
    call = consulting()
    call.ask(Cause.SEND_KEY, key="5")
    [sent] = call.did(SendKeys)
    assert (sent.leg.role, sent.keys) == (Role.THIRD, "5")


@pytest.mark.parametrize("begun", [talking, consulting])
def test_key_the_operator_presses_himself_is_heard_already(
    begun: Callable[[], PaperCall],
) -> None:
    call = begun()
    call.press(Role.OPERATOR, "5")
    assert call.did(SendKeys) == []


def test_key_of_the_operator_means_nothing_while_the_third_party_rings() -> None:
    call = dialing()
    before = call.session
    call.press(Role.OPERATOR, "5")
    assert replace(call.session, notes=()) == before
    assert [(it.mnemonic, it.text) for it in call.session.notes] == [
        ("dtmf_received", "Reyes Dana: 5")
    ]


@pytest.mark.parametrize("state", [State.DIALING, State.TRANSFERRING, State.POST_TALK])
def test_key_is_refused_where_it_could_reach_nobody(state: State) -> None:
    call = {State.DIALING: dialing, State.TRANSFERRING: transferring}.get(
        state, after_talk
    )()
    with pytest.raises(ApiError) as refused:
        call.ask(keys.pressed(state, "1").cause, key="1")
    assert refused.value.mnemonic is Mnemonic.INVALID_STATE


def test_key_of_a_leg_that_was_hung_up_means_nothing() -> None:
    call = on_hold()
    operator = call.leg(Role.OPERATOR).id
    call.ask(Cause.DISCONNECT, leg_id=operator)
    call.happen(KeyPressed(operator, "1"))
    call.assert_state(State.FINISHING)


# --- talk options


def test_options_are_open_at_once_in_calls_that_come_in() -> None:
    call = talking()
    assert keys.options_open(call.session, call.now)


def test_options_open_half_a_minute_into_calls_that_go_out() -> None:
    call = talking(direction="out")
    assert not keys.options_open(call.session, call.now + 29.9)
    assert keys.options_open(call.session, call.now + 30)


def test_hold_does_not_close_options_again() -> None:
    """They open 30 s after the *first* entry into TALK."""
    call = talking(direction="out")
    call.pass_time(31)
    call.ask(Cause.HOLD, sounds=(HOLD,))
    call.ask(Cause.UNHOLD)
    assert keys.options_open(call.session, call.now)


def test_options_are_closed_before_the_first_talk() -> None:
    call = talking(direction="out")
    assert not keys.options_open(replace(call.session, talk_since=None), call.now + 100)


def test_finish_conversation_hangs_up_the_operator() -> None:
    call = talking(limits=Limits(post_call_s=10.0))
    call.ask(Cause.FINISH_TALK)
    call.assert_state(State.POST_TALK)
    assert [done.leg.role for done in call.did(HangUp)] == [Role.OPERATOR]
    call.hang_up_the_rest()
    call.assert_state(State.POST_TALK)
    assert call.last("leg_finished")["finish_reason"] == "operator_disconnects"


def test_tag_twice_is_refused_to_a_method_and_nothing_to_a_key() -> None:
    call, tag = talking(), Tag(36, "Hot lead")
    call.ask(Cause.TAG, tag=tag, user="dana")
    assert call.session.tags == (tag,)
    assert call.last("set_mark")["tag_user_login"] == "dana"
    with pytest.raises(ApiError) as refused:
        call.ask(Cause.TAG, tag=tag)
    assert refused.value.mnemonic is Mnemonic.DUPLICATE_TAG
    call.ask(Cause.TAG, tag=tag, quiet=True)
    assert call.session.tags == (tag,)
    call.ask(Cause.TAG, tag=Tag(37, "Complaint"), quiet=True)
    assert [held.id for held in call.session.tags] == [36, 37]


def test_blocked_contact_talks_on() -> None:
    call = talking()
    call.ask(Cause.BLOCK)
    call.assert_state(State.TALK)
    assert call.last("contact_blocked")["contact_phone_number"] == call.session.contact


@pytest.mark.parametrize("leg_id", [99, None])
def test_leg_that_is_not_there_is_not_disconnected(leg_id: int | None) -> None:
    call = talking()
    with pytest.raises(ApiError) as refused:
        call.ask(Cause.DISCONNECT, leg_id=leg_id)
    assert refused.value.mnemonic is Mnemonic.LEG_NOT_FOUND


def test_coach_who_has_just_left_was_sent_away_by_the_option() -> None:
    call = talking()
    call.ask(Cause.DISCONNECT, leg_id=99, quiet=True)
    call.assert_state(State.TALK)
    assert call.actions == ()


@pytest.mark.parametrize("is_over", [False, True])
def test_leg_that_was_hung_up_is_not_disconnected(is_over: bool) -> None:
    call = talking(limits=Limits(post_call_s=10.0))
    operator = call.leg(Role.OPERATOR).id
    call.ask(Cause.FINISH_TALK)
    if is_over:
        call.hang_up_the_rest()
    with pytest.raises(ApiError) as refused:
        call.ask(Cause.DISCONNECT, leg_id=operator)
    assert refused.value.mnemonic is Mnemonic.LEG_NOT_FOUND


def after_talk() -> PaperCall:
    call = talking(limits=Limits(post_call_s=10.0))
    call.ask(Cause.FINISH_TALK)
    return call
