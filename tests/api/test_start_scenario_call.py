"""start.scenario_call (spec 3.2.2); what both sequences do is tested beside."""

from typing import Any

import pytest

from callapi.domain.states import State
from tests.api.expect import is_error
from tests.api.world import CONTACT, LINE, PLAIN, VIRTUAL, World

DESK = "0486174"  # Ann Stone, whom the scenario `Office` calls first
ROAD = "12025550155"  # whom it calls next
GREETING = "Welcome to the harbour desk."
MENU = "Press one for the desk, two for the road."
BRIEFING = {"type": "tts", "value": "A call about an order."}


async def test_the_documented_example(world: World) -> None:
    """The contact hears the file, then the scenario begins with a greeting."""
    contact = "12025550143"
    world.by_hand(contact, DESK)
    tone = await world.file("tone")
    data = await world.ok(
        "start.scenario_call",
        virtual_phone_number=VIRTUAL,
        contact=contact,
        first_call="contact",
        scenario_id=await world.id_of("scenarios", "Office"),
        contact_message=tone.message,
    )
    session_id = data["call_session_id"]
    await world.phone(contact).rings()
    assert world.phone(contact).shown_caller == VIRTUAL
    world.phone(contact).answer()
    await world.hears_out(contact, tone)
    await world.hears_out(contact, await world.said(GREETING))
    await world.phone(contact).hears_source("file", (await world.said(MENU)).path)
    world.phone(contact).press("1")
    await world.phone(DESK).rings()
    world.phone(DESK).answer()
    await world.reaches(session_id, State.TALK)
    await world.phone(contact).hears_source("leg", DESK)
    await world.phone(DESK).hears_source("leg", contact)


async def begin(
    world: World, scenario: str, *, contact_first: bool, **more: Any
) -> int:
    usual: dict[str, Any] = {
        "virtual_phone_number": PLAIN,
        "contact": CONTACT,
        "first_call": "contact" if contact_first else "employee",
        "scenario_id": await world.id_of("scenarios", scenario),
    }
    data = await world.ok("start.scenario_call", **{**usual, **more})
    return int(data["call_session_id"])


async def test_number_serves_scenarios_that_are_not_its_own(world: World) -> None:
    world.by_hand(DESK)
    await begin(world, "Office", contact_first=False)
    await world.phone(DESK).rings()


async def test_without_a_contact_greeting_and_menu_are_passed_over(
    world: World,
) -> None:
    """The menu's time-out leads to the desk; nobody is there: to the road."""
    world.by_hand(CONTACT, DESK, ROAD)
    session_id = await begin(world, "Office", contact_first=False)
    await world.phone(DESK).rings()
    world.phone(DESK).reject()
    await world.phone(ROAD).rings()
    world.phone(ROAD).answer()
    await world.phone(CONTACT).rings()
    world.phone(CONTACT).answer()
    await world.reaches(session_id, State.TALK)
    await world.phone(CONTACT).hears_source("leg", ROAD)
    assert not world.phone(CONTACT).has_heard("file")


@pytest.mark.parametrize("contact_first", [False, True])
async def test_employee_hears_the_scenarios_message_then_the_requests(
    world: World, contact_first: bool
) -> None:
    world.phone(CONTACT).behave("answer")
    world.phone(LINE).behave("answer")
    session_id = await begin(
        world, "Direct", contact_first=contact_first, employee_message=BRIEFING
    )
    await world.hears_out(LINE, await world.file("tone"))
    await world.hears_out(LINE, await world.said(BRIEFING["value"]))
    await world.reaches(session_id, State.TALK)


async def test_switching_at_once_skips_both_messages(world: World) -> None:
    world.phone(CONTACT).behave("answer")
    world.phone(LINE).behave("answer")
    session_id = await begin(
        world,
        "Direct",
        contact_first=True,
        employee_message=BRIEFING,
        switch_at_once=True,
    )
    await world.reaches(session_id, State.TALK)
    assert not world.phone(LINE).has_heard("file")


@pytest.mark.parametrize(
    ("scenario", "number", "caller"),
    [("Office", DESK, PLAIN), ("Direct", LINE, CONTACT)],
)
async def test_scenario_says_which_number_the_employee_sees(
    world: World, scenario: str, number: str, caller: str
) -> None:
    world.by_hand(number)
    await begin(world, scenario, contact_first=False)
    await world.phone(number).rings()
    assert world.phone(number).shown_caller == caller


async def test_numbers_of_a_scenario_the_rules_refuse_are_passed_over(
    world: World,
) -> None:
    world.by_hand("442079460123", "0486176")
    abroad = {"type": "employee", "id": await world.id_of_employee("Abroad")}
    scenario_id = await world.give_scenario(
        {"key": "ring", "type": "redirect", "settings": {"targets": [abroad]}}
    )
    await world.ok(
        "start.scenario_call",
        virtual_phone_number=PLAIN,
        contact=CONTACT,
        first_call="employee",
        scenario_id=scenario_id,
    )
    await world.phone("0486176").rings()
    assert world.phone("442079460123").times_rung == 0


@pytest.mark.parametrize("name", ["media_file_id", "show_virtual_phone_number"])
async def test_parameters_of_other_start_methods_are_unexpected(
    world: World, name: str
) -> None:
    wrong: dict[str, Any] = {name: 1}
    error = await world.fails(
        "start.scenario_call",
        virtual_phone_number=PLAIN,
        contact=CONTACT,
        first_call="contact",
        scenario_id=await world.id_of("scenarios", "Plain"),
        **wrong,
    )
    assert is_error(error, "unexpected_parameters", name, "1")


@pytest.mark.parametrize(
    "params",
    [
        {"first_call": "employee", "switch_at_once": False},
        {"first_call": "contact", "switch_at_once": True},
    ],
)
async def test_early_switching_has_two_conditions(
    world: World, params: dict[str, Any]
) -> None:
    error = await world.fails(
        "start.scenario_call",
        virtual_phone_number=PLAIN,
        contact=CONTACT,
        scenario_id=await world.id_of("scenarios", "Plain"),
        early_switching=True,
        **params,
    )
    assert is_error(error, "invalid_parameters_combination", "early_switching", "true")
