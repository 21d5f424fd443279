"""start.vnumber_call (spec 3.2.3); what both sequences do is tested beside."""

from typing import Any

import pytest

from callapi.domain.states import State
from tests.api.expect import is_error
from tests.api.world import CONTACT, LINE, VIRTUAL, World

DIRECT = "14155550103"  # its scenario shows the contact's number
DESK = "0486174"  # whom the scenario of VIRTUAL calls, showing the virtual number


async def test_the_documented_example(world: World) -> None:
    """The employee first; the contact is told to wait and then connected."""
    contact, text = "12025550143", "Please hold, we are connecting you."
    world.by_hand(contact, DESK)
    data = await world.ok(
        "start.vnumber_call",
        virtual_phone_number=VIRTUAL,
        contact=contact,
        first_call="employee",
        switch_at_once=False,
        direction="in",
        contact_message={"type": "tts", "value": text},
    )
    await world.phone(DESK).rings()
    world.phone(DESK).answer()
    await world.phone(contact).rings()
    assert world.phone(contact).shown_caller == VIRTUAL
    world.phone(contact).answer()
    await world.hears_out(contact, await world.said(text))
    await world.reaches(data["call_session_id"], State.TALK)
    await world.phone(contact).hears_source("leg", DESK)
    await world.phone(DESK).hears_source("leg", contact)


async def begin(world: World, number: str, **more: Any) -> int:
    usual: dict[str, Any] = {
        "virtual_phone_number": number,
        "contact": CONTACT,
        "first_call": "employee",
    }
    data = await world.ok("start.vnumber_call", **{**usual, **more})
    return int(data["call_session_id"])


@pytest.mark.parametrize("first", ["employee", "contact"])
async def test_employee_hears_the_scenarios_message(world: World, first: str) -> None:
    world.phone(CONTACT).behave("answer")
    world.phone(LINE).behave("answer")
    session_id = await begin(world, DIRECT, first_call=first)
    await world.hears_out(LINE, await world.file("tone"))
    await world.reaches(session_id, State.TALK)


@pytest.mark.parametrize(
    ("number", "employee", "shows", "caller"),
    [
        (VIRTUAL, DESK, None, VIRTUAL),
        (VIRTUAL, DESK, True, VIRTUAL),
        (VIRTUAL, DESK, False, CONTACT),
        (DIRECT, LINE, None, CONTACT),
        (DIRECT, LINE, True, DIRECT),
        (DIRECT, LINE, False, CONTACT),
    ],
)
async def test_what_is_sent_replaces_what_the_scenario_shows(
    world: World, number: str, employee: str, shows: bool | None, caller: str
) -> None:
    world.by_hand(employee)
    await begin(world, number, show_virtual_phone_number=shows)
    await world.phone(employee).rings()
    assert world.phone(employee).shown_caller == caller


@pytest.mark.parametrize("name", ["media_file_id", "employee_message", "scenario_id"])
async def test_parameters_of_other_start_methods_are_unexpected(
    world: World, name: str
) -> None:
    wrong: dict[str, Any] = {name: 1}
    error = await world.fails(
        "start.vnumber_call",
        virtual_phone_number=VIRTUAL,
        contact=CONTACT,
        first_call="contact",
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
        "start.vnumber_call",
        virtual_phone_number=VIRTUAL,
        contact=CONTACT,
        early_switching=True,
        **params,
    )
    assert is_error(error, "invalid_parameters_combination", "early_switching", "true")
