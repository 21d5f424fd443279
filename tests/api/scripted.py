"""Scenarios that a test writes itself, and calls that run them."""

from typing import Any

import pytest

from tests.api.starts import VNUMBER
from tests.api.world import CONTACT, SCRIPTED, World

ROAD, HOME = "12025550155", "12025550156"
HELLO = {"type": "tts", "value": "Welcome."}
ASK = {"type": "tts", "value": "Press one."}
WRONG = {"type": "tts", "value": "That was wrong."}

both = pytest.mark.parametrize("method", ["start.scenario_call", VNUMBER.method])

Operation = dict[str, Any]


def redirect(key: str, *numbers: str, **more: Any) -> Operation:
    """Forward to these numbers; `to` holds the transitions."""
    targets = [{"type": "phone", "phone_number": number} for number in numbers]
    to = more.pop("to", {})
    settings = {"targets": targets, **more}
    return {"key": key, "type": "redirect", "settings": settings, "transitions": to}


def greeting(to: str | None = None, **more: Any) -> Operation:
    return {
        "key": "hello",
        "type": "voice_greeting",
        "settings": {"message": HELLO, **more},
        "transitions": {"next": to},
    }


def menu(to: dict[str, str | None], **more: Any) -> Operation:
    settings = {"greeting": ASK, "input_timeout": 4, **more}
    return {"key": "ask", "type": "menu", "settings": settings, "transitions": to}


async def run(
    world: World,
    method: str,
    *operations: Operation,
    road: str = "by_hand",
    **more: Any,
) -> int:
    """Start the scenario with a contact who answers at once."""
    world.phone(CONTACT).behave("answer")
    world.phone(ROAD).behave(road)
    world.by_hand(HOME)
    scenario_id = await world.give_scenario(*operations)
    params: dict[str, Any] = {
        "virtual_phone_number": SCRIPTED,
        "contact": CONTACT,
        "first_call": "contact",
        **more,
    }
    if method != VNUMBER.method:
        params["scenario_id"] = scenario_id
    return int((await world.ok(method, **params))["call_session_id"])
