"""Operations that only decide: hours, contacts, regions, codes, keys ahead (4.4)."""

from typing import Any

import pytest

from callapi.domain.states import State
from tests.api.scripted import ASK, HELLO, HOME, ROAD, Operation, menu, redirect, run
from tests.api.staff import (
    ALWAYS,
    NEVER,
    account_id,
    add_contact,
    add_row,
    add_schedule,
)
from tests.api.starts import VNUMBER
from tests.api.world import CONTACT, SCRIPTED, World

CALLER, OTHER = "12025550148", "12025550149"
WAYS = (redirect("road", ROAD), redirect("home", HOME))


async def calls_in(world: World, *operations: Operation, caller: str = CALLER) -> None:
    """Two numbers are there to be led to."""
    world.by_hand(ROAD, HOME)
    await world.give_scenario(*operations, *WAYS)
    await world.simulator.call(caller, SCRIPTED)
    await world.quiet()


async def is_led_to(world: World, number: str) -> None:
    await world.phone(number).rings()
    other = HOME if number == ROAD else ROAD
    assert world.phone(other).times_rung == 0


# --- schedule


@pytest.mark.parametrize(("rules", "way"), [(ALWAYS, ROAD), (NEVER, HOME)])
async def test_hours_decide(world: World, rules: dict[str, Any], way: str) -> None:
    schedule_id = await add_schedule(world, rules)
    ways = {"in_schedule": "road", "out_of_schedule": "home"}
    operation = {"key": "hours", "type": "schedule", "transitions": ways}
    await calls_in(world, {**operation, "settings": {"schedule_id": schedule_id}})
    await is_led_to(world, way)


async def test_hours_decide_without_a_contact_too(world: World) -> None:
    """The second party is called first (4.3, 7)."""
    schedule_id = await add_schedule(world, NEVER)
    ways = {"in_schedule": "road", "out_of_schedule": "home"}
    hours = {"key": "hours", "type": "schedule", "transitions": ways}
    hours["settings"] = {"schedule_id": schedule_id}
    await run(world, VNUMBER.method, hours, *WAYS, first_call="employee")
    await is_led_to(world, HOME)


# --- contact_list


def contacts(**settings: Any) -> Operation:
    return {
        "key": "who",
        "type": "contact_list",
        "settings": {"contact_group_ids": [], **settings},
        "transitions": {"matched": "road", "not_matched": "home"},
    }


async def test_contact_of_a_group_is_matched(world: World) -> None:
    group_id = await world.id_of("contact_groups", "Warm")
    contact_id = await add_contact(world, "12025550130")
    member = "insert into contact_group_members values ($1, $2)"
    await world.pool.execute(member, group_id, contact_id)
    await calls_in(world, contacts(contact_group_ids=[group_id]), caller="12025550130")
    await is_led_to(world, ROAD)


async def test_contact_of_no_group_is_not_matched(world: World) -> None:
    await add_contact(world, "12025550131")
    group_id = await world.id_of("contact_groups", "Warm")
    await calls_in(world, contacts(contact_group_ids=[group_id]), caller="12025550131")
    await is_led_to(world, HOME)


@pytest.mark.parametrize(
    ("caller", "way"), [("12025550132", ROAD), ("12025550133", HOME)]
)
async def test_any_contact_of_the_book(world: World, caller: str, way: str) -> None:
    await add_contact(world, "12025550132")
    await calls_in(world, contacts(any_contact=True), caller=caller)
    await is_led_to(world, way)


# --- region, interaction_number


@pytest.mark.parametrize(
    ("caller", "way"), [("12025550148", ROAD), ("14155550111", HOME)]
)
async def test_region_of_the_contact(world: World, caller: str, way: str) -> None:
    branches = [{"region_ids": [1202, 1646], "to": "road"}]
    operation = {
        "key": "where",
        "type": "region",
        "settings": {"branches": branches},
        "transitions": {"default": "home"},
    }
    await calls_in(world, operation, caller=caller)
    await is_led_to(world, way)


async def test_how_often_the_contact_has_called(world: World) -> None:
    branches = [{"from": 2, "till": 2, "to": "road"}, {"from": 4, "to": None}]
    operation = {
        "key": "times",
        "type": "interaction_number",
        "settings": {"branches": branches},
        "transitions": {"default": "home"},
    }
    caller = "12025550134"
    await calls_in(world, operation, caller=caller)
    await is_led_to(world, HOME)
    for rung, number in ((1, ROAD), (2, HOME)):
        world.phone(caller).hang_up()
        await world.quiet()
        await world.simulator.call(caller, SCRIPTED)
        await world.phone(number).rings(rung)
    world.phone(caller).hang_up()
    await world.quiet()
    await world.simulator.call(caller, SCRIPTED)
    await world.phone(caller).ends()
    assert world.phone(HOME).times_rung == 2


# --- authorization


def code(**more: Any) -> Operation:
    settings = {"greeting": ASK, "code_length": 3, "codes": ["123", "456"], **more}
    ways = {"authorized": "road", "denied": "home", "timeout": "home"}
    return {
        "key": "code",
        "type": "authorization",
        "settings": settings,
        "transitions": ways,
    }


async def is_asked(world: World) -> None:
    await world.hears_out(CALLER, await world.said("Press one."))


async def test_right_code_opens(world: World) -> None:
    await calls_in(world, code())
    await is_asked(world)
    world.phone(CALLER).press("456")
    await is_led_to(world, ROAD)


async def test_wrong_codes_are_counted(world: World) -> None:
    await calls_in(world, code(attempts=2))
    for wrong in ("999", "12#"):
        await is_asked(world)
        assert world.phone(HOME).times_rung == 0
        world.phone(CALLER).press(wrong)
    await is_led_to(world, HOME)


async def test_no_code_in_time(world: World) -> None:
    await calls_in(world, code())
    await is_asked(world)
    await world.pass_time(5)
    await is_led_to(world, HOME)


# --- keys pressed ahead


@pytest.mark.parametrize("allowed", [True, False])
async def test_keys_may_be_pressed_ahead_of_a_menu(world: World, allowed: bool) -> None:
    hello = {
        "key": "hello",
        "type": "voice_greeting",
        "settings": {"message": HELLO},
        "transitions": {"next": "ask"},
    }
    ask = menu({"key_1": "road", "timeout": "home"}, allow_type_ahead=allowed, repeat=0)
    await calls_in(world, hello, ask)
    clip = await world.said("Welcome.")
    await world.phone(CALLER).hears_source("file", clip.path)
    world.phone(CALLER).press("1")
    await world.pass_time(clip.seconds + 0.01)
    if allowed:
        await is_led_to(world, ROAD)
    else:
        await is_asked(world)
        assert world.phone(ROAD).times_rung == 0


async def test_a_key_ahead_for_each_of_two_menus(world: World) -> None:
    hello = {
        "key": "hello",
        "type": "voice_greeting",
        "settings": {"message": HELLO},
        "transitions": {"next": "ask"},
    }
    first = menu({"key_1": "second"}, allow_type_ahead=True)
    second = {**menu({"key_2": "home"}, allow_type_ahead=True), "key": "second"}
    await calls_in(world, hello, first, second)
    clip = await world.said("Welcome.")
    await world.phone(CALLER).hears_source("file", clip.path)
    world.phone(CALLER).press("12")
    await world.pass_time(clip.seconds + 0.01)
    await is_led_to(world, HOME)


# --- inbound_fax


async def test_fax_is_received(world: World) -> None:
    fax = {
        "key": "fax",
        "type": "inbound_fax",
        "transitions": {"received": "road", "failed": "home"},
    }
    await calls_in(world, fax)
    await world.phone(CALLER).talks()
    await world.pass_time(12)
    await is_led_to(world, ROAD)


@pytest.mark.parametrize("step", ["variable", "continue"])
async def test_fax_that_the_switch_refuses_has_failed(world: World, step: str) -> None:
    hello = {
        "key": "hello",
        "type": "voice_greeting",
        "settings": {"message": HELLO},
        "transitions": {"next": "fax"},
    }
    ways = {"received": "road", "failed": "home"}
    await calls_in(
        world, hello, {"key": "fax", "type": "inbound_fax", "transitions": ways}
    )
    [channel] = world.simulator.live().channels
    world.simulator.refuse(f"/channels/{channel}/{step}", 500)
    await world.hears_out(CALLER, await world.said("Welcome."))
    await is_led_to(world, HOME)
    world.simulator.behave_again()


# --- processing rules (2.9)


async def ruled(world: World, number: str, *rules: dict[str, Any]) -> None:
    number_id = await world.id_of("virtual_numbers", number, "number")
    await world.pool.execute(
        "delete from call_processing_rules where virtual_number_id = $1", number_id
    )
    for priority, rule in enumerate(rules, 1):
        await add_row(
            world,
            "call_processing_rules",
            account_id=await account_id(world),
            virtual_number_id=number_id,
            priority=priority,
            **rule,
        )


async def test_first_rule_that_fits_chooses_the_scenario(world: World) -> None:
    world.by_hand(ROAD, HOME)
    road = await world.give_scenario(WAYS[0])
    home = await world.give_scenario(WAYS[1])
    group = await world.id_of("contact_groups", "Warm")
    closed = await add_schedule(world, NEVER)
    await ruled(
        world,
        SCRIPTED,
        {"scenario_id": road, "is_active": False},
        {"scenario_id": road, "schedule_id": closed},
        {"scenario_id": road, "contact_group_id": group},
        {"scenario_id": home},
        {"scenario_id": road},
    )
    await world.simulator.call(OTHER, SCRIPTED)
    await is_led_to(world, HOME)


async def test_rules_choose_for_start_vnumber_call(world: World) -> None:
    world.by_hand(ROAD, HOME)
    world.phone(CONTACT).behave("answer")
    road = await world.give_scenario(WAYS[0])
    home = await world.give_scenario(WAYS[1])
    opened = await add_schedule(world, ALWAYS)
    closed = await add_schedule(world, NEVER)
    await ruled(
        world,
        SCRIPTED,
        {"scenario_id": road, "schedule_id": closed},
        {"scenario_id": home, "schedule_id": opened},
    )
    await world.ok(
        "start.vnumber_call",
        virtual_phone_number=SCRIPTED,
        contact=CONTACT,
        first_call="contact",
    )
    await is_led_to(world, HOME)


async def test_no_more_contacts_than_the_account_has_lines(world: World) -> None:
    world.by_hand(ROAD)
    await world.give_scenario(WAYS[0])
    await world.simulator.call(CALLER, SCRIPTED)
    await world.phone(ROAD).rings()
    await world.data("update.limits", max_in_calls=1)
    refused = await world.simulator.call(OTHER, SCRIPTED)
    await refused.ends()
    await world.data("update.limits", max_in_calls=None)
    assert refused.sip_code == 486
    session_id: int = await world.pool.fetchval("select max(id) from call_sessions")
    assert await world.ends(session_id) == "max_in_call_reached"


@pytest.mark.parametrize(
    ("caller", "number", "reason"),
    [
        (CALLER, "12025550101", "no_active_scenario"),
        (CALLER, "12025550102", "numb_is_inactive"),
        ("12025550199", "12025550100", "numa_in_black_list"),
    ],
)
async def test_refused_call_is_logged(
    world: World, caller: str, number: str, reason: str
) -> None:
    await (await world.simulator.call(caller, number)).ends()
    await world.quiet()
    session_id: int = await world.pool.fetchval("select max(id) from call_sessions")
    session = await world.session(session_id)
    assert (session.state, session.finish_reason) == (State.ENDED, reason)
    assert (session.contact, session.virtual_number) == (caller, number)
    assert await world.events(session_id) == [
        *("in_call_session", "in_call", "leg_finished"),
        *("lost_call_session", "call_session_finished"),
    ]
