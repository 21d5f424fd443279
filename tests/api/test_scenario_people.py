"""Whom operations dial: groups, strategies, queues, extensions, managers (4.4)."""

import asyncio
from typing import Any

import pytest

from callapi.domain.states import State
from tests.api.scripted import HOME, ROAD, Operation, redirect
from tests.api.staff import (
    ALWAYS,
    NEVER,
    add_group,
    add_schedule,
    set_status,
)
from tests.api.world import LINE, PATIENCE_S, SCRIPTED, World
from tests.fakes import turn_loop

CALLER, OTHER = "12025550148", "12025550149"
STONE, RITA = "0486174", "0486175"
REYES_MOBILE = "12025550151"


async def employee(world: World, last_name: str) -> dict[str, Any]:
    return {"type": "employee", "id": await world.id_of_employee(last_name)}


def dial(key: str, *targets: dict[str, Any], **more: Any) -> Operation:
    to = more.pop("to", {})
    settings = {"targets": list(targets), **more}
    return {"key": key, "type": "redirect", "settings": settings, "transitions": to}


async def calls_in(world: World, *operations: Operation, caller: str = CALLER) -> int:
    """A contact calls the number whose scenario this is; the session."""
    await world.give_scenario(*operations)
    return await call_again(world, caller)


async def call_again(world: World, caller: str = CALLER) -> int:
    await world.simulator.call(caller, SCRIPTED)
    await world.quiet()
    session_id: int = await world.pool.fetchval(
        "select id from call_sessions where contact = $1 order by id desc limit 1",
        caller,
    )
    return session_id


async def reasons(world: World, session_id: int) -> list[tuple[str, str | None]]:
    session = await world.session(session_id)
    return [(leg.number, leg.end_reason) for leg in session.legs[1:]]


# --- who is available


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("status = 'break'", "employee_status_break"),
        ("status = 'do_not_disturb'", "employee_status_do_not_disturb"),
        ("status = 'not_at_workplace'", "employee_status_not_at_workplace"),
        ("status = 'not_at_work'", "employee_status_not_at_work"),
        ("status = 'auto_out_call'", "in_call_not_allowed"),
        ("in_external_directions = '{}'", "in_call_not_allowed"),
        ("in_external_directions = '{out}'", "in_call_not_allowed"),
    ],
)
async def test_status_and_permissions_bar_calls(
    world: World, change: str, reason: str
) -> None:
    world.by_hand(ROAD)
    stone = await employee(world, "Stone")
    await world.pool.execute(
        f"update employees set {change} where id = $1", stone["id"]
    )
    session_id = await calls_in(
        world, dial("ring", stone, to={"unavailable": "road"}), redirect("road", ROAD)
    )
    await world.phone(ROAD).rings()
    assert (await reasons(world, session_id))[0] == (STONE, reason)
    await world.pool.execute(
        "update employees set status = 'available', in_external_directions = '{in}'"
    )


async def test_internal_calls_have_a_permission_of_their_own(world: World) -> None:
    """On a break an employee takes calls from colleagues."""
    world.by_hand(STONE)
    await set_status(world, "Stone", "break")
    stone = await employee(world, "Stone")
    await calls_in(world, dial("ring", stone), caller=RITA)
    await world.phone(STONE).rings()
    await set_status(world, "Stone", "available")


async def test_hours_numbers_and_locks_bar_calls(world: World) -> None:
    world.by_hand(ROAD)
    closed = await add_schedule(world, NEVER)
    await world.pool.execute(
        "update employees set schedule_id = $1 where last_name = 'Tail'", closed
    )
    await world.pool.execute(
        "update sip_lines set billing_state = 'manual_lock' where number = $1", STONE
    )
    targets = [await employee(world, it) for it in ("Tail", "Silent", "Stone")]
    session_id = await calls_in(
        world, dial("ring", *targets, to={"failed": "road"}), redirect("road", ROAD)
    )
    await world.phone(ROAD).rings()
    assert (await reasons(world, session_id))[:3] == [
        ("12025550154...2345", "employee_inactive_by_schedule"),
        ("12025550153", "employee_phone_inactive"),
        (STONE, "locked_phone"),
    ]
    await world.pool.execute("update employees set schedule_id = null")
    await world.pool.execute("update sip_lines set billing_state = 'active'")


async def test_line_that_nobody_has_registered_is_not_dialled(world: World) -> None:
    """When its telephone comes back it is dialled again."""
    world.by_hand(STONE, ROAD)
    world.phone(STONE).register(False)
    await line_is(world, STONE, registered=False)
    ring = dial("ring", await employee(world, "Stone"), to={"unavailable": "road"})
    session_id = await calls_in(world, ring, redirect("road", ROAD))
    await world.phone(ROAD).rings()
    assert (await reasons(world, session_id))[0] == (STONE, "sip_offline")
    world.phone(STONE).register()
    await line_is(world, STONE, registered=True)
    await call_again(world, OTHER)
    await world.phone(STONE).rings()


async def line_is(world: World, number: str, *, registered: bool) -> None:
    """The server has heard of it."""
    async with asyncio.timeout(PATIENCE_S):
        while registered != await world.pool.fetchval(
            "select is_registered from sip_lines where number = $1", number
        ):
            await turn_loop()


async def test_who_talks_already_is_left_in_peace(world: World) -> None:
    """All channels of the line are taken, and on another phone nobody answers."""
    world.by_hand(LINE, REYES_MOBILE, ROAD)
    reyes = await employee(world, "Reyes")
    first = await calls_in(
        world, dial("ring", reyes, to={"unavailable": "road"}), redirect("road", ROAD)
    )
    world.phone(LINE).answer()
    await world.reaches(first, State.TALK)
    second = await call_again(world, OTHER)
    await world.phone(ROAD).rings()
    assert (await reasons(world, second))[:2] == [
        (LINE, "operator_channels_busy"),
        (REYES_MOBILE, "employee_busy"),
    ]


async def test_rules_of_the_account_leave_numbers_out(world: World) -> None:
    """Of calls that come in nobody asks where they go (spec 6.5)."""
    world.by_hand("442079460123")
    await calls_in(world, dial("ring", await employee(world, "Abroad")))
    await world.phone("442079460123").rings()


# --- groups and strategies


async def test_group_is_dialled_in_its_own_order(world: World) -> None:
    world.by_hand(LINE, STONE)
    group = await add_group(world, "Stone", "Reyes")
    await calls_in(world, dial("ring", {"type": "group", "id": group}))
    await world.phone(STONE).rings()
    world.phone(STONE).reject()
    await world.phone(LINE).rings()


@pytest.mark.parametrize(
    ("hours", "members", "reason"),
    [
        (NEVER, ("Stone",), "group_inactive_by_schedule"),
        (ALWAYS, (), "group_without_phones"),
    ],
)
async def test_group_that_can_not_be_called(
    world: World, hours: dict[str, Any], members: tuple[str, ...], reason: str
) -> None:
    schedule = await add_schedule(world, hours)
    group = await add_group(world, *members, schedule_id=schedule)
    session_id = await calls_in(world, dial("ring", {"type": "group", "id": group}))
    assert await world.ends(session_id) == "no_operation"
    assert await reasons(world, session_id) == [("", reason)]


async def test_number_switched_off_in_its_group_is_not_dialled(world: World) -> None:
    world.by_hand(RITA)
    group = await add_group(world, "Stone", "Recorded")
    await world.pool.execute(
        "update employee_group_numbers set is_available = false"
        " where group_id = $1 and place = 1",
        group,
    )
    session_id = await calls_in(world, dial("ring", {"type": "group", "id": group}))
    await world.phone(RITA).rings()
    assert (await reasons(world, session_id))[0] == (STONE, "group_phone_inactive")


async def test_all_ring_at_once_and_the_first_to_answer_has_it(world: World) -> None:
    world.by_hand(STONE, RITA, ROAD)
    targets = [await employee(world, it) for it in ("Stone", "Recorded")]
    road = {"type": "phone", "phone_number": ROAD}
    session_id = await calls_in(
        world, dial("ring", *targets, road, strategy="simultaneous")
    )
    for number in (STONE, RITA, ROAD):
        await world.phone(number).rings()
    world.phone(RITA).reject()
    await world.quiet()
    world.phone(STONE).answer()
    await world.reaches(session_id, State.TALK)
    await world.phone(ROAD).ends()
    assert await reasons(world, session_id) == [
        (STONE, None),
        (RITA, "operator_busy"),
        (ROAD, "another_operator_answer"),
    ]


async def test_nobody_answers_of_those_who_rang_at_once(world: World) -> None:
    world.by_hand(STONE, RITA, HOME)
    targets = [await employee(world, it) for it in ("Stone", "Recorded")]
    way = {"no_answer": "home"}
    ring = dial("ring", *targets, strategy="simultaneous", timeout=20, to=way)
    session_id = await calls_in(world, ring, redirect("home", HOME))
    await world.phone(STONE).rings()
    await world.pass_time(20)
    await world.phone(HOME).rings()
    assert (await reasons(world, session_id))[:2] == [
        (STONE, "action_interval_exceeded"),
        (RITA, "action_interval_exceeded"),
    ]


async def answered_by(world: World, session_id: int) -> str:
    session = await world.reaches(session_id, State.TALK)
    assert session.operator is not None
    return session.operator.endpoint


async def talk_and_hang_up(world: World, session_id: int) -> str:
    number = await answered_by(world, session_id)
    await world.pass_time(5)
    world.phone(number).hang_up()
    await world.ends(session_id)
    return number


async def test_round_robin_begins_after_who_answered_last(world: World) -> None:
    for number in (STONE, RITA):
        world.phone(number).behave("answer")
    targets = [await employee(world, it) for it in ("Stone", "Recorded")]
    ring = dial("ring", *targets, strategy="round_robin")
    first = await talk_and_hang_up(world, await calls_in(world, ring))
    second = await talk_and_hang_up(world, await call_again(world))
    third = await talk_and_hang_up(world, await call_again(world))
    assert [first, second, third] == [STONE, RITA, STONE]


async def test_least_recent_begins_with_who_has_talked_longest_ago(
    world: World,
) -> None:
    for number in (STONE, RITA):
        world.phone(number).behave("answer")
    stone, rita = [await employee(world, it) for it in ("Stone", "Recorded")]
    await talk_and_hang_up(world, await calls_in(world, dial("ring", rita)))
    ring = dial("ring", rita, stone, strategy="least_recent")
    await world.pool.execute("delete from talks where employee_id = $1", stone["id"])
    first = await talk_and_hang_up(world, await calls_in(world, ring))
    second = await talk_and_hang_up(world, await call_again(world))
    assert [first, second] == [STONE, RITA]


async def test_random_order_dials_everybody(world: World) -> None:
    world.phone(STONE).behave("busy")
    world.phone(RITA).behave("busy")
    targets = [await employee(world, it) for it in ("Stone", "Recorded")]
    ring = dial("ring", *targets, strategy="random", to={"busy": "road"})
    world.by_hand(ROAD)
    session_id = await calls_in(world, ring, redirect("road", ROAD))
    await world.phone(ROAD).rings()
    assert {number for number, _ in await reasons(world, session_id)} == {
        *(STONE, RITA, ROAD),
    }


async def test_phone_is_one_of_an_employee_s_numbers(world: World) -> None:
    world.by_hand(REYES_MOBILE)
    phone_id = await world.id_of("employee_numbers", REYES_MOBILE, "number")
    session_id = await calls_in(world, dial("ring", {"type": "phone", "id": phone_id}))
    await world.phone(REYES_MOBILE).rings()
    session = await world.session(session_id)
    assert session.legs[1].employee_name == "Reyes Dana"
