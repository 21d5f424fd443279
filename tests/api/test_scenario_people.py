"""Whom operations dial: groups, strategies, queues, extensions, managers (4.4)."""

from typing import Any

import pytest

from callapi.domain.states import State
from tests.api.scripted import ASK, HOME, ROAD, Operation, menu, redirect
from tests.api.staff import (
    ALWAYS,
    NEVER,
    add_contact,
    add_group,
    add_schedule,
    set_status,
)
from tests.api.world import LINE, SCRIPTED, World

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


# --- queue


QUEUE = {"max_wait": 60, "max_size": 1}


async def busy_stone(world: World, *more: Operation, **queue: Any) -> int:
    """Stone talks; whoever calls now has to wait."""
    world.phone(STONE).behave("answer")
    ring = dial(
        *("ring", await employee(world, "Stone")),
        queue={**QUEUE, **queue},
        to={"queue_full": "road", "queue_timeout": "home"},
    )
    session_id = await calls_in(world, ring, *more, redirect("road", ROAD))
    await world.reaches(session_id, State.TALK)
    world.by_hand(STONE, ROAD, HOME)
    return session_id


async def test_contact_waits_until_somebody_is_free(world: World) -> None:
    first = await busy_stone(world, redirect("home", HOME))
    second = await call_again(world, OTHER)
    await world.reaches(second, State.QUEUING)
    music = await world.music()
    await world.phone(OTHER).hears_source("file", music.path)
    [_, waiting] = await world.calls()
    assert [leg["state"] for leg in waiting["legs"]] == ["Next in line"]
    world.phone(CALLER).hang_up()
    await world.ends(first)
    await world.reaches(second, State.FORWARDING)
    await world.phone(STONE).rings(2)
    world.phone(STONE).answer()
    await world.reaches(second, State.TALK)


async def test_queue_is_full(world: World) -> None:
    await busy_stone(world, redirect("home", HOME))
    second = await call_again(world, OTHER)
    await world.reaches(second, State.QUEUING)
    await call_again(world, "12025550147")
    await world.phone(ROAD).rings()


async def test_waiting_is_over(world: World) -> None:
    await busy_stone(world, redirect("home", HOME))
    second = await call_again(world, OTHER)
    await world.reaches(second, State.QUEUING)
    await world.pass_time(60)
    await world.phone(HOME).rings()


async def test_first_in_line_is_first_served_and_hears_his_place(world: World) -> None:
    first = await busy_stone(
        world, redirect("home", HOME), max_size=5, announce_position=True
    )
    second = await call_again(world, OTHER)
    await world.hears_out(OTHER, await world.said("You are number 1 in line."))
    third = await call_again(world, "12025550147")
    place = await world.said("You are number 2 in line.")
    await world.phone("12025550147").hears_source("file", place.path)
    world.phone(CALLER).hang_up()
    await world.ends(first)
    await world.reaches(second, State.FORWARDING)
    await world.reaches(third, State.QUEUING)


async def test_who_has_not_answered_is_called_again(world: World) -> None:
    """He rests a little; the contact stays in line."""
    world.by_hand(STONE)
    ring = dial(
        "ring", await employee(world, "Stone"), queue=QUEUE, dial_time=10, timeout=300
    )
    session_id = await calls_in(world, ring)
    await world.phone(STONE).rings()
    await world.pass_time(10)
    await world.reaches(session_id, State.QUEUING)
    await world.pass_time(3)
    await world.phone(STONE).rings(2)


async def test_coming_back_from_a_break_ends_the_waiting(world: World) -> None:
    world.by_hand(STONE)
    await set_status(world, "Stone", "break")
    ring = dial("ring", await employee(world, "Stone"), queue=QUEUE)
    session_id = await calls_in(world, ring)
    await world.reaches(session_id, State.QUEUING)
    await set_status(world, "Stone", "available")
    await world.reaches(session_id, State.FORWARDING)
    await world.phone(STONE).rings()


# --- extensions


def extension(**more: Any) -> Operation:
    to = more.pop("to", {})
    settings = {"greeting": ASK, **more}
    return {
        "key": "ask",
        "type": "extension",
        "settings": settings,
        "transitions": to,
    }


async def asked(world: World, *operations: Operation) -> int:
    """The contact has heard the prompt and may press keys."""
    session_id = await calls_in(world, *operations)
    await world.hears_out(CALLER, await world.said("Press one."))
    return session_id


async def test_extension_of_an_employee(world: World) -> None:
    world.by_hand(LINE, REYES_MOBILE)
    session_id = await asked(world, extension())
    world.phone(CALLER).press("201")
    await world.pass_time(2)
    await world.phone(LINE).rings()
    world.phone(LINE).reject()
    await world.phone(REYES_MOBILE).rings()
    world.phone(REYES_MOBILE).answer()
    await world.reaches(session_id, State.TALK)


async def test_hash_ends_the_keys_of_an_extension(world: World) -> None:
    world.by_hand(LINE)
    await asked(world, extension())
    world.phone(CALLER).press("201#")
    await world.phone(LINE).rings()


async def test_extension_of_a_group_waits_when_it_has_a_queue(world: World) -> None:
    world.by_hand(STONE)
    await set_status(world, "Stone", "break")
    await add_group(world, "Stone", extension="77", queue_enabled=True)
    session_id = await asked(world, extension())
    world.phone(CALLER).press("77#")
    await world.reaches(session_id, State.QUEUING)
    await set_status(world, "Stone", "available")
    await world.phone(STONE).rings()


@pytest.mark.parametrize("keys", ["999#", "*#", "77777"])
async def test_wrong_extension_may_be_tried_again(world: World, keys: str) -> None:
    world.by_hand(ROAD)
    ask = extension(to={"invalid_input": "road"}, repeat=1)
    await asked(world, ask, redirect("road", ROAD))
    world.phone(CALLER).press(keys)
    await world.hears_out(CALLER, await world.said("Press one."))
    world.phone(CALLER).press(keys)
    await world.phone(ROAD).rings()


async def test_extension_that_is_not_reached(world: World) -> None:
    world.by_hand(ROAD)
    world.phone(STONE).behave("busy")
    await asked(world, extension(to={"failed": "road"}), redirect("road", ROAD))
    world.phone(CALLER).press("202#")
    await world.phone(ROAD).rings()


async def test_no_extension_is_pressed(world: World) -> None:
    world.by_hand(ROAD)
    ask = extension(to={"timeout": "road"}, repeat=0, input_timeout=3)
    await asked(world, ask, redirect("road", ROAD))
    await world.pass_time(3)
    await world.phone(ROAD).rings()


async def test_menu_takes_an_extension(world: World) -> None:
    """A single key that is bound is a choice, after a pause."""
    world.by_hand(STONE, ROAD)
    ask = menu({"key_2": "road", "failed": "road"}, extension_dialing=True)
    session_id = await asked(world, ask, redirect("road", ROAD))
    world.phone(CALLER).press("202")
    await world.pass_time(2)
    await world.phone(STONE).rings()
    assert world.phone(ROAD).times_rung == 0
    world.phone(STONE).answer()
    await world.reaches(session_id, State.TALK)


async def test_menu_with_extensions_still_takes_a_choice(world: World) -> None:
    world.by_hand(ROAD)
    ask = menu({"key_2": "road"}, extension_dialing=True)
    await asked(world, ask, redirect("road", ROAD))
    world.phone(CALLER).press("2")
    await world.pass_time(1)
    assert world.phone(ROAD).times_rung == 0
    await world.pass_time(1)
    await world.phone(ROAD).rings()


# --- managers


def manager(kind: str, **more: Any) -> Operation:
    ways = {"no_manager": "road", "failed": "home"}
    return {"key": "who", "type": kind, "settings": more, "transitions": ways}


async def test_personal_manager_is_dialled(world: World) -> None:
    world.by_hand(STONE, HOME)
    stone = await world.id_of_employee("Stone")
    await add_contact(world, CALLER, personal_manager_id=stone)
    home = redirect("home", HOME)
    await calls_in(world, manager("personal_manager"), home, redirect("road", ROAD))
    await world.phone(STONE).rings()
    world.phone(STONE).reject()
    await world.phone(HOME).rings()
    await world.pool.execute("update contacts set personal_manager_id = null")


async def test_contact_without_a_manager(world: World) -> None:
    world.by_hand(ROAD)
    both = (redirect("home", HOME), redirect("road", ROAD))
    await calls_in(world, manager("personal_manager"), *both, caller=OTHER)
    await world.phone(ROAD).rings()


async def test_last_manager_is_who_talked_last(world: World) -> None:
    world.phone(RITA).behave("answer")
    caller = "12025550140"
    rita = await employee(world, "Recorded")
    first = await calls_in(world, dial("ring", rita), caller=caller)
    await talk_and_hang_up(world, first)
    world.by_hand(RITA, ROAD)
    both = (redirect("home", HOME), redirect("road", ROAD))
    await calls_in(world, manager("last_manager", days=1), *both, caller=caller)
    await world.phone(RITA).rings(2)
    world.phone(caller).hang_up()
    await world.pool.execute("update talks set ended_at = ended_at - interval '1 day'")
    await world.pass_time(1)
    await call_again(world, caller)
    await world.phone(ROAD).rings()
