"""SIP lines (Data API spec 2.8)."""

import asyncio
import re
from typing import Any

import pytest

from tests.api.data.expect import tells, where
from tests.api.data.rights import permitted, take_away
from tests.api.world import CONTACT, LINE, PATIENCE_S, VIRTUAL, World


async def shown(world: World, id_: int, **params: Any) -> dict[str, Any]:
    (row,) = await world.data("get.sip_lines", filter=where("id", id_), **params)
    return dict(row)


async def becomes(world: World, id_: int, *, registered: bool) -> dict[str, Any]:
    """Wait until the switch has told whether somebody is registered."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            row = await shown(world, id_)
            if row["is_registered"] is registered and len(row["ip_addresses"]) == (
                registered
            ):
                return row


async def make(world: World, employee: str = "Silent", **params: Any) -> dict[str, Any]:
    employee_id = await world.id_of_employee(employee)
    made = await world.data("create.sip_lines", employee_id=employee_id, **params)
    return dict(made)


async def test_a_line_is_made_and_its_telephone_registers(world: World) -> None:
    made = await make(world, virtual_phone_number=f"+{VIRTUAL}")
    assert re.fullmatch(r"0[0-9]{6}", made["phone_number"])
    assert re.fullmatch(r"[0-9A-Za-z]{12}", made["password"])
    assert made["server"] == "127.0.0.1:5060"
    row = await becomes(world, made["id"], registered=True)
    (address,) = row.pop("ip_addresses")
    assert address["ip"] == "127.0.0.1"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", address["date_time"])
    assert row == {
        "id": made["id"],
        "phone_number": made["phone_number"],
        "type": "in_out",
        "employee_id": await world.id_of_employee("Silent"),
        "employee_full_name": "Silent Sam",
        "channels_count": 1,
        "dial_time": 60,
        "status": "active",
        "billing_state": "active",
        "physical_state": "Зарегистрирован",
        "is_registered": True,
        "virtual_phone_number": VIRTUAL,
        "virtual_phone_usage_rule": "fixed",
        "password": made["password"],
    }


async def test_a_new_line_is_called_at_once(world: World) -> None:
    await world.data("create.employees", last_name="Fresh")
    made = await make(world, "Fresh")
    await becomes(world, made["id"], registered=True)
    phone = world.phone(made["phone_number"])
    phone.behave("answer")
    await world.ok(
        "start.employee_call",
        first_call="employee",
        virtual_phone_number=VIRTUAL,
        contact=CONTACT,
        employee={"id": await world.id_of_employee("Fresh")},
    )
    await phone.rings()
    error = await world.data_fails("delete.sip_lines", id=made["id"])
    assert [it["entity"] for it in error["params"]["used_by"]] == ["call_session"]
    await world.clear()
    assert await world.data("delete.sip_lines", id=made["id"]) == {}
    await world.app.calls.idle()
    error = await world.data_fails("delete.sip_lines", id=made["id"])
    tells(error, "entity_not_found", "id", made["id"])
    left = await world.pool.fetchval(
        "select count(*) from employee_numbers where number = $1", made["phone_number"]
    )
    assert left == 0


async def test_a_new_password_drops_who_has_the_old_one(world: World) -> None:
    made = await make(world)
    await becomes(world, made["id"], registered=True)
    phone = world.phone(made["phone_number"])
    assert phone.register(password=made["password"]) == 200
    changed = await world.data("update.sip_line_password", id=made["id"])
    assert re.fullmatch(r"[0-9A-Za-z]{12}", changed["password"])
    assert changed["password"] != made["password"]
    row = await becomes(world, made["id"], registered=False)
    assert row["physical_state"] == "Не зарегистрирован"
    assert row["password"] == changed["password"]
    async with asyncio.timeout(PATIENCE_S):
        while phone.register(password=changed["password"]) != 200:
            await shown(world, made["id"])
    await becomes(world, made["id"], registered=True)


async def test_a_line_is_changed(world: World) -> None:
    made = await make(world)
    row = await shown(world, made["id"])
    assert (row["type"], row["virtual_phone_usage_rule"]) == ("in", None)
    assert (
        await world.data(
            "update.sip_lines",
            id=made["id"],
            virtual_phone_number=VIRTUAL,
            billing_state="manual_lock",
            channels_count=20,
        )
        == {}
    )
    row = await shown(world, made["id"])
    assert (row["type"], row["virtual_phone_number"]) == ("in_out", VIRTUAL)
    assert (row["billing_state"], row["channels_count"]) == ("manual_lock", 20)
    names = ("virtual_phone_number", "billing_state", "channels_count")
    await world.data("update.sip_lines", id=made["id"], **dict.fromkeys(names))
    row = await shown(world, made["id"])
    assert [row[name] for name in names] == [None, "active", 1]


async def test_a_line_is_given_to_somebody_else(world: World) -> None:
    made = await make(world, "Tail")
    number, other = made["phone_number"], await world.id_of_employee("Silent")
    wanted = [{"phone_number": number, "dial_time": 8, "status": "inactive"}]
    tail = await world.id_of_employee("Tail")
    await world.data("update.employees", id=tail, phone_numbers=wanted)
    await world.data("update.sip_lines", id=made["id"], employee_id=other)
    row = await shown(world, made["id"])
    assert (row["employee_full_name"], row["status"]) == ("Silent Sam", "inactive")
    assert row["dial_time"] == 8
    owners = await world.pool.fetch(
        "select employee_id from employee_numbers where number = $1", number
    )
    assert [it["employee_id"] for it in owners] == [other]


async def test_the_limit_of_channels(world: World) -> None:
    made = await make(world)
    await world.pool.execute("update accounts set max_sip_channels_per_line = 3")
    await world.data("update.sip_lines", id=made["id"], channels_count=3)
    error = await world.data_fails("update.sip_lines", id=made["id"], channels_count=4)
    tells(error, "tariff_restrictions", "channels_count", 4)
    await world.pool.execute("update accounts set max_sip_channels_per_line = 20")


async def test_an_employee_has_ten_numbers_at_most(world: World) -> None:
    numbers = [{"phone_number": f"120255503{n}"} for n in range(10, 20)]
    made = await world.data("create.employees", last_name="Many", phone_numbers=numbers)
    error = await world.data_fails("create.sip_lines", employee_id=made["id"])
    tells(error, "data_limit_exceeded", "employee_id", made["id"])


async def test_a_line_that_a_scenario_dials_stays(world: World) -> None:
    made = await make(world)
    scenario = await world.pool.fetchval(
        "insert into scenarios (account_id, name, document)"
        " select account_id, 'By phone', jsonb_build_object('operations',"
        "  jsonb_build_array(jsonb_build_object('key', 'ring', 'settings',"
        "   jsonb_build_object('targets', jsonb_build_array("
        "    jsonb_build_object('type', 'phone', 'id', id))))))"
        " from employee_numbers where number = $1 returning id",
        made["phone_number"],
    )
    error = await world.data_fails("delete.sip_lines", id=made["id"])
    tells(error, "dependency_error", "id", made["id"])
    assert error["params"]["used_by"] == [{"entity": "scenario", "id": scenario}]
    await world.pool.execute("delete from scenarios where id = $1", scenario)


async def test_passwords_are_for_those_who_may_change_them(world: World) -> None:
    line = await world.id_of("sip_lines", LINE, "number")
    password = (await shown(world, line))["password"]
    known = where("password", password)
    async with permitted(world, "va", "select") as key:
        (row,) = await world.data("get.sip_lines", key, filter=where("id", line))
        assert row["password"] is None
        assert await world.data("get.sip_lines", key, filter=known) == []
    assert len(await world.data("get.sip_lines", filter=known)) == 1


@pytest.mark.parametrize("operator", ["like", "regexp", "in", "!="])
async def test_a_password_cannot_be_guessed_at(world: World, operator: str) -> None:
    error = await world.data_fails(
        "get.sip_lines", filter=where("password", "a", operator)
    )
    assert (error["mnemonic"], error["field"]) == (
        "invalid_parameter_value",
        "filter.operator",
    )


async def test_numbers_that_can_be_shown(world: World) -> None:
    rows = await world.data("get.sip_line_virtual_numbers")
    numbers = [row["virtual_phone_number"] for row in rows]
    assert VIRTUAL in numbers
    assert "12025550102" not in numbers  # inactive
    assert "12025550106" not in numbers  # foreign
    assert set(rows[0]) == {"virtual_phone_number"}


@pytest.mark.parametrize("number", ["12025550102", "12025550106", "12025550999"])
async def test_numbers_that_can_not(world: World, number: str) -> None:
    employee = await world.id_of_employee("Silent")
    error = await world.data_fails(
        "create.sip_lines", employee_id=employee, virtual_phone_number=number
    )
    tells(
        error,
        "virtual_phone_number_not_found",
        "virtual_phone_number",
        number,
        virtual_phone_number=number,
    )


async def test_foreign_lines_are_not_there(world: World) -> None:
    line = await world.id_of("sip_lines", "0999001", "number")
    assert await world.data("get.sip_lines", filter=where("id", line)) == []
    changes: tuple[tuple[str, dict[str, Any]], ...] = (
        ("update.sip_lines", {"channels_count": 2}),
        ("update.sip_line_password", {}),
        ("delete.sip_lines", {}),
    )
    for method, more in changes:
        error = await world.data_fails(method, id=line, **more)
        tells(error, "entity_not_found", "id", line)
    theirs = await world.id_of_employee("Foreigner")
    error = await world.data_fails("create.sip_lines", employee_id=theirs)
    tells(error, "entity_not_found", "employee_id", theirs)
    own = await world.id_of("sip_lines", LINE, "number")
    error = await world.data_fails("update.sip_lines", id=own, employee_id=theirs)
    tells(error, "entity_not_found", "employee_id", theirs)


@pytest.mark.parametrize(
    ("method", "params", "mnemonic", "field"),
    [
        ("create", {}, "required_parameter_missed", "employee_id"),
        ("create", {"employee_id": "1"}, "data_type_error", "employee_id"),
        (
            "create",
            {"employee_id": 1, "virtual_phone_number": "0486173"},
            "invalid_parameter_value",
            "virtual_phone_number",
        ),
        ("create", {"employee_id": 1, "size": 1}, "unexpected_parameters", "size"),
        ("update", {}, "required_parameter_missed", "id"),
        (
            "update",
            {"id": 1, "employee_id": None},
            "invalid_parameter_value",
            "employee_id",
        ),
        (
            "update",
            {"id": 1, "billing_state": "limit_lock"},
            "invalid_parameter_value",
            "billing_state",
        ),
        (
            "update",
            {"id": 1, "channels_count": 0},
            "invalid_parameter_value",
            "channels_count",
        ),
    ],
)
async def test_wrong_params(
    world: World, method: str, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    error = await world.data_fails(f"{method}.sip_lines", **params)
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)


async def test_without_the_component_there_are_no_lines(world: World) -> None:
    await take_away(world, world.keys.foreign_admin, "va")
    error = await world.data_fails("get.sip_lines", world.keys.foreign_admin)
    tells(error, "method_component_disabled", components="Virtual PBX")


@pytest.mark.parametrize("verb", ["get", "create", "update", "delete"])
async def test_without_a_permission_nothing_is_told(world: World, verb: str) -> None:
    params: dict[str, Any] = {"create": {"employee_id": 1}, "get": {}}.get(
        verb, {"id": 1}
    )
    error = await world.data_fails(f"{verb}.sip_lines", world.keys.own, **params)
    tells(error, "forbidden")
