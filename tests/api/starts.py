"""The four start methods that connect two parties, side by side (spec 3.0.6).

The second party is Dana Reyes on her line in all of them, so that a test of what they
have in common can be run with each.
"""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.api.world import CONTACT, LINE, PLAIN, World

SECOND = LINE
MOBILE = "12025550151"  # her other number, tried when the line fails


@dataclass(frozen=True, slots=True)
class Start:
    method: str
    second: str = "employee"  # `first_call` for the second party
    message: str | None = "employee_message"

    @property
    def runs_scenario(self) -> bool:
        return self.method in ("start.scenario_call", "start.vnumber_call")

    async def params(self, world: World) -> dict[str, Any]:
        """What has to be sent, beside `first_call`."""
        usual: dict[str, Any] = {
            "virtual_phone_number": PLAIN,
            "contact": CONTACT,
        }
        match self.method:
            case "start.employee_call":
                usual["employee"] = {"id": await world.id_of_employee("Reyes")}
            case "start.scenario_call":
                usual["scenario_id"] = await world.id_of("scenarios", "Plain")
            case "start.simple_call":
                usual["operator"] = LINE
        return usual

    async def begin(self, world: World, *, contact_first: bool, **more: Any) -> int:
        """Start a call between phones that do as the test says."""
        world.by_hand(CONTACT, SECOND, MOBILE)
        params = await self.params(world)
        first = "contact" if contact_first else self.second
        data = await world.ok(self.method, first_call=first, **{**params, **more})
        return int(data["call_session_id"])


EMPLOYEE = Start("start.employee_call")
SCENARIO = Start("start.scenario_call")
VNUMBER = Start("start.vnumber_call", message=None)
SIMPLE = Start("start.simple_call", "operator", "operator_message")
STARTS = (EMPLOYEE, SCENARIO, VNUMBER, SIMPLE)


def of_each(*starts: Start) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("start", starts, ids=lambda start: start.method)


by_all = of_each(*STARTS)
