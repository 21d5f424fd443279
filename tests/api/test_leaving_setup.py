"""Every state of a call's set-up, and every way to leave it before the talk.

"At any time before TALK: A hangs up, B hangs up, or release.call ends the session"
(spec 3.0.6); `disconnect.leg` is the same cause as that leg hanging up (4.4).
"""

from typing import Any

import pytest

from callapi.domain.session import Role
from callapi.domain.states import SETUP, State
from tests.api.scripted import ASK, HELLO
from tests.api.world import CONTACT, OPERATOR, SCRIPTED, World

S = State
TEXT = {"type": "tts", "value": "We are connecting you now."}
NEWS = {"type": "tts", "value": "Your visit is tomorrow at nine."}
SLOW_KEYS = "......1"
NOBODY = {"type": "employee", "id": 2**40}

# How each state is come to: who is first, and what is asked for. The phones answer
# until the state is there, and not later.
WAYS: dict[State, tuple[str, dict[str, Any]]] = {
    S.SEEKING_OPERATOR: ("operator", {}),
    S.CONFIRMING: ("operator", {"operator_confirmation": "1"}),
    S.BRIEFING_OPERATOR: ("operator", {"operator_message": TEXT}),
    S.SEEKING_CONTACT: ("operator", {}),
    S.SENDING_KEYS: ("operator", {"dtmf_string": SLOW_KEYS}),
    S.BRIEFING_CONTACT: ("operator", {"contact_message": TEXT}),
    S.CALLING_CONTACT: ("contact", {}),
    S.SENDING_FIRST_KEYS: ("contact", {"dtmf_string": SLOW_KEYS}),
    S.FORWARDING: ("contact", {"contact_message": TEXT}),
    S.CONFIRMING_FORWARD: ("contact", {"operator_confirmation": "1"}),
    S.BRIEFING_FORWARD: ("contact", {"operator_message": TEXT}),
    S.AWAITING_CONTACT: ("contact", {"contact_message": TEXT}),
}
SCENARIOS: dict[State, dict[str, Any]] = {
    S.LISTENING: {"type": "voice_greeting", "settings": {"message": HELLO}},
    S.GREETING: {"type": "voice_greeting", "settings": {"message": HELLO}},
    S.MENU: {
        "type": "menu",
        "settings": {"greeting": ASK},
        "transitions": {"key_1": None},
    },
    S.QUEUING: {
        "type": "redirect",
        "settings": {"targets": [NOBODY], "queue": {"max_wait": 3600}},
    },
    S.TAKING_MESSAGE: {
        "type": "voice_mail",
        "settings": {"beep": False, "silence_timeout": 0},
    },
    S.TAKING_FAX: {"type": "inbound_fax", "settings": {}},
}
INFORMERS: dict[State, dict[str, Any]] = {
    S.INFORMER_CALLING: {},
    S.INFORMER_KEYS: {"dtmf_string": SLOW_KEYS},
    S.INFORMING: {},
}
STATES = (*WAYS, *SCENARIOS, *INFORMERS)
CONTACT_RINGS = (S.SEEKING_CONTACT, S.CALLING_CONTACT, S.INFORMER_CALLING)
NO_CONTACT = (S.SEEKING_OPERATOR, S.CONFIRMING, S.BRIEFING_OPERATOR)
OPERATOR_RINGS = (S.SEEKING_OPERATOR, S.FORWARDING)
NO_OPERATOR = (S.CALLING_CONTACT, S.SENDING_FIRST_KEYS, *SCENARIOS, *INFORMERS)
CALLED = [
    *((state, Role.CONTACT) for state in STATES if state not in NO_CONTACT),
    *((state, Role.OPERATOR) for state in STATES if state not in NO_OPERATOR),
]
THERE = [
    (state, role)
    for state, role in CALLED
    if state not in (CONTACT_RINGS if role is Role.CONTACT else OPERATOR_RINGS)
]
NUMBERS = {Role.CONTACT: CONTACT, Role.OPERATOR: OPERATOR}
REASONS = {Role.CONTACT: "caller_disconnects", Role.OPERATOR: "operator_disconnects"}


async def bring_to(world: World, state: State) -> int:
    """A call in that state of its set-up."""
    if state in INFORMERS:
        session_id = await inform(world, state)
    elif state in SCENARIOS:
        session_id = await run(world, state)
    else:
        first, params = WAYS[state]
        contact = "by_hand" if state in CONTACT_RINGS else "answer"
        operator = "by_hand" if state in OPERATOR_RINGS else "answer"
        world.phone(CONTACT).behave(contact)
        world.phone(OPERATOR).behave(operator)
        session_id = await world.start(first_call=first, **params)
    await world.reaches(session_id, state)
    await world.quiet()
    await world.reaches(session_id, state)
    return session_id


async def inform(world: World, state: State) -> int:
    rings = state is S.INFORMER_CALLING
    world.phone(CONTACT).behave("by_hand" if rings else "answer")
    usual: dict[str, Any] = {
        "virtual_phone_number": SCRIPTED,
        "contact": CONTACT,
        "contact_message": NEWS,
    }
    data = await world.ok("start.informer_call", **{**usual, **INFORMERS[state]})
    return int(data["call_session_id"])


async def run(world: World, state: State) -> int:
    world.phone(CONTACT).behave("answer")
    await world.give_scenario({"key": "first", **SCENARIOS[state]})
    usual: dict[str, Any] = {
        "virtual_phone_number": SCRIPTED,
        "contact": CONTACT,
        "first_call": "contact",
    }
    more = {"contact_message": TEXT} if state is S.LISTENING else {}
    data = await world.ok("start.vnumber_call", **{**usual, **more})
    if state is S.TAKING_MESSAGE:
        await world.hears_out(CONTACT, await world.file("voice_mail_prompt"))
    return int(data["call_session_id"])


async def is_over(world: World, session_id: int, reason: str) -> None:
    """Ended, with the events of a call that was lost, told once each."""
    assert await world.ends(session_id) == reason
    names = await world.events(session_id)
    assert names.count("call_session_finished") == 1
    assert names[-1] == "call_session_finished"
    was_told = (await world.session(session_id)).talk_since is not None
    assert names.count("lost_call_session") == (not was_told)
    assert "talk_started" not in names
    assert names.count("leg_finished") == len((await world.session(session_id)).legs)


def test_every_state_of_the_set_up_is_here() -> None:
    momentary = {S.ROUTING, S.FIRST_ROUTING, S.FINDING, S.FIRST_FINDING}
    of_a_line = {S.CALLING_OUT}  # left in each way by tests/api/test_line_calls.py
    assert {*SETUP, S.INFORMING} - momentary - of_a_line == set(STATES)


@pytest.mark.parametrize("state", STATES)
async def test_released(world: World, state: State) -> None:
    session_id = await bring_to(world, state)
    await world.ok("release.call", call_session_id=session_id)
    await is_over(world, session_id, "operator_disconnects")


@pytest.mark.parametrize(("state", "role"), THERE)
async def test_somebody_hangs_up(world: World, state: State, role: Role) -> None:
    session_id = await bring_to(world, state)
    world.phone(NUMBERS[role]).hang_up()
    await is_over(world, session_id, REASONS[role])


@pytest.mark.parametrize("state", CONTACT_RINGS)
async def test_contact_refuses(world: World, state: State) -> None:
    session_id = await bring_to(world, state)
    world.phone(CONTACT).reject()
    await is_over(world, session_id, "caller_busy")


@pytest.mark.parametrize(("state", "role"), CALLED)
async def test_leg_is_disconnected(world: World, state: State, role: Role) -> None:
    """Whether it rings or has answered: the call is over."""
    session_id = await bring_to(world, state)
    leg = (await world.session(session_id)).leg(role)
    assert leg is not None
    await world.ok("disconnect.leg", call_session_id=session_id, leg_id=leg.id)
    await is_over(world, session_id, REASONS[role])


@pytest.mark.parametrize("state", STATES)
async def test_everything_at_once(world: World, state: State) -> None:
    """All hang up in the moment somebody releases the call: one end, whatever wins."""
    session_id = await bring_to(world, state)
    for number in (CONTACT, OPERATOR):
        if world.phone(number).state == "talking":
            world.phone(number).hang_up()
    await world.post(
        "release.call",
        {"access_token": world.keys.own, "call_session_id": session_id},
    )
    await world.ends(session_id)
    assert (await world.events(session_id)).count("call_session_finished") == 1
