"""Outcomes of the operations, one by one, on paper (Data API spec 4.4, 4.5)."""

from dataclasses import replace

import pytest

from callapi.domain.actions import Originate
from callapi.domain.session import Operation, Role
from callapi.domain.states import State
from tests.unit.domain.calls import LINE, MOBILE, WELCOME, PaperCall, redirect
from tests.unit.domain.scenarios import BYE, PROMPT, WRONG, menu, outgoing
from tests.unit.domain.test_look_up import AWAY, QUEUE, waiting
from tests.unit.domain.test_messages import web

BUSY = 17


def key_of(call: PaperCall) -> str | None:
    assert call.session.route is not None
    return call.session.route.key


def named(*keys: str) -> tuple[Operation, ...]:
    """Operations that a call stays in: their prompt is heard."""
    return tuple(Operation(key, "voice_greeting", sounds=(PROMPT,)) for key in keys)


def press(call: PaperCall, keys: str) -> None:
    for key in keys:
        call.press(Role.CONTACT, key)


# --- managers, queue


def test_manager_is_there_or_not() -> None:
    ways: dict[str, str | None] = {"no_manager": "none", "failed": "failed"}
    manager = Operation("who", "personal_manager", ways, timeout_s=60)
    call = waiting(manager, *named("none", "failed"))
    call.find(outcome="no_manager")
    assert key_of(call) == "none"
    call = waiting(manager, *named("none", "failed"))
    call.find(targets=(LINE,))
    call.end(Role.OPERATOR, BUSY)
    assert key_of(call) == "failed"


def test_with_a_queue_only_those_who_are_free_are_dialled() -> None:
    call = waiting(redirect("sales", queue=QUEUE))
    call.find(targets=(AWAY, MOBILE))
    assert [it.leg.endpoint for it in call.did(Originate)] == [MOBILE.dial]
    assert len(call.session.legs) == 2


# --- keys


EXTENSION = Operation(
    "ask",
    "extension",
    {"timeout": "silent", "invalid_input": "wrong"},
    sounds=(PROMPT,),
    invalid=(WRONG,),
    longest=3,
    timeout_s=60,
    key_s=4.0,
    repeat=0,
)


def test_nothing_is_pressed() -> None:
    call = waiting(EXTENSION, *named("silent", "wrong"))
    call.play_out(Role.CONTACT)
    call.pass_time(4)
    assert key_of(call) == "silent"


def test_extension_has_digits_only() -> None:
    call = waiting(EXTENSION, *named("silent", "wrong"))
    call.play_out(Role.CONTACT)
    press(call, "*1")
    call.pass_time(2)
    assert key_of(call) == "wrong"


def test_menu_with_extensions_takes_a_star_at_once() -> None:
    ask = menu(extensions=True, longest=5, transitions={"key_star": "star"})
    call = waiting(ask, *named("star"))
    press(call, "*")
    assert key_of(call) == "star"


@pytest.mark.parametrize(
    ("keys", "way"), [("12", "in"), ("9999", "out"), ("", "silent")]
)
def test_code_opens(keys: str, way: str) -> None:
    ways: dict[str, str | None] = {
        **{"authorized": "in", "denied": "out", "timeout": "silent"},
    }
    code = Operation(
        "code",
        "authorization",
        ways,
        sounds=(PROMPT,),
        codes=("12", "34"),
        longest=2,
        repeat=1,
        interruptible=True,
    )
    call = waiting(code, *named("in", "out", "silent"))
    press(call, keys)
    if not keys:
        call.play_out(Role.CONTACT)
        call.pass_time(5)
    assert key_of(call) == way


def typed_ahead(*operations: Operation, keys: str) -> PaperCall:
    """The contact has pressed keys while he was greeted."""
    first = Operation(
        "first", "voice_greeting", {"next": operations[0].key}, sounds=(WELCOME,)
    )
    call = waiting(first, *operations)
    press(call, keys)
    call.play_out(Role.CONTACT)
    return call


def test_keys_pressed_ahead_are_taken_one_by_one() -> None:
    one = menu(type_ahead=True, transitions={"key_1": "two"})
    two = replace(one, key="two", transitions={"key_2": "end"})
    call = typed_ahead(one, two, *named("end"), keys="12")
    assert key_of(call) == "end"


def test_extension_pressed_ahead_is_waited_for_to_its_end() -> None:
    ask = replace(EXTENSION, type_ahead=True)
    call = typed_ahead(ask, *named("silent", "wrong"), keys="20")
    call.assert_state(State.MENU)
    press(call, "1")
    call.assert_state(State.FIRST_FINDING)


def test_wrong_key_makes_those_behind_it_void() -> None:
    ask = menu(type_ahead=True, transitions={"key_1": "end"})
    call = typed_ahead(ask, *named("end"), keys="91")
    call.assert_state(State.MENU)
    assert call.hears(Role.CONTACT) == (WRONG, PROMPT)


def test_keys_pressed_ahead_are_for_those_who_let_them() -> None:
    call = typed_ahead(menu(transitions={"key_1": "end"}), *named("end"), keys="1")
    call.assert_state(State.MENU)
    assert call.hears(Role.CONTACT) == (PROMPT,)


# --- interactive


CRM: dict[str, str | None] = {
    **{"no_reply": "silent", "forward_failed": "failed", "played": "played"},
    **{"unknown_code": "unknown", "code:1": "one"},
}
ENDS = named("silent", "failed", "played", "unknown", "one")


def replied(**found: object) -> PaperCall:
    call = waiting(web(transitions=CRM), *ENDS)
    call.find(**found)
    return call


@pytest.mark.parametrize(
    ("found", "way"),
    [
        ({"outcome": "no_reply"}, "silent"),
        ({}, "played"),
        ({"codes": ("9",)}, "unknown"),
        ({"codes": ("9", "1")}, "one"),
    ],
)
def test_reply_decides(found: dict[str, object], way: str) -> None:
    assert key_of(replied(**found)) == way


def test_message_is_heard_before_anything_else() -> None:
    call = replied(sounds=(WRONG,), codes=("1",))
    assert call.hears(Role.CONTACT) == (WRONG,)
    call.play_out(Role.CONTACT)
    assert key_of(call) == "one"


def test_message_then_phones_then_codes() -> None:
    call = replied(sounds=(WRONG,), targets=(LINE,), codes=("1",))
    call.play_out(Role.CONTACT)
    call.assert_state(State.FORWARDING)
    call.end(Role.OPERATOR, BUSY)
    assert key_of(call) == "one"


def test_nobody_answers_and_there_is_no_code() -> None:
    call = replied(targets=(LINE,))
    call.end(Role.OPERATOR, BUSY)
    assert key_of(call) == "failed"


@pytest.mark.parametrize("greeted", [True, False])
def test_nobody_is_asked_without_a_contact(greeted: bool) -> None:
    crm = web(sounds=(PROMPT,) if greeted else (), transitions={"no_reply": "sales"})
    call = outgoing("operator_first", crm, redirect("sales", LINE), BYE)
    assert key_of(call) == "sales"
