"""What `list.calls` says of a leg, in every state and moment (spec 4.5)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from callapi.domain.leg_text import FAX_SENT, SENDING_FAX, TEXTS, leg_text
from callapi.domain.session import Limits, Role
from callapi.domain.states import Cause, State
from tests.unit.domain.calls import (
    COACH,
    HOLD,
    IN_STATE,
    LINE,
    WELCOME,
    WHISPER,
    PaperCall,
    consulting,
    direct,
    plan,
    talking,
    transferring,
)

A, B, C = Role.CONTACT, Role.OPERATOR, Role.THIRD

# The specification's table, a row per leg that is there.
SAID = [
    (State.TALK, A, "Conversation"),
    (State.TALK, B, "Conversation"),
    (State.INFORMING, A, "Conversation"),
    (State.HOLD, A, "On hold"),
    (State.HOLD, B, "Conversation"),
    (State.WAITING_INPUT, A, "On hold"),
    (State.WAITING_INPUT, B, "Conversation"),
    (State.DIALING, A, "On hold"),
    (State.DIALING, B, "Conversation"),
    (State.DIALING, C, "Dial"),
    (State.BRIEFING_THIRD, A, "On hold"),
    (State.BRIEFING_THIRD, B, "Conversation"),
    (State.BRIEFING_THIRD, C, "Dial"),
    (State.TRANSFERRING, A, "Call Transfer"),
    (State.TRANSFERRING, C, "Call Transfer"),
    (State.BRIEFING_TRANSFER, A, "Call Transfer"),
    (State.BRIEFING_TRANSFER, C, "Call Transfer"),
    (State.OPERATOR_TALK, A, "On hold"),
    (State.OPERATOR_TALK, B, "Operators talking"),
    (State.OPERATOR_TALK, C, "Operators talking"),
    (State.POST_TALK, A, "Conversation"),
]


@pytest.mark.parametrize(("state", "role", "text"), SAID)
def test_every_leg_of_every_state_says_what_the_table_says(
    state: State, role: Role, text: str
) -> None:
    call = IN_STATE[state]()
    assert call.text(role) == text


def test_no_leg_of_those_states_is_left_out() -> None:
    for state, begun in IN_STATE.items():
        said = {role for of, role, _ in SAID if of is state}
        there = {leg.role for leg in begun().session.live if not leg.dropped}
        assert said == there, state


def test_operator_who_remains_after_the_talk_converses() -> None:
    call = talking(limits=Limits(post_call_s=10.0))
    call.end(A)
    assert call.text(B) == "Conversation"


def waits_in_f() -> PaperCall:
    """Both have answered, the contact hears his message, the operator music."""
    changed = replace(plan(), contact_sounds=(WELCOME,), operator_sounds=(WHISPER,))
    call = PaperCall(changed, direct(LINE))
    call.answer(B)
    call.play_out(B)
    call.answer(A)
    return call


def waits_in_k() -> PaperCall:
    changed = replace(plan("contact_first"), contact_sounds=(WELCOME,))
    call = PaperCall(changed, direct(LINE))
    call.answer(A)
    call.answer(B)
    return call


@pytest.mark.parametrize("begun", [waits_in_f, waits_in_k])
def test_who_has_answered_and_waits_is_dialling_still(
    begun: Callable[[], PaperCall],
) -> None:
    """Clients take `Conversation` for "audio is connected"."""
    call = begun()
    assert (call.text(A), call.text(B)) == ("Dial", "Dial")


def test_leg_that_rings_is_dialled() -> None:
    call = PaperCall(plan(), direct(LINE))
    assert call.text(B) == "Dial"
    call.answer(B)
    assert (call.text(A), call.text(B)) == ("Dial", "Dial")


def test_early_switching_is_no_conversation_yet() -> None:
    call = PaperCall(replace(plan(), early=True, cut=True), direct(LINE))
    call.answer(B)
    assert (call.text(A), call.text(B)) == ("Dial", "Dial")


def test_leg_that_has_ended_or_has_to_is_disconnected() -> None:
    call = transferring()
    operator = call.session.legs[0]
    assert leg_text(call.session, operator, call.now)[0] == "Disconnected"
    call.hang_up_the_rest()
    operator = call.session.legs[0]
    assert leg_text(call.session, operator, call.now)[0] == "Disconnected"


def test_coach_is_dialled_and_then_converses() -> None:
    call = talking()
    call.ask(Cause.ADD_COACH, targets=(COACH,))
    assert call.text(Role.COACH) == "Dial"
    call.answer(Role.COACH)
    assert call.text(Role.COACH) == "Conversation"
    call.ask(Cause.HOLD, sounds=(HOLD,))
    assert call.text(Role.COACH) == "Conversation"


def test_tone_shows_for_as_long_as_it_sounds() -> None:
    call = talking()
    call.ask(Cause.SEND_KEY, key="5")
    assert call.text(A) == "Sending DTMF"
    assert call.text(B) == "Conversation"
    call.pass_time(0.2)
    assert call.text(A) == "Conversation"


def test_tone_to_the_third_party_does_not_show() -> None:
    call = consulting()
    call.ask(Cause.SEND_KEY, key="5")
    assert call.text(C) == "Operators talking"


def test_third_party_who_has_taken_over_converses() -> None:
    call = consulting()
    call.ask(Cause.TRANSFER)
    assert (call.text(A), call.text(B)) == ("Conversation", "Conversation")


def test_twelve_texts_in_two_languages() -> None:
    assert len(set(TEXTS)) == 12
    assert len({russian for _, russian in TEXTS}) == 12
    assert SENDING_FAX in TEXTS
    assert FAX_SENT in TEXTS


def test_russian_stands_beside() -> None:
    call = talking()
    assert leg_text(call.session, call.leg(A), call.now) == ("Conversation", "Разговор")
