"""The second party is called first (spec 3.0.6, sequence F)."""

from dataclasses import replace

import pytest

from callapi.domain.actions import (
    Connect,
    HangUp,
    Mute,
    Originate,
    Part,
    Play,
    SendKeys,
    StopPlaying,
    Unmute,
)
from callapi.domain.session import Plan, Role
from callapi.domain.states import Cause, State
from callapi.domain.target import Target
from tests.unit.domain.calls import (
    CONTACT,
    LINE,
    MOBILE,
    MUSIC,
    OFFICE,
    VIRTUAL,
    WELCOME,
    WHISPER,
    PaperCall,
    direct,
    plan,
)

BUSY = 17


def started(*targets: Target, **changes: object) -> PaperCall:
    """The operator's first number rings."""
    changed: Plan = replace(plan("operator_first"), **changes)  # type: ignore[arg-type]  # names are the test's
    return PaperCall(changed, direct(*(targets or (LINE,))))


def contact_rings(**changes: object) -> PaperCall:
    call = started(**changes)
    call.answer(Role.OPERATOR)
    call.assert_state(State.SEEKING_CONTACT)
    return call


def test_only_the_operator_is_dialled_at_first() -> None:
    call = started(LINE, MOBILE)
    [asked] = call.did(Originate)
    assert asked.leg.endpoint == "0486173"
    assert asked.leg.role is Role.OPERATOR
    assert asked.ring_s == 25
    assert not call.has(Role.CONTACT)


@pytest.mark.parametrize(
    ("shows_virtual", "caller"), [(True, VIRTUAL), (False, CONTACT.dial)]
)
def test_operator_sees_the_number_that_was_asked_for(
    shows_virtual: bool, caller: str
) -> None:
    call = started(show_virtual_number=shows_virtual)
    assert call.leg(Role.OPERATOR).caller == caller


def test_contact_always_sees_the_virtual_number() -> None:
    call = contact_rings(show_virtual_number=False)
    assert call.leg(Role.CONTACT).caller == VIRTUAL


def test_numbers_are_tried_one_after_another() -> None:
    call = started(LINE, MOBILE)
    call.end(Role.OPERATOR, BUSY)
    [asked] = call.did(Originate)
    assert (asked.leg.endpoint, asked.ring_s) == ("12025550177", 30)
    call.answer(Role.OPERATOR)
    call.assert_state(State.SEEKING_CONTACT)


def test_nobody_answers_and_the_contact_is_never_dialled() -> None:
    call = started(LINE, MOBILE)
    call.end(Role.OPERATOR, BUSY)
    call.end(Role.OPERATOR, BUSY)
    call.assert_state(State.ENDED)
    assert not any(leg.role is Role.CONTACT for leg in call.session.legs)


def test_no_number_may_be_dialled() -> None:
    call = PaperCall(plan(), direct())
    call.assert_state(State.ENDED)
    assert call.session.finish_reason == "no_success_operator_call"


def test_operator_hears_his_message_before_the_contact_is_dialled() -> None:
    call = started(operator_sounds=(WHISPER,))
    call.answer(Role.OPERATOR)
    assert call.hears(Role.OPERATOR) == (WHISPER,)
    assert not call.has(Role.CONTACT)
    call.play_out(Role.OPERATOR)
    [asked] = call.did(Originate)
    assert asked.leg.role is Role.CONTACT
    assert call.hears(Role.OPERATOR) == (MUSIC,)


def test_switching_at_once_does_not_shorten_the_operator_s_message() -> None:
    call = started(operator_sounds=(WHISPER,), cut=True)
    call.answer(Role.OPERATOR)
    assert call.hears(Role.OPERATOR) == (WHISPER,)
    call.assert_state(State.BRIEFING_OPERATOR)


def test_operator_hears_music_over_and_over_while_the_contact_rings() -> None:
    call = contact_rings()
    playing = call.leg(Role.OPERATOR).playing
    assert playing
    assert playing.loop
    assert playing.sounds == (MUSIC,)


def test_contact_rings_as_long_as_is_configured() -> None:
    call = contact_rings(contact_ring_s=45.0)
    [asked] = call.did(Originate)
    assert asked.ring_s == 45


@pytest.mark.parametrize(
    ("cause", "reason"),
    [
        (BUSY, "caller_busy"),
        (19, "caller_not_responsive"),
        (21, "no_success_caller_call"),
        (1, "caller_number_problems"),
    ],
)
def test_contact_who_is_not_reached_ends_it(cause: int, reason: str) -> None:
    call = contact_rings()
    call.end(Role.CONTACT, cause)
    call.assert_state(State.FINISHING)
    assert [done.leg.role for done in call.did(HangUp)] == [Role.OPERATOR]
    assert call.session.finish_reason == reason


def test_without_message_both_are_connected_when_the_contact_answers() -> None:
    call = contact_rings()
    call.answer(Role.CONTACT)
    call.assert_state(State.TALK)
    [connected] = call.did(Connect)
    assert {leg.role for leg in connected.legs} == {Role.CONTACT, Role.OPERATOR}
    assert [done.playing.sounds for done in call.did(StopPlaying)] == [(MUSIC,)]


def test_contact_hears_his_message_to_its_end_and_the_operator_music() -> None:
    call = contact_rings(contact_sounds=(WELCOME,))
    call.answer(Role.CONTACT)
    call.assert_state(State.BRIEFING_CONTACT)
    assert call.hears(Role.CONTACT) == (WELCOME,)
    assert call.hears(Role.OPERATOR) == (MUSIC,)
    call.play_out(Role.CONTACT)
    call.assert_state(State.TALK)
    assert call.bridged() == {Role.CONTACT, Role.OPERATOR}


def test_switching_at_once_skips_the_contact_s_message() -> None:
    call = contact_rings(contact_sounds=(WELCOME,), cut=True)
    call.answer(Role.CONTACT)
    call.assert_state(State.TALK)
    assert call.did(Play) == []


def test_keys_are_sent_before_anything_is_played() -> None:
    call = contact_rings(contact_sounds=(WELCOME,), keys=".12.")
    assert call.leg(Role.CONTACT).number == "12025550143.12."
    call.answer(Role.CONTACT)
    [sent] = call.did(SendKeys)
    assert sent.keys == ".12."
    assert call.text(Role.CONTACT) == "Sending DTMF"
    assert call.hears(Role.CONTACT) == ()
    assert call.hears(Role.OPERATOR) == (MUSIC,)
    call.pass_time(2.3)
    call.assert_state(State.SENDING_KEYS)
    call.pass_time(0.2)
    assert call.hears(Role.CONTACT) == (WELCOME,)
    assert call.text(Role.CONTACT) == "Dial"


def test_keys_are_sent_before_both_are_connected() -> None:
    call = contact_rings(keys="1", cut=True)
    call.answer(Role.CONTACT)
    assert call.bridged() == set()
    call.pass_time(0.2)
    call.assert_state(State.TALK)


# --- early_switching


def test_operator_hears_the_contact_s_line_and_is_not_heard_on_it() -> None:
    call = contact_rings(early=True, cut=True)
    assert call.hears(Role.OPERATOR) == ()
    [asked] = call.did(Originate)
    assert asked.listen
    assert call.bridged() == {Role.CONTACT, Role.OPERATOR}
    assert [done.leg.role for done in call.did(Mute)] == [Role.OPERATOR]


def test_operator_is_heard_when_the_contact_answers() -> None:
    call = contact_rings(early=True, cut=True)
    call.answer(Role.CONTACT)
    call.assert_state(State.TALK)
    assert [done.leg.role for done in call.did(Unmute)] == [Role.OPERATOR]


def test_operator_stays_mute_while_keys_are_sent() -> None:
    call = contact_rings(early=True, cut=True, keys="1")
    call.answer(Role.CONTACT)
    assert call.did(Unmute) == []
    call.pass_time(0.2)
    assert [done.leg.role for done in call.did(Unmute)] == [Role.OPERATOR]


def test_spoken_message_is_heard_apart_also_after_early_switching() -> None:
    """A tts message undoes `switch_at_once`, and so `cut` (spec 3.0.6)."""
    call = contact_rings(early=True, contact_sounds=(WELCOME,))
    call.answer(Role.CONTACT)
    assert {done.leg.role for done in call.did(Part)} == {Role.CONTACT, Role.OPERATOR}
    assert call.hears(Role.CONTACT) == (WELCOME,)
    assert call.hears(Role.OPERATOR) == (MUSIC,)
    call.play_out(Role.CONTACT)
    assert call.bridged() == {Role.CONTACT, Role.OPERATOR}


def test_contact_who_is_not_reached_ends_early_switching_too() -> None:
    call = contact_rings(early=True, cut=True)
    call.end(Role.CONTACT, BUSY)
    call.assert_state(State.FINISHING)


# --- confirmation (spec 3.2.5)


def asked_to_confirm(key: str, *targets: Target, **changes: object) -> PaperCall:
    call = started(*targets, confirmation=key, **changes)
    call.answer(Role.OPERATOR)
    call.assert_state(State.CONFIRMING)
    return call


def test_operator_hears_music_while_his_key_is_awaited() -> None:
    call = asked_to_confirm("1")
    assert call.hears(Role.OPERATOR) == (MUSIC,)
    call.press(Role.OPERATOR, "1")
    call.assert_state(State.SEEKING_CONTACT)
    assert call.did(Play) == [], "he hears it already"


def test_wrong_keys_are_ignored() -> None:
    call = asked_to_confirm("1", operator_sounds=(WHISPER,))
    for key in "23*#":
        call.press(Role.OPERATOR, key)
        call.assert_state(State.CONFIRMING)
    call.press(Role.OPERATOR, "1")
    assert call.hears(Role.OPERATOR) == (WHISPER,)


@pytest.mark.parametrize("key", ["0", "*", "#"])
def test_any_key_confirms_where_any_was_asked_for(key: str) -> None:
    call = asked_to_confirm("any")
    call.press(Role.OPERATOR, key)
    call.assert_state(State.SEEKING_CONTACT)


def test_operator_who_does_not_confirm_has_not_answered() -> None:
    call = asked_to_confirm("1")
    call.pass_time(14.9)
    call.assert_state(State.CONFIRMING)
    call.pass_time(0.1)
    call.assert_state(State.FINISHING)
    assert [done.leg.role for done in call.did(HangUp)] == [Role.OPERATOR]
    call.hang_up_the_rest()
    call.assert_state(State.ENDED)
    assert call.session.finish_reason == "no_operator_confirmation"
    assert call.last("leg_finished")["finish_reason"] == "no_operator_confirmation"


def test_next_number_is_tried_when_one_does_not_confirm() -> None:
    call = asked_to_confirm("1", LINE, MOBILE)
    call.pass_time(15)
    call.assert_state(State.SEEKING_OPERATOR)
    assert call.leg(Role.OPERATOR).endpoint == MOBILE.dial


# --- numbers with a tail (spec 3.0.2)


def test_keys_behind_the_number_are_sent_before_the_message() -> None:
    call = started(OFFICE, operator_sounds=(WHISPER,))
    leg = call.leg(Role.OPERATOR)
    assert (leg.endpoint, leg.number) == ("74955140578", "74955140578...2345")
    call.answer(Role.OPERATOR)
    [sent] = call.did(SendKeys)
    assert sent.keys == "...2345"
    assert call.hears(Role.OPERATOR) == ()
    call.pass_time(3.7)
    call.assert_state(State.SEEKING_OPERATOR)
    call.pass_time(0.2)
    assert call.hears(Role.OPERATOR) == (WHISPER,)


def test_office_that_hangs_up_before_its_extension_is_a_number_tried() -> None:
    call = started(OFFICE, LINE)
    call.answer(Role.OPERATOR)
    call.end(Role.OPERATOR)
    call.assert_state(State.SEEKING_OPERATOR)
    assert call.leg(Role.OPERATOR).endpoint == LINE.dial


# --- who leaves ends it


@pytest.mark.parametrize("gone", [Role.CONTACT, Role.OPERATOR])
@pytest.mark.parametrize("how", ["hangs up", "is disconnected"])
@pytest.mark.parametrize("answered", [False, True])
def test_who_leaves_before_the_talk_ends_the_session(
    gone: Role, how: str, answered: bool
) -> None:
    call = contact_rings(contact_sounds=(WELCOME,))
    if answered:
        call.answer(Role.CONTACT)
    if how == "hangs up":
        call.end(gone)
    else:
        call.ask(Cause.DISCONNECT, leg_id=call.leg(gone).id)
    call.assert_state(State.FINISHING)
    call.hang_up_the_rest()
    call.assert_state(State.ENDED)
    assert call.last("call_session_finished")["is_lost"]


@pytest.mark.parametrize("how", ["hangs up", "is disconnected"])
def test_operator_who_leaves_during_his_message_ends_the_session(how: str) -> None:
    call = started(LINE, MOBILE, operator_sounds=(WHISPER,))
    call.answer(Role.OPERATOR)
    if how == "hangs up":
        call.end(Role.OPERATOR)
    else:
        call.ask(Cause.DISCONNECT, leg_id=call.leg(Role.OPERATOR).id)
        call.hang_up_the_rest()
    call.assert_state(State.ENDED)
    assert call.session.finish_reason == "operator_disconnects"


def test_disconnecting_a_ringing_operator_ends_the_session() -> None:
    call = started(LINE, MOBILE)
    call.ask(Cause.DISCONNECT, leg_id=call.leg(Role.OPERATOR).id)
    call.hang_up_the_rest()
    call.assert_state(State.ENDED)


def test_release_cancels_the_leg_that_rings() -> None:
    call = started()
    call.ask(Cause.RELEASE)
    assert [done.leg.role for done in call.did(HangUp)] == [Role.OPERATOR]


def test_leg_that_answers_while_it_is_cancelled_is_hung_up_again() -> None:
    call = started()
    leg = call.leg(Role.OPERATOR)
    call.ask(Cause.RELEASE)
    call.answer_late(leg)
    assert [done.leg.id for done in call.did(HangUp)] == [leg.id]
    call.assert_state(State.FINISHING)
