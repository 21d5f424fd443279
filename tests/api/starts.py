"""The start methods side by side, for tests of what they have in common.

Four of them connect two parties (spec 3.0.6). The second is Dana Reyes on her line in
all of them.
"""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.api.world import CONTACT, LINE, PLAIN, World

SECOND = LINE
MOBILE = "12025550151"  # her other number, tried when the line fails


METHODS = (
    "start.employee_call",
    "start.scenario_call",
    "start.vnumber_call",
    "start.informer_call",
    "start.simple_call",
)


async def usual_params(world: World, method: str) -> dict[str, Any]:
    """A request of the method that succeeds and calls the contact first."""
    params: dict[str, Any] = {"virtual_phone_number": PLAIN, "contact": CONTACT}
    own: dict[str, Any] = {}
    match method:
        case "start.employee_call":
            own["employee"] = {"id": await world.id_of_employee("Reyes")}
        case "start.scenario_call":
            own["scenario_id"] = await world.id_of("scenarios", "Plain")
        case "start.informer_call":
            return {**params, "contact_message": {"type": "tts", "value": "Hello."}}
        case "start.simple_call":
            own["operator"] = LINE
    return {**params, "first_call": "contact", **own}


@dataclass(frozen=True, slots=True)
class Start:
    method: str
    second: str = "employee"  # `first_call` for the second party
    message: str | None = "employee_message"

    def __str__(self) -> str:
        return self.method

    @property
    def runs_scenario(self) -> bool:
        return self.method in ("start.scenario_call", "start.vnumber_call")

    async def params(self, world: World, *, contact_first: bool) -> dict[str, Any]:
        first = "contact" if contact_first else self.second
        return {**await usual_params(world, self.method), "first_call": first}

    async def begin(self, world: World, *, contact_first: bool, **more: Any) -> int:
        """Start a call between phones that do as the test says."""
        world.by_hand(CONTACT, SECOND, MOBILE)
        params = await self.params(world, contact_first=contact_first)
        data = await world.ok(self.method, **{**params, **more})
        return int(data["call_session_id"])


EMPLOYEE = Start("start.employee_call")
SCENARIO = Start("start.scenario_call")
VNUMBER = Start("start.vnumber_call", message=None)
SIMPLE = Start("start.simple_call", "operator", "operator_message")
STARTS = (EMPLOYEE, SCENARIO, VNUMBER, SIMPLE)


def of_each(*starts: Start) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("start", starts, ids=str)


by_all = of_each(*STARTS)
