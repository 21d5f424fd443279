"""Forwarding in a scenario: whom it calls, for how long, and what comes after.

The contact is called first and has answered: the scenario runs on his leg.
"""

import pytest

from callapi.domain.states import State
from tests.api.scripted import HOME, ROAD, both, redirect, run
from tests.api.starts import VNUMBER
from tests.api.world import CONTACT, LINE, World

OUTCOMES = [
    ("reject 486", "busy"),
    ("ring", "no_answer"),
    ("reject 404", "unavailable"),
]


@pytest.mark.parametrize(("behaviour", "outcome"), OUTCOMES)
@pytest.mark.parametrize("falls_back", [False, True])
async def test_redirect_that_reaches_nobody_goes_its_way(
    world: World, behaviour: str, outcome: str, falls_back: bool
) -> None:
    """By its own outcome or, where that leads nowhere, by `failed`."""
    way = "failed" if falls_back else outcome
    first = redirect("first", ROAD, dial_time=10, to={way: "then"})
    await run(world, VNUMBER.method, first, redirect("then", HOME), road=behaviour)
    await world.pass_time(10.1)
    await world.phone(HOME).rings()
    assert world.phone(ROAD).times_rung == 1


@both
async def test_redirect_tries_its_numbers_in_turn(world: World, method: str) -> None:
    session_id = await run(world, method, redirect("ring", ROAD, HOME, dial_time=7))
    await world.phone(ROAD).rings()
    await world.pass_time(6.9)
    assert world.phone(HOME).times_rung == 0
    await world.pass_time(0.2)
    await world.phone(HOME).rings()
    world.phone(HOME).answer()
    await world.reaches(session_id, State.TALK)
    await world.phone(CONTACT).hears_source("leg", HOME)


async def test_redirect_has_a_time_of_its_own(world: World) -> None:
    """The whole of it, whatever its numbers have."""
    ring = redirect("ring", ROAD, timeout=5, to={"no_answer": "then"})
    await run(world, VNUMBER.method, ring, redirect("then", HOME))
    await world.phone(ROAD).rings()
    await world.pass_time(5.1)
    await world.phone(ROAD).ends()
    await world.phone(HOME).rings()


async def test_redirect_to_an_employee_calls_his_numbers(world: World) -> None:
    world.by_hand(LINE)
    target = {"type": "employee", "id": await world.id_of_employee("Reyes")}
    ring = {"key": "ring", "type": "redirect", "settings": {"targets": [target]}}
    session_id = await run(world, VNUMBER.method, ring)
    await world.phone(LINE).rings()
    world.phone(LINE).answer()
    await world.reaches(session_id, State.TALK)
    operator = (await world.calls())[0]["legs"][1]
    assert operator["employee_full_name"] == "Reyes Dana"


async def test_redirect_has_music_of_its_own(world: World) -> None:
    tone = await world.file("tone")
    await run(world, VNUMBER.method, redirect("ring", ROAD, music=tone.message))
    await world.phone(CONTACT).hears_source("file", tone.path)
    await world.pass_time(10)
    assert world.phone(CONTACT).is_hearing("file", tone.path)


async def test_redirect_without_music_rings(world: World) -> None:
    await run(world, VNUMBER.method, redirect("ring", ROAD, music=None))
    await world.phone(CONTACT).hears_source("tone", "ring")


async def test_employee_has_to_confirm(world: World) -> None:
    """No key in time: the next number is called."""
    confirmation = {"key": "1", "timeout": 8}
    session_id = await run(
        world, VNUMBER.method, redirect("ring", ROAD, HOME, confirmation=confirmation)
    )
    await world.phone(ROAD).rings()
    world.phone(ROAD).answer()
    await world.reaches(session_id, State.CONFIRMING_FORWARD)
    world.phone(ROAD).press("2")
    await world.pass_time(8.1)
    await world.phone(ROAD).ends()
    await world.phone(HOME).rings()
    world.phone(HOME).answer()
    await world.phone(HOME).talks()
    await world.quiet()
    world.phone(HOME).press("1")
    await world.reaches(session_id, State.TALK)


async def test_redirect_can_record(world: World) -> None:
    session_id = await run(world, VNUMBER.method, redirect("ring", ROAD, record="on"))
    await world.phone(ROAD).rings()
    world.phone(ROAD).answer()
    await world.reaches(session_id, State.TALK)
    legs = (await world.calls())[0]["legs"]
    assert [leg["record_call_enabled"] for leg in legs] == [True, True]


@pytest.mark.parametrize("goes_on", [True, False])
async def test_talk_that_ends_can_lead_on(world: World, goes_on: bool) -> None:
    """Only when the contact is still there."""
    ring = redirect("ring", ROAD, to={"talk_finished": "then"})
    session_id = await run(
        world, VNUMBER.method, ring, redirect("then", HOME), road="answer"
    )
    await world.reaches(session_id, State.TALK)
    world.phone(ROAD if goes_on else CONTACT).hang_up()
    if goes_on:
        await world.phone(HOME).rings()
        world.phone(HOME).answer()
        await world.phone(CONTACT).hears_source("leg", HOME)
    else:
        assert await world.ends(session_id) == "caller_disconnects"
