"""Whom a start method calls, and how the call is labelled (spec 3.0.2, 6.5)."""

from typing import Any

import pytest

from tests.api.expect import is_error
from tests.api.starts import METHODS, usual_params
from tests.api.world import CONTACT, World

EMPLOYEE, SCENARIO, VNUMBER, INFORMER, SIMPLE = METHODS

by_all = pytest.mark.parametrize("method", METHODS)


@by_all
async def test_things_of_another_account_are_not_found(
    world: World, method: str
) -> None:
    usual = await usual_params(world, method)
    theirs: list[tuple[dict[str, Any], str]] = [
        (
            {"contact_message": {"type": "media", "value": await foreign_file(world)}},
            "media_file_not_found",
        ),
        ({"virtual_phone_number": "12025550106"}, "virtual_phone_number_not_found"),
        ({"contact": "0999001"}, "invalid_parameter_value"),
    ]
    if method == SCENARIO:
        scenario_id = await world.id_of("scenarios", "Theirs")
        theirs.append(({"scenario_id": scenario_id}, "scenario_not_found"))
    if method == EMPLOYEE:
        employee_id = await world.id_of_employee("Foreigner")
        theirs.append(({"employee": {"id": employee_id}}, "employee_not_found"))
    if method == SIMPLE:
        theirs.append(({"operator": "0999001"}, "invalid_parameter_value"))
    for params, mnemonic in theirs:
        error = await world.fails(method, **{**usual, **params})
        assert error["mnemonic"] == mnemonic


async def foreign_file(world: World) -> str:
    found: Any = await world.pool.fetchval(
        "select m.id::text from media_files m join accounts a on a.id = m.account_id"
        " where a.name = 'Foreign Office'"
    )
    return str(found)


@by_all
async def test_virtual_number_of_another_account_can_be_called(
    world: World, method: str
) -> None:
    """Only an own one is no contact."""
    params = await usual_params(world, method)
    assert await world.ok(method, **{**params, "contact": "12025550106"})


@by_all
async def test_contact_can_be_an_employees_line(world: World, method: str) -> None:
    """He is a contact then, and no employee."""
    world.by_hand("0486174")
    params = {**await usual_params(world, method), "contact": "0486174"}
    await world.ok(method, **params)
    await world.phone("0486174").rings()
    [call] = await world.calls()
    assert call["contact_phone_number"] == "0486174"
    assert call["legs"][0]["called_phone_number"] == "0486174"
    assert call["legs"][0]["employee_id"] is None
    assert call["legs"][0]["employee_full_name"] is None


@by_all
@pytest.mark.parametrize("contact", ["201", "+12025550143", "0123456", "02025550143"])
async def test_contact_is_a_line_or_a_full_number(
    world: World, method: str, contact: str
) -> None:
    params = {**await usual_params(world, method), "contact": contact}
    error = await world.fails(method, **params)
    assert is_error(error, "invalid_parameter_value", "contact", contact)


MOBILE, LANDLINE, FOREIGN = "37121234567", "37167123456", CONTACT
# (method, contact, the direction that is refused)
DIRECTIONS = [
    (EMPLOYEE, MOBILE, "mobile"),
    (VNUMBER, MOBILE, "mobile"),
    (SIMPLE, MOBILE, "mobile"),
    (EMPLOYEE, FOREIGN, None),
    (SCENARIO, MOBILE, None),
    (SCENARIO, LANDLINE, "national"),
    (SCENARIO, FOREIGN, "international"),
    (INFORMER, MOBILE, "mobile"),
    (INFORMER, LANDLINE, "national"),
    (INFORMER, FOREIGN, "international"),
    (INFORMER, "0777001", None),
]


@pytest.mark.parametrize(("method", "contact", "refused"), DIRECTIONS)
async def test_security_rules_are_those_of_the_methods_component(
    world: World, method: str, contact: str, refused: str | None
) -> None:
    params = await usual_params(world, method)
    params |= {"virtual_phone_number": "37167000001", "contact": contact}
    if method == EMPLOYEE:
        params["employee"] = {"id": await world.id_of_employee("Ozols")}
    if method == SCENARIO:
        params["scenario_id"] = await world.id_of("scenarios", "Riga")
    if method == SIMPLE:
        params["operator"] = "0777001"
    if refused is None:
        await world.ok(method, world.keys.riga, **params)
        return
    error = await world.fails(method, world.keys.riga, **params)
    assert is_error(
        error, "call_direction_not_allowed", "contact", contact, direction=refused
    )


@by_all
async def test_labels_of_a_session_are_listed(world: World, method: str) -> None:
    world.by_hand(CONTACT)
    params = await usual_params(world, method)
    first = await world.ok(method, **params)
    await world.pass_time(1)
    second = await world.ok(method, **params, direction="out", external_id="order-8841")
    calls = await world.calls()
    assert [call["call_session_id"] for call in calls] == [
        first["call_session_id"],
        second["call_session_id"],
    ]
    assert [call["direction"] for call in calls] == ["in", "out"]
    assert [call["external_id"] for call in calls] == [None, "order-8841"]


@by_all
async def test_empty_external_id_is_none(world: World, method: str) -> None:
    world.by_hand(CONTACT)
    await world.ok(method, **await usual_params(world, method), external_id="")
    assert (await world.calls())[0]["external_id"] is None
