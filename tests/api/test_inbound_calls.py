"""Contacts who call a virtual number (spec 4.3 row 2)."""

from callapi.domain.states import State
from tests.api.world import LINE, PLAIN, World

CALLER = "12025550148"


async def test_scenario_of_the_number_brings_an_employee(world: World) -> None:
    world.phone(LINE).behave("answer")
    contact = await world.simulator.call(CALLER, PLAIN)
    await contact.hears_source("leg", LINE)
    await world.phone(LINE).hears_source("leg", CALLER)
    [call] = await world.calls()
    await world.reaches(call["call_session_id"], State.TALK)
