"""release.call (spec 3.3.15)."""

import pytest

from tests.api import stages
from tests.api.call import THIRD, talking
from tests.api.expect import is_unknown_session
from tests.api.stages import COACH, REACH
from tests.api.world import CONTACT, LINE, OPERATOR, World


async def test_the_documented_example(world: World) -> None:
    call = await talking(world)
    await call.ask("release.call")
    await call.ends()
    await world.phone(CONTACT).ends()
    await world.phone(OPERATOR).ends()


@pytest.mark.parametrize("state", sorted(set(REACH) - {"FINISHING"}))
async def test_every_leg_is_hung_up_in_every_state(world: World, state: str) -> None:
    call = await REACH[state](world)
    await call.ask("release.call")
    await call.ends()
    await world.quiet()
    assert world.simulator.live().is_nothing
    assert is_unknown_session(await call.fails("release.call"), call.id)


async def test_coach_and_third_party_are_hung_up_too(world: World) -> None:
    call = await stages.coached(world)
    world.by_hand(THIRD)
    await call.hold()
    await call.ask("make.call", to=THIRD)
    await world.phone(THIRD).rings()
    await call.ask("release.call")
    for number in (CONTACT, LINE, THIRD, COACH):
        await world.phone(number).ends()


async def test_call_that_is_finishing_is_released_already(world: World) -> None:
    """The reply comes when the hang-up has been ordered, not when it is done."""
    call = await stages.finishing(world)
    assert world.phone(CONTACT).state == "talking"
    await call.ask("release.call")
    await stages.let_finish(world)
    await call.ends()


async def test_released_call_is_not_listed_any_more(world: World) -> None:
    await stages.finishing(world)
    assert await world.calls() == []
    await stages.let_finish(world)


async def test_nobody_is_dialled_after_it(world: World) -> None:
    """Not even the next number of an employee."""
    world.by_hand(LINE)
    data = await world.ok(
        "start.employee_call",
        first_call="employee",
        virtual_phone_number="12025550100",
        contact=CONTACT,
        employee={"id": await world.id_of_employee("Reyes")},
    )
    await world.phone(LINE).rings()
    await world.ok("release.call", call_session_id=data["call_session_id"])
    await world.ends(data["call_session_id"])
    await world.quiet()
    assert world.phone("12025550151").times_rung == 0
    assert world.phone(CONTACT).times_rung == 0


async def test_call_releases_itself_after_four_hours(world: World) -> None:
    call = await talking(world)
    await world.clock.advance(4 * 3600 - 1)
    await world.quiet()
    assert world.phone(CONTACT).state == "talking"
    await world.clock.advance(1)
    assert await call.ends() == "action_interval_exceeded"
    await world.phone(CONTACT).ends()


@pytest.mark.parametrize("session_id", [1, 999, 2**53 - 1])
async def test_session_that_never_was(world: World, session_id: int) -> None:
    error = await world.fails("release.call", call_session_id=session_id)
    assert is_unknown_session(error, session_id)


async def test_session_of_another_account_is_unknown(world: World) -> None:
    call = await talking(world)
    error = await world.fails(
        "release.call", world.keys.foreign, call_session_id=call.id
    )
    assert is_unknown_session(error, call.id)
    await call.connects(CONTACT, OPERATOR)
