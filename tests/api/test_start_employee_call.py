"""start.employee_call (spec 3.2.1)."""

from typing import Any

import pytest

from callapi.domain.states import State
from tests.api.expect import is_error
from tests.api.world import CONTACT, LINE, VIRTUAL, World

MOBILE = "12025550151"  # the second number of Dana Reyes


async def test_the_documented_example(world: World) -> None:
    """Everything at once: keys, a message, the contact's number and his line."""
    contact = "12025550143"
    world.by_hand(contact, LINE)
    data = await world.ok(
        "start.employee_call",
        first_call="employee",
        switch_at_once=True,
        early_switching=True,
        virtual_phone_number=VIRTUAL,
        show_virtual_phone_number=False,
        contact=contact,
        external_id="order-8841",
        dtmf_string="..2",
        direction="out",
        employee={"id": await world.id_of_employee("Reyes"), "phone_number": LINE},
        employee_message={"type": "tts", "value": "Callback for order 8841"},
    )
    session_id = data["call_session_id"]
    await world.phone(LINE).rings()
    assert world.phone(LINE).shown_caller == contact
    world.phone(LINE).answer()
    await world.hears_out(LINE, await world.said("Callback for order 8841"))
    await world.phone(contact).rings()
    assert world.phone(contact).shown_caller == VIRTUAL
    world.phone(contact).act("ring")
    await world.phone(LINE).hears_source("ringback", contact)
    world.phone(contact).answer()
    await world.reaches(session_id, State.SENDING_KEYS)
    await world.pass_time(2.3)
    assert world.phone(contact).keys == "2"
    await world.reaches(session_id, State.TALK)
    await world.phone(contact).hears_source("leg", LINE)
    await world.phone(LINE).hears_source("leg", contact)


async def begin(
    world: World, employee: str = "Reyes", number: str | None = None, **more: Any
) -> int:
    """The employee is called first, and nobody answers by himself."""
    chosen: dict[str, Any] = {"id": await world.id_of_employee(employee)}
    if number is not None:
        chosen["phone_number"] = number
    usual: dict[str, Any] = {
        "first_call": "employee",
        "virtual_phone_number": VIRTUAL,
        "contact": CONTACT,
        "employee": chosen,
    }
    data = await world.ok("start.employee_call", **{**usual, **more})
    return int(data["call_session_id"])


@pytest.mark.parametrize(
    ("shows", "caller"), [(None, VIRTUAL), (True, VIRTUAL), (False, CONTACT)]
)
@pytest.mark.parametrize("first", ["employee", "contact"])
async def test_caller_number_of_the_employee(
    world: World, first: str, shows: bool | None, caller: str
) -> None:
    world.phone(CONTACT).behave("answer")
    world.by_hand(LINE)
    await begin(world, first_call=first, show_virtual_phone_number=shows)
    await world.phone(LINE).rings()
    assert world.phone(LINE).shown_caller == caller


async def test_operator_leg_is_the_employees(world: World) -> None:
    await world.employee_talk()
    [call] = await world.calls()
    operator, contact = call["legs"]
    assert operator["is_operator"] is True
    assert operator["employee_id"] == await world.id_of_employee("Reyes")
    assert operator["employee_full_name"] == "Reyes Dana"
    assert contact["is_operator"] is False
    assert contact["employee_id"] is None
    assert contact["employee_full_name"] is None


# --- which numbers are dialled


async def test_named_number_alone_is_dialled(world: World) -> None:
    world.by_hand(LINE, MOBILE)
    session_id = await begin(world, number=LINE)
    await world.phone(LINE).rings()
    world.phone(LINE).reject()
    assert await world.ends(session_id) == "operator_busy"
    assert world.phone(MOBILE).times_rung == 0


async def test_named_number_can_be_any_of_his(world: World) -> None:
    world.by_hand(LINE, MOBILE)
    await begin(world, number=MOBILE)
    await world.phone(MOBILE).rings()
    assert world.phone(LINE).times_rung == 0


async def test_extension_stands_for_all_his_numbers(world: World) -> None:
    world.by_hand(LINE, MOBILE)
    await begin(world, number="201")
    await world.phone(LINE).rings()
    world.phone(LINE).reject()
    await world.phone(MOBILE).rings()


async def test_line_nobody_has_registered_is_passed_over(world: World) -> None:
    world.phone(LINE).register(False)
    world.by_hand(MOBILE)
    await begin(world)
    await world.phone(MOBILE).rings()


@pytest.mark.parametrize("named", [None, "12025550154", "12025550154...2345"])
async def test_tail_of_a_number_is_sent_as_keys(
    world: World, named: str | None
) -> None:
    """Three seconds, then four keys to the exchange; then the person is there."""
    number, tail = "12025550154", "...2345"
    world.by_hand(number, CONTACT)
    await begin(world, "Tail", named)
    await world.phone(number).rings()
    assert (await world.calls())[0]["legs"][0]["called_phone_number"] == number + tail
    world.phone(number).answer()
    await world.pass_time(2.9)
    assert world.phone(number).keys == ""
    await world.pass_time(1)
    await world.phone(number).receives_keys("2345")
    await world.phone(CONTACT).rings()


async def test_number_the_rules_refuse_is_passed_over(world: World) -> None:
    """Nobody has named it: a number in Britain, then a line."""
    world.by_hand("442079460123", "0486176")
    await begin(world, "Abroad")
    await world.phone("0486176").rings()
    assert world.phone("442079460123").times_rung == 0
    assert len((await world.calls())[0]["legs"]) == 1


# --- what the request may not say


async def refused(world: World, **params: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "first_call": "employee",
        "virtual_phone_number": VIRTUAL,
        "contact": CONTACT,
        "employee": {"id": await world.id_of_employee("Reyes")},
    }
    return await world.fails("start.employee_call", **{**usual, **params})


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("12025550153", "his, inactive"),
        ("0486174", "somebody else's"),
        ("202", "somebody else's extension"),
        ("299", "nobody's extension"),
        ("12025550143", "nobody's"),
        ("12025550153...1", "a tail he has not"),
    ],
)
async def test_named_number_has_to_be_his_and_active(
    world: World, number: str, why: str
) -> None:
    employee = {"id": await world.id_of_employee("Silent"), "phone_number": number}
    error = await refused(world, employee=employee)
    field = "employee.phone_number"
    assert is_error(error, "no_active_phone_number", field, number), why


async def test_extension_without_active_numbers(world: World) -> None:
    employee = {"id": await world.id_of_employee("Silent"), "phone_number": "204"}
    error = await refused(world, employee=employee)
    field = "employee.phone_number"
    assert is_error(error, "no_active_phone_number", field, "204")


@pytest.mark.parametrize("number", ["442079460123", "442079460124...7"])
async def test_named_number_abroad_is_against_the_rules(
    world: World, number: str
) -> None:
    """The number is told as it was sent, its tail included."""
    employee = {"id": await world.id_of_employee("Abroad"), "phone_number": number}
    error = await refused(world, employee=employee)
    assert is_error(
        error,
        "call_direction_not_allowed",
        "employee.phone_number",
        number,
        direction="international",
    )


@pytest.mark.parametrize(
    "params",
    [
        {"first_call": "employee", "switch_at_once": False},
        {"first_call": "employee"},
        {"first_call": "contact", "switch_at_once": True},
    ],
)
async def test_early_switching_has_two_conditions(
    world: World, params: dict[str, Any]
) -> None:
    error = await refused(world, early_switching=True, **params)
    assert is_error(error, "invalid_parameters_combination", "early_switching", "true")
