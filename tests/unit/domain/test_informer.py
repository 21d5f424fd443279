"""One message to one contact (spec 3.2.4)."""

from dataclasses import replace

import pytest

from callapi.domain.actions import HangUp, Originate, SendKeys
from callapi.domain.session import Role
from callapi.domain.states import Cause, State
from tests.unit.domain.calls import WELCOME, PaperCall, informing, plan


def informer(**changes: object) -> PaperCall:
    usual = replace(plan("informer"), contact_sounds=(WELCOME,), contact_ring_s=25.0)
    return PaperCall(replace(usual, **changes))  # type: ignore[arg-type]  # names are the test's


def test_contact_is_dialled_for_as_long_as_was_asked() -> None:
    [asked] = informer().did(Originate)
    assert asked.ring_s == 25


@pytest.mark.parametrize(
    ("cause", "sip", "reason"),
    [
        (19, 480, "caller_not_responsive"),
        (17, 486, "caller_busy"),
        (21, 603, "no_success_caller_call"),
        (1, 404, "caller_number_problems"),
    ],
)
def test_contact_who_is_not_reached_ends_it(cause: int, sip: int, reason: str) -> None:
    call = informer()
    call.end(Role.CONTACT, cause, sip)
    call.assert_state(State.ENDED)
    assert call.session.finish_reason == reason
    assert call.last("call_session_finished")["is_lost"]


def test_keys_are_sent_before_the_message() -> None:
    call = informer(keys="..7")
    call.answer(Role.CONTACT)
    assert [sent.keys for sent in call.did(SendKeys)] == ["..7"]
    call.assert_state(State.INFORMER_KEYS)
    call.pass_time(2.2)
    assert call.hears(Role.CONTACT) == (WELCOME,)


def test_message_is_played_once_and_then_the_contact_is_hung_up() -> None:
    call = informing()
    playing = call.leg(Role.CONTACT).playing
    assert playing
    assert not playing.loop
    call.play_out(Role.CONTACT)
    assert [done.leg.role for done in call.did(HangUp)] == [Role.CONTACT]
    call.hang_up_the_rest()
    call.assert_state(State.ENDED)
    assert call.session.finish_reason == "success_finish"
    assert not call.last("call_session_finished")["is_lost"]


def test_contact_who_hangs_up_earlier_ends_it() -> None:
    call = informing()
    call.end(Role.CONTACT)
    call.assert_state(State.ENDED)
    assert call.session.finish_reason == "caller_disconnects"


def test_set_up_is_over_when_the_message_begins() -> None:
    call = informing()
    call.pass_time(700)
    call.assert_state(State.INFORMING)


def test_key_of_the_operator_is_a_tone_to_the_contact() -> None:
    call = informing()
    call.ask(Cause.SEND_KEY, key="5")
    assert [(sent.keys, sent.leg.role) for sent in call.did(SendKeys)] == [
        ("5", Role.CONTACT)
    ]
