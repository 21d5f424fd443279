"""Hold, the third party, back or over to him (spec 3.3.1 to 3.3.5, rows 7 to 26)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from callapi.domain.actions import (
    Connect,
    HangUp,
    Originate,
    Part,
    Play,
    SendKeys,
    StopPlaying,
)
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.session import HUSH, Role
from callapi.domain.states import Cause, State
from tests.unit.domain.calls import (
    BEEP,
    COACH,
    CONTACT,
    HOLD,
    LINE,
    MUSIC,
    OFFICE,
    THIRD,
    VIRTUAL,
    WHISPER,
    PaperCall,
    briefing_third,
    briefing_transfer,
    consulting,
    dialing,
    direct,
    on_hold,
    plan,
    talking,
    transferring,
)

BUSY = 17


# --- hold


def test_contact_on_hold_hears_the_message_over_and_over() -> None:
    call = on_hold()
    playing = call.leg(Role.CONTACT).playing
    assert playing
    assert (playing.sounds, playing.loop) == ((HOLD,), True)
    assert [done.leg.role for done in call.did(Part)] == [Role.CONTACT]


def test_operator_hears_silence_meanwhile() -> None:
    call = on_hold()
    assert is_hushed(call)
    assert call.bridged() == {Role.OPERATOR}


def is_hushed(call: PaperCall) -> bool:
    """The operator is sent silence, and is not left without any sound."""
    playing = call.leg(Role.OPERATOR).playing
    return playing is not None and (playing.sounds, playing.tone) == ((), HUSH)


def test_contact_comes_back_without_the_message() -> None:
    call = on_hold()
    call.ask(Cause.UNHOLD)
    call.assert_state(State.TALK)
    stopped = {done.leg.role for done in call.did(StopPlaying)}
    assert stopped == {Role.CONTACT, Role.OPERATOR}
    assert call.bridged() == {Role.CONTACT, Role.OPERATOR}


def test_every_talk_is_told_of_with_its_length() -> None:
    call = talking()
    call.pass_time(12.5)
    call.ask(Cause.HOLD, sounds=(HOLD,))
    assert call.last("talk_finished")["talk_time_duration"] == 12.5
    call.ask(Cause.UNHOLD)
    assert call.told().count("talk_started") == 2
    call.pass_time(1)
    call.ask(Cause.RELEASE)
    told = call.last("talk_finished")
    assert (told["talk_time_duration"], told["employee_id"]) == (1, 418)


def test_operator_who_hangs_up_is_still_who_has_talked() -> None:
    call = talking()
    call.end(Role.OPERATOR)
    assert call.last("talk_finished")["employee_id"] == 418


# --- a third party


def test_third_party_is_dialled_with_the_number_that_suits_him() -> None:
    call = dialing()
    [asked] = call.did(Originate)
    assert (asked.leg.role, asked.leg.caller) == (Role.THIRD, CONTACT.dial)
    outside = on_hold()
    outside.ask(Cause.MAKE_CALL, targets=(COACH,))
    [asked] = outside.did(Originate)
    assert asked.leg.caller == VIRTUAL


@pytest.mark.parametrize(("own_s", "asked_s"), [(100, 60), (20, 20)])
def test_third_party_rings_for_sixty_seconds_at_most(own_s: int, asked_s: int) -> None:
    call = on_hold()
    call.ask(Cause.MAKE_CALL, targets=(replace(THIRD, ring_s=own_s),))
    [asked] = call.did(Originate)
    assert asked.ring_s == asked_s


def test_operator_hears_ringing_and_the_contact_his_message() -> None:
    call = dialing()
    playing = call.leg(Role.OPERATOR).playing
    assert playing
    assert playing.tone == "ring"
    assert call.hears(Role.CONTACT) == (HOLD,)


def test_ringing_that_breaks_off_calls_nobody() -> None:
    call = dialing()
    call.play_out(Role.OPERATOR)
    call.assert_state(State.DIALING)
    call.answer(Role.THIRD)
    call.assert_state(State.OPERATOR_TALK)


def test_all_numbers_of_an_extension_are_tried_in_turn() -> None:
    call = on_hold()
    call.ask(Cause.MAKE_CALL, targets=(THIRD, LINE))
    call.end(Role.THIRD, BUSY)
    call.assert_state(State.DIALING)
    assert call.leg(Role.THIRD).endpoint == LINE.dial
    assert call.did(Play) == [], "the operator hears ringing already"
    call.end(Role.THIRD, BUSY)
    call.assert_state(State.HOLD)
    assert is_hushed(call)
    assert call.hears(Role.CONTACT) == (HOLD,)


def test_third_party_who_answers_is_connected_with_the_operator() -> None:
    call = consulting()
    call.assert_state(State.OPERATOR_TALK)
    assert call.bridged() == {Role.OPERATOR, Role.THIRD}
    assert call.leg(Role.OPERATOR).playing is None
    assert call.hears(Role.CONTACT) == (HOLD,)


def test_third_party_hears_his_message_to_its_end_before() -> None:
    call = briefing_third()
    assert call.hears(Role.THIRD) == (WHISPER,)
    assert Role.THIRD not in call.bridged()
    assert is_hushed(call)
    call.play_out(Role.THIRD)
    assert call.bridged() == {Role.OPERATOR, Role.THIRD}


def test_third_party_with_a_tail_hears_his_message_when_it_is_sent() -> None:
    call = on_hold()
    call.ask(Cause.MAKE_CALL, targets=(OFFICE,), sounds=(WHISPER,))
    call.answer(Role.THIRD)
    assert [sent.keys for sent in call.did(SendKeys)] == ["...2345"]
    call.assert_state(State.DIALING)
    call.pass_time(4)
    assert call.hears(Role.THIRD) == (WHISPER,)


@pytest.mark.parametrize("begun", [dialing, briefing_third, consulting])
@pytest.mark.parametrize("how", ["hangs up", "is disconnected"])
def test_third_party_who_leaves_leaves_the_contact_on_hold(
    begun: Callable[[], PaperCall], how: str
) -> None:
    call = begun()
    if how == "hangs up":
        call.end(Role.THIRD)
    else:
        call.ask(Cause.DISCONNECT, leg_id=call.leg(Role.THIRD).id)
    call.assert_state(State.HOLD)
    assert is_hushed(call)
    assert call.hears(Role.CONTACT) == (HOLD,)
    call.ask(Cause.MAKE_CALL, targets=(COACH,))
    assert call.leg(Role.THIRD).endpoint == COACH.dial


def test_message_of_one_third_party_is_not_the_next_one_s() -> None:
    call = briefing_third()
    call.end(Role.THIRD)
    call.ask(Cause.MAKE_CALL, targets=(COACH,))
    call.answer(Role.THIRD)
    call.assert_state(State.OPERATOR_TALK)


# --- restore.talk


@pytest.mark.parametrize("begun", [dialing, briefing_third, consulting])
def test_operator_goes_back_to_the_contact(begun: Callable[[], PaperCall]) -> None:
    call = begun()
    third = call.leg(Role.THIRD).id
    call.ask(Cause.RESTORE)
    call.assert_state(State.TALK)
    assert [done.leg.id for done in call.did(HangUp)] == [third]
    assert call.bridged() - {Role.THIRD} == {Role.CONTACT, Role.OPERATOR}
    assert call.leg(Role.CONTACT).playing is None
    call.hang_up_the_rest()
    call.assert_state(State.TALK)


# --- transfer.talk


def test_operator_leaves_while_the_third_party_rings() -> None:
    call = transferring()
    assert [done.leg.role for done in call.did(HangUp)] == [Role.OPERATOR]
    assert call.hears(Role.CONTACT) == (HOLD,)
    call.hang_up_the_rest()
    call.assert_state(State.TRANSFERRING)
    call.answer(Role.THIRD)
    call.assert_state(State.TALK)
    assert call.leg(Role.OPERATOR).employee_id == THIRD.employee_id
    assert call.leg(Role.CONTACT).playing is None
    assert call.bridged() == {Role.CONTACT, Role.OPERATOR}


def test_next_number_is_tried_after_the_operator_has_left() -> None:
    call = on_hold()
    call.ask(Cause.MAKE_CALL, targets=(THIRD, LINE))
    call.ask(Cause.TRANSFER)
    call.end(Role.THIRD, BUSY)
    call.assert_state(State.TRANSFERRING)
    assert call.leg(Role.THIRD).endpoint == LINE.dial
    call.end(Role.THIRD, BUSY)
    call.assert_state(State.FINISHING)
    assert call.session.finish_reason == "transfer_disconnects"


def test_message_to_the_third_party_goes_on_when_the_operator_leaves() -> None:
    call = briefing_transfer()
    assert call.hears(Role.THIRD) == (WHISPER,)
    call.play_out(Role.THIRD)
    call.assert_state(State.TALK)


def test_third_party_hears_his_message_after_the_operator_has_left() -> None:
    call = on_hold()
    call.ask(Cause.MAKE_CALL, targets=(THIRD,), sounds=(WHISPER,))
    call.ask(Cause.TRANSFER)
    call.answer(Role.THIRD)
    call.assert_state(State.BRIEFING_TRANSFER)
    call.play_out(Role.THIRD)
    call.assert_state(State.TALK)


def test_third_party_who_hangs_up_during_the_message_ends_it() -> None:
    call = briefing_transfer()
    call.end(Role.THIRD)
    call.assert_state(State.FINISHING)
    assert call.session.finish_reason == "transfer_disconnects"
    assert call.last("leg_finished")["finish_reason"] == "transfer_disconnects"


def test_contact_and_third_party_are_connected_after_a_consultation() -> None:
    call = consulting()
    call.ask(Cause.TRANSFER)
    call.assert_state(State.TALK)
    [connected] = call.did(Connect)
    assert {leg.role for leg in connected.legs} == {Role.CONTACT, Role.OPERATOR}
    assert call.session.operator == call.leg(Role.OPERATOR)
    assert call.leg(Role.OPERATOR).employee_id == THIRD.employee_id


def test_who_has_taken_over_may_hand_on() -> None:
    call = consulting()
    call.ask(Cause.TRANSFER)
    call.hang_up_the_rest()
    call.ask(Cause.HOLD, sounds=(HOLD,))
    call.ask(Cause.MAKE_CALL, targets=(LINE,))
    call.answer(Role.THIRD)
    call.ask(Cause.TRANSFER)
    assert call.leg(Role.OPERATOR).employee_id == LINE.employee_id


@pytest.mark.parametrize("begun", [transferring, briefing_transfer])
@pytest.mark.parametrize("cause", [Cause.TRANSFER, Cause.RESTORE])
def test_transfer_under_way_can_be_neither_repeated_nor_undone(
    begun: Callable[[], PaperCall], cause: Cause
) -> None:
    call = begun()
    with pytest.raises(ApiError) as refused:
        call.ask(cause)
    assert refused.value.mnemonic is Mnemonic.INVALID_STATE
    assert refused.value.params["state"] == "DIALING"


# --- the talk option transfer_call (row 29)


def test_operator_is_prompted_to_dial_while_the_contact_hears_music() -> None:
    call = talking()
    call.ask(Cause.DIAL_BY_KEYS, sounds=(MUSIC,), prompt=BEEP)
    call.assert_state(State.WAITING_INPUT)
    assert call.hears(Role.CONTACT) == (MUSIC,)
    assert call.hears(Role.OPERATOR) == (BEEP,)


def test_employee_of_the_option_is_dialled_without_a_prompt() -> None:
    call = talking()
    call.ask(Cause.DIAL_BY_KEYS, sounds=(MUSIC,))
    assert call.hears(Role.OPERATOR) == ()
    call.ask(Cause.MAKE_CALL, targets=(THIRD,))
    call.assert_state(State.DIALING)


def test_hold_without_a_message_of_its_own_plays_the_waiting_music() -> None:
    call = PaperCall(plan(), direct(LINE))
    call.answer(Role.OPERATOR)
    call.answer(Role.CONTACT)
    call.ask(Cause.HOLD)
    assert call.hears(Role.CONTACT) == (MUSIC,)
