"""The contact is called first (spec 3.0.6, sequence K)."""

from dataclasses import replace

import pytest

from callapi.domain.actions import (
    Connect,
    HangUp,
    Originate,
    Play,
    SendKeys,
    StopPlaying,
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
    """The contact rings."""
    changed: Plan = replace(plan("contact_first"), **changes)  # type: ignore[arg-type]  # names are the test's
    return PaperCall(changed, direct(*(targets or (LINE,))))


def operator_rings(*targets: Target, **changes: object) -> PaperCall:
    call = started(*targets, **changes)
    call.answer(Role.CONTACT)
    call.assert_state(State.FORWARDING)
    return call


def test_only_the_contact_is_dialled_at_first() -> None:
    call = started()
    [asked] = call.did(Originate)
    assert asked.leg.role is Role.CONTACT
    assert asked.leg.caller == VIRTUAL
    assert not asked.listen


def test_contact_who_is_not_reached_ends_it_and_nobody_else_is_dialled() -> None:
    call = started()
    call.end(Role.CONTACT, BUSY)
    call.assert_state(State.ENDED)
    assert len(call.session.legs) == 1
    assert call.session.finish_reason == "caller_busy"


def test_contact_hears_his_message_while_the_operator_is_dialled() -> None:
    call = operator_rings(contact_sounds=(WELCOME,), show_virtual_number=False)
    assert call.hears(Role.CONTACT) == (WELCOME,)
    [asked] = call.did(Originate)
    assert asked.leg.role is Role.OPERATOR
    assert asked.leg.caller == CONTACT.dial
    call.play_out(Role.CONTACT)
    assert call.hears(Role.CONTACT) == (MUSIC,)


def test_contact_without_message_hears_music_at_once() -> None:
    call = operator_rings()
    assert call.hears(Role.CONTACT) == (MUSIC,)


def test_keys_are_sent_before_anything_else() -> None:
    call = started(keys="1", contact_sounds=(WELCOME,))
    call.answer(Role.CONTACT)
    assert [sent.keys for sent in call.did(SendKeys)] == ["1"]
    assert not call.has(Role.OPERATOR)
    assert call.hears(Role.CONTACT) == ()
    call.pass_time(0.2)
    assert call.hears(Role.CONTACT) == (WELCOME,)
    assert call.has(Role.OPERATOR)


def test_next_number_is_tried_while_the_contact_goes_on_hearing_music() -> None:
    call = operator_rings(LINE, MOBILE)
    call.end(Role.OPERATOR, BUSY)
    assert call.leg(Role.OPERATOR).endpoint == MOBILE.dial
    assert call.did(Play) == []
    assert call.hears(Role.CONTACT) == (MUSIC,)


def test_nobody_answers_and_the_contact_is_hung_up() -> None:
    call = operator_rings(LINE, MOBILE)
    call.end(Role.OPERATOR, BUSY)
    call.end(Role.OPERATOR, BUSY)
    call.assert_state(State.FINISHING)
    assert len(call.did(StopPlaying)) == 1
    assert [done.leg.role for done in call.did(HangUp)] == [Role.CONTACT]
    assert call.session.finish_reason == "operator_busy"


def test_no_number_may_be_dialled() -> None:
    call = PaperCall(plan("contact_first"), direct())
    call.answer(Role.CONTACT)
    call.assert_state(State.FINISHING)
    assert call.session.finish_reason == "no_success_operator_call"


def test_without_messages_both_are_connected_when_the_operator_answers() -> None:
    call = operator_rings()
    call.answer(Role.OPERATOR)
    call.assert_state(State.TALK)
    [connected] = call.did(Connect)
    assert {leg.role for leg in connected.legs} == {Role.CONTACT, Role.OPERATOR}


def test_contact_who_is_done_first_hears_music() -> None:
    call = operator_rings(contact_sounds=(WELCOME,), operator_sounds=(WHISPER,))
    call.answer(Role.OPERATOR)
    assert call.hears(Role.OPERATOR) == (WHISPER,)
    call.play_out(Role.CONTACT)
    assert call.hears(Role.CONTACT) == (MUSIC,)
    call.assert_state(State.BRIEFING_FORWARD)
    call.play_out(Role.OPERATOR)
    call.assert_state(State.TALK)


def test_operator_who_is_done_first_hears_music() -> None:
    call = operator_rings(contact_sounds=(WELCOME,), operator_sounds=(WHISPER,))
    call.answer(Role.OPERATOR)
    call.play_out(Role.OPERATOR)
    call.assert_state(State.AWAITING_CONTACT)
    assert call.hears(Role.OPERATOR) == (MUSIC,)
    assert call.hears(Role.CONTACT) == (WELCOME,)
    call.play_out(Role.CONTACT)
    call.assert_state(State.TALK)


def test_operator_without_message_waits_for_the_contact_s() -> None:
    call = operator_rings(contact_sounds=(WELCOME,))
    call.answer(Role.OPERATOR)
    call.assert_state(State.AWAITING_CONTACT)


def test_switching_at_once_cuts_both_messages() -> None:
    call = operator_rings(
        contact_sounds=(WELCOME,), operator_sounds=(WHISPER,), cut=True
    )
    call.answer(Role.OPERATOR)
    call.assert_state(State.TALK)
    assert call.did(Play) == []
    assert [done.playing.sounds for done in call.did(StopPlaying)] == [(WELCOME,)]


def test_operator_confirms_before_he_is_connected() -> None:
    call = operator_rings(confirmation="5")
    call.answer(Role.OPERATOR)
    call.assert_state(State.CONFIRMING_FORWARD)
    assert call.hears(Role.OPERATOR) == (MUSIC,)
    call.press(Role.OPERATOR, "4")
    call.assert_state(State.CONFIRMING_FORWARD)
    call.press(Role.OPERATOR, "5")
    call.assert_state(State.TALK)


def test_contact_goes_on_hearing_while_the_operator_confirms() -> None:
    call = operator_rings(confirmation="5", contact_sounds=(WELCOME,))
    call.answer(Role.OPERATOR)
    call.play_out(Role.CONTACT)
    assert call.hears(Role.CONTACT) == (MUSIC,)


def test_operator_who_does_not_confirm_has_not_answered() -> None:
    call = operator_rings(LINE, MOBILE, confirmation="5")
    call.answer(Role.OPERATOR)
    call.pass_time(15)
    call.assert_state(State.FORWARDING)
    assert call.leg(Role.OPERATOR).endpoint == MOBILE.dial
    call.answer(Role.OPERATOR)
    call.pass_time(15)
    call.assert_state(State.FINISHING)
    assert call.session.finish_reason == "no_operator_confirmation"


def test_number_with_a_tail_is_reached_when_its_keys_are_sent() -> None:
    call = operator_rings(OFFICE)
    call.answer(Role.OPERATOR)
    assert [sent.keys for sent in call.did(SendKeys)] == ["...2345"]
    assert call.hears(Role.CONTACT) == (MUSIC,)
    assert call.bridged() == set()
    call.pass_time(4)
    call.assert_state(State.TALK)


@pytest.mark.parametrize("gone", [Role.CONTACT, Role.OPERATOR])
@pytest.mark.parametrize("how", ["hangs up", "is disconnected"])
def test_who_leaves_before_the_talk_ends_the_session(gone: Role, how: str) -> None:
    call = operator_rings(LINE, MOBILE, operator_sounds=(WHISPER,))
    call.answer(Role.OPERATOR)
    if how == "hangs up":
        call.end(gone)
    else:
        call.ask(Cause.DISCONNECT, leg_id=call.leg(gone).id)
    call.assert_state(State.FINISHING)


@pytest.mark.parametrize("gone", ["hangs up", "is disconnected"])
def test_contact_who_leaves_while_the_operator_rings_ends_it(gone: str) -> None:
    call = operator_rings()
    if gone == "hangs up":
        call.end(Role.CONTACT)
    else:
        call.ask(Cause.DISCONNECT, leg_id=call.leg(Role.CONTACT).id)
    call.assert_state(State.FINISHING)
    assert Role.OPERATOR in [done.leg.role for done in call.did(HangUp)]
    assert call.session.finish_reason == "caller_disconnects"


def test_operator_who_leaves_while_the_contact_s_message_runs_ends_it() -> None:
    call = operator_rings(contact_sounds=(WELCOME,))
    call.answer(Role.OPERATOR)
    call.end(Role.OPERATOR)
    call.assert_state(State.FINISHING)
    assert len(call.did(StopPlaying)) == 1
