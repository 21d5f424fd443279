"""record.call (spec 3.3.9, 4.6)."""

from typing import Any

import pytest

from callapi.domain.session import Role
from callapi.domain.states import State
from tests.api import stages
from tests.api.call import THIRD, Call, talking, talking_employee
from tests.api.expect import is_error, is_unknown_session, is_wrong_state
from tests.api.world import CONTACT, OPERATOR, World

RITA = "0486175"  # Rita Recorded, whose calls that go out are recorded


async def test_the_documented_example(world: World) -> None:
    call = await talking(world)
    await call.ask("record.call", action="on")
    assert await enabled(call) == [True, True]
    await is_recording(call, 1)


async def enabled(call: Call) -> list[bool]:
    """What `list.calls` says of each leg."""
    return [leg["record_call_enabled"] for leg in (await call.shown())["legs"]]


async def is_recording(call: Call, *numbers: int) -> None:
    """These of the call's recordings are under way, paused or not."""
    await call.world.quiet()
    parts = call.world.simulator.live().recordings
    names = {name.removesuffix("-in").removesuffix("-out") for name in parts}
    assert names == {f"rec-{call.id}-{number}" for number in numbers}


async def is_paused(call: Call) -> bool:
    """The one recording; its parts pause together."""
    await call.world.quiet()
    parts = call.world.simulator.network.recordings.values()
    [state] = {part.state for part in parts}
    return state == "paused"


async def files(call: Call) -> dict[str, float]:
    """The stored files of the call: number -> seconds."""
    await call.world.quiet()
    rows = await call.world.pool.fetch(
        "select name, duration_s from recordings where session_id = $1 order by name",
        call.id,
    )
    return {row["name"]: round(row["duration_s"]) for row in rows}


# --- on and off


async def test_recording_is_switched_off(world: World) -> None:
    call = await talking(world)
    await call.ask("record.call", action="on")
    await world.pass_time(7)
    await call.ask("record.call", action="off")
    assert await enabled(call) == [False, False]
    assert await files(call) == {f"rec-{call.id}-1": 7}
    await is_recording(call)


async def test_second_recording_is_a_file_of_its_own(world: World) -> None:
    """All files belong to the session."""
    call = await talking(world)
    for seconds in (3, 4):
        await call.ask("record.call", action="on")
        await world.pass_time(seconds)
        await call.ask("record.call", action="off")
    assert await files(call) == {f"rec-{call.id}-1": 3, f"rec-{call.id}-2": 4}


@pytest.mark.parametrize("who", [CONTACT, OPERATOR])
async def test_file_is_complete_when_somebody_hangs_up(world: World, who: str) -> None:
    call = await talking(world)
    await call.ask("record.call", action="on")
    await world.pass_time(5)
    world.phone(who).hang_up()
    await call.ends()
    assert await files(call) == {f"rec-{call.id}-1": 5}


async def test_only_contact_and_operator_are_shown_as_recorded(world: World) -> None:
    """Neither coach nor third party."""
    call = await stages.coached(world)
    await call.ask("record.call", action="on")
    assert await enabled(call) == [True, True, False]
    await call.consult()
    assert await enabled(call) == [True, True, False, False]


async def test_leg_that_has_ended_is_shown_as_not_recorded(world: World) -> None:
    call = await talking(world)
    await call.ask("record.call", action="on")
    await call.consult()
    await call.ask("transfer.talk")
    await call.connects(CONTACT, THIRD)
    assert await enabled(call) == [False, True, True]


async def test_record_is_one_request_of_the_call_and_not_of_the_account(
    world: World,
) -> None:
    call = await talking(world)
    other = await talking(world, contact="12025550161", operator="12025550162")
    await call.ask("record.call", action="on")
    assert await enabled(other) == [False, False]


# --- hold and transfer


async def test_recording_pauses_while_the_contact_is_on_hold(world: World) -> None:
    call = await talking(world)
    await call.ask("record.call", action="on")
    await world.pass_time(3)
    await call.hold()
    assert await is_paused(call)
    assert await enabled(call) == [True, True]
    await world.pass_time(20)
    await call.ask("unhold.call")
    assert not await is_paused(call)
    await world.pass_time(4)
    await call.ask("record.call", action="off")
    assert await files(call) == {f"rec-{call.id}-1": 7}


async def test_recording_pauses_until_a_consultation_is_over(world: World) -> None:
    call = await talking(world)
    await call.ask("record.call", action="on")
    await call.consult()
    assert await is_paused(call)
    await call.ask("restore.talk")
    assert not await is_paused(call)


@pytest.mark.parametrize("connected", [False, True])
async def test_recording_goes_on_after_a_transfer(
    world: World, connected: bool
) -> None:
    """Of contact and new operator; nobody has switched it off."""
    call = await talking(world)
    await call.ask("record.call", action="on")
    await world.pass_time(3)
    world.phone(THIRD).behave("answer" if connected else "by_hand")
    await call.hold()
    await call.ask("make.call", to=THIRD)
    if connected:
        await call.reaches(State.OPERATOR_TALK)
    await world.pass_time(10)
    await call.ask("transfer.talk")
    if not connected:
        await world.phone(OPERATOR).ends()
        world.phone(THIRD).answer()
    await call.connects(CONTACT, THIRD)
    await world.pass_time(4)
    assert not await is_paused(call)
    await call.ask("release.call")
    await call.ends()
    assert sum((await files(call)).values()) == 7


async def test_file_is_complete_when_the_call_ends_on_hold(world: World) -> None:
    call = await talking(world)
    await call.ask("record.call", action="on")
    await world.pass_time(3)
    await call.hold()
    await world.pass_time(10)
    world.phone(CONTACT).hang_up()
    await call.ends()
    assert await files(call) == {f"rec-{call.id}-1": 3}


# --- informer calls


async def test_informer_call_can_be_recorded(world: World) -> None:
    call = await stages.informing(world)
    await call.ask("record.call", action="on")
    assert await enabled(call) == [True]
    await is_recording(call, 1)
    await world.pass_time(1)
    await call.ask("record.call", action="off")
    assert await enabled(call) == [False]
    assert await files(call) == {f"rec-{call.id}-1": 1}
    await call.reaches(State.INFORMING)


async def test_recorded_informer_call_ends_with_its_message(world: World) -> None:
    call = await stages.informing(world)
    await call.ask("record.call", action="on")
    await world.pass_time(10)
    assert await call.ends() == "success_finish"
    assert list(await files(call)) == [f"rec-{call.id}-1"]


async def test_informer_call_that_still_rings_cannot_be_recorded(
    world: World,
) -> None:
    world.by_hand(CONTACT)
    data = await world.ok(
        "start.informer_call",
        virtual_phone_number="12025550100",
        contact=CONTACT,
        contact_message={"type": "tts", "value": "Your visit is tomorrow at nine."},
    )
    await world.phone(CONTACT).rings()
    call = Call(world, data["call_session_id"])
    error = await call.fails("record.call", action="on")
    assert is_wrong_state(error, "SESSION")


# --- the employee's setting


async def rita(world: World, direction: str) -> Call:
    return await talking_employee(world, "Recorded", RITA, direction=direction)


async def test_employees_setting_records_the_direction_it_covers(world: World) -> None:
    call = await rita(world, "out")
    assert await enabled(call) == [True, True]
    await is_recording(call, 1)
    await world.pass_time(6)
    world.phone(CONTACT).hang_up()
    await call.ends()
    assert await files(call) == {f"rec-{call.id}-1": 6}


async def test_employees_setting_leaves_the_other_direction_alone(
    world: World,
) -> None:
    """There recording is switched as for everybody."""
    call = await rita(world, "in")
    assert await enabled(call) == [False, False]
    await is_recording(call)
    await call.ask("record.call", action="on")
    await call.ask("record.call", action="off")
    assert await enabled(call) == [False, False]


@pytest.mark.parametrize("direction", ["in", "out"])
async def test_setting_can_cover_both_directions(world: World, direction: str) -> None:
    await world.pool.execute(
        "update employees set call_recording = 'all' where last_name = 'Recorded'"
    )
    call = await rita(world, direction)
    assert await enabled(call) == [True, True]
    await world.pool.execute(
        "update employees set call_recording = 'out' where last_name = 'Recorded'"
    )


async def test_recording_by_the_setting_cannot_be_switched_off(world: World) -> None:
    call = await rita(world, "out")
    assert is_error(await call.fails("record.call", action="off"), "forbidden")
    assert await enabled(call) == [True, True]
    await is_recording(call, 1)


async def test_recording_by_the_setting_is_started_already(world: World) -> None:
    call = await rita(world, "out")
    error = await call.fails("record.call", action="on")
    assert is_error(error, "record_already_started", "action", "on")


async def test_setting_of_the_employee_a_call_is_transferred_to(world: World) -> None:
    """Recorded from the moment he is the operator."""
    call = await talking(world, direction="out")
    world.phone(RITA).behave("answer")
    await call.hold()
    await call.ask("make.call", to="203")
    await call.reaches(State.OPERATOR_TALK)
    assert await enabled(call) == [False, False, False]
    await call.ask("transfer.talk")
    await call.connects(CONTACT, RITA)
    assert (await call.shown_leg(Role.OPERATOR))["record_call_enabled"] is True
    assert is_error(await call.fails("record.call", action="off"), "forbidden")


# --- what is refused


async def test_recording_runs_already(world: World) -> None:
    call = await talking(world)
    await call.ask("record.call", action="on")
    error = await call.fails("record.call", action="on")
    assert is_error(error, "record_already_started", "action", "on")
    await is_recording(call, 1)


@pytest.mark.parametrize("before", [[], ["on", "off"]])
async def test_nothing_is_recorded(world: World, before: list[str]) -> None:
    call = await talking(world)
    for action in before:
        await call.ask("record.call", action=action)
    error = await call.fails("record.call", action="off")
    assert is_error(error, "record_already_stopped", "action", "off")


@pytest.mark.parametrize("action", ["", "ON", "pause"])
async def test_action_is_on_or_off(world: World, action: Any) -> None:
    call = await talking(world)
    error = await call.fails("record.call", action=action)
    assert is_error(error, "invalid_parameter_value", "action", action)


async def test_session_of_another_account_is_unknown(world: World) -> None:
    call = await talking(world)
    error = await world.fails(
        "record.call", world.keys.foreign, call_session_id=call.id, action="on"
    )
    assert is_unknown_session(error, call.id)
    assert await enabled(call) == [False, False]
