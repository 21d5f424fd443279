"""Numbers of the account and the pool of free ones (Data API spec 2.9)."""

from typing import Any

import pytest

from tests.api.data.expect import tells, where
from tests.api.data.rights import permitted
from tests.api.world import CONTACT, VIRTUAL, World


async def shown(world: World, number: str) -> dict[str, Any]:
    (row,) = await world.data(
        "get.virtual_numbers", filter=where("virtual_phone_number", number)
    )
    return dict(row)


async def free(world: World, number: str, **params: Any) -> None:
    await world.data("create.available_virtual_numbers", phone_number=number, **params)


async def available(world: World, number: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = await world.data(
        "get.available_virtual_numbers", filter=where("phone_number", number)
    )
    return rows


async def test_a_number_of_the_account(world: World) -> None:
    row = await shown(world, VIRTUAL)
    assert row.pop("activation_date")
    (rule,) = row.pop("scenarios")
    assert rule == {
        "scenario_id": await world.id_of("scenarios", "Office"),
        "scenario_name": "Office",
        "call_processing_rule_id": rule["call_processing_rule_id"],
        "is_active": True,
    }
    assert row == {
        "id": await world.id_of("virtual_numbers", VIRTUAL, "number"),
        "virtual_phone_number": VIRTUAL,
        "redirection_phone_number": None,
        "status": "active",
        "category": "usual",
        "type": "va",
        "comment": None,
        "name": None,
        "campaigns": [],
        "site_blocks": [],
        "child_customer_id": None,
    }


async def test_a_number_is_changed(world: World) -> None:
    id_ = await world.id_of("virtual_numbers", "12025550101", "number")
    changes = {
        "name": " Desk ",
        "comment": "By the door",
        "redirection_phone_number": "+18005550100",
        "status": "manual_lock",
    }
    assert await world.data("update.virtual_numbers", id=id_, **changes) == {}
    row = await shown(world, "12025550101")
    assert (row["name"], row["comment"]) == ("Desk", "By the door")
    assert row["redirection_phone_number"] == "18005550100"
    assert row["status"] == "manual_lock"
    error = await world.fails("start.simple_call", **simple("12025550101"))
    assert error["mnemonic"] == "virtual_phone_number_not_found"
    assert await world.data("update.virtual_numbers", id=id_, name="Same") == {}
    assert (await shown(world, "12025550101"))["status"] == "manual_lock"
    await world.data("update.virtual_numbers", id=id_, **dict.fromkeys(changes))
    row = await shown(world, "12025550101")
    assert [row[name] for name in changes] == [None, None, None, "active"]
    await world.ok("start.simple_call", **simple("12025550101"))


def simple(number: str) -> dict[str, Any]:
    return {
        "first_call": "operator",
        "virtual_phone_number": number,
        "contact": CONTACT,
        "operator": "12025550177",
    }


async def test_a_free_number_is_taken_and_given_back(world: World) -> None:
    number = "13125550120"
    trunk = await world.pool.fetchval(
        "insert into trunks (name, host) values ('north', '127.0.0.9') returning id"
    )
    await free(
        world, f"+{number}", category="gold", location_name="New York", trunk="north"
    )
    assert await available(world, number) == [
        {
            "phone_number": number,
            "category": "gold",
            "location_mnemonic": "new_york",
            "location_name": "New York",
            "onetime_payment": 0,
            "monthly_charge": 0,
            "min_charge": 0,
        }
    ]
    error = await world.fails("start.simple_call", **simple(number))
    assert error["mnemonic"] == "virtual_phone_number_not_found"
    taken: dict[str, Any] = {"virtual_phone_number": number}
    assert await world.data("enable.virtual_numbers", **taken) == {"success": True}
    row = await shown(world, number)
    assert (row["category"], row["status"]) == ("gold", "active")
    assert row["activation_date"] == "2026-11-22 09:15:02"
    assert await available(world, number) == []
    await world.ok("start.simple_call", **simple(number))
    rule = {
        "number_capacity_id": row["id"],
        "scenario_id": await world.id_of("scenarios", "Plain"),
    }
    await world.data("create.call_processing_rules", **rule)
    assert await world.data("disable.virtual_numbers", **taken) == {"success": True}
    (row,) = await available(world, number)
    assert (row["category"], row["location_name"]) == ("gold", "New York")
    kept = await world.pool.fetchval(
        "select trunk_id from available_numbers where number = $1", number
    )
    assert kept == trunk
    for method in ("disable.virtual_numbers",):
        error = await world.data_fails(method, **taken)
        tells(
            error,
            "virtual_phone_number_not_found",
            "virtual_phone_number",
            number,
            **taken,
        )
    gone = {"phone_number": number}
    assert await world.data("delete.available_virtual_numbers", **gone) == {}
    error = await world.data_fails("delete.available_virtual_numbers", **gone)
    tells(error, "entity_not_found", "phone_number", number)
    error = await world.data_fails("enable.virtual_numbers", **taken)
    tells(
        error, "virtual_phone_number_not_found", "virtual_phone_number", number, **taken
    )


async def test_a_number_is_free_once(world: World) -> None:
    await free(world, "13125550121")
    for number in ("13125550121", VIRTUAL, "12025550106"):
        error = await world.data_fails(
            "create.available_virtual_numbers", phone_number=number
        )
        tells(error, "duplicate_entity", "phone_number", number)
    error = await world.data_fails(
        "create.available_virtual_numbers", phone_number="13125550122", trunk="none"
    )
    tells(error, "entity_not_found", "trunk", "none")


async def test_a_number_that_a_line_shows_stays(world: World) -> None:
    await free(world, "13125550123")
    taken = {"virtual_phone_number": "13125550123"}
    await world.data("enable.virtual_numbers", **taken)
    employee = await world.id_of_employee("Silent")
    line = await world.data("create.sip_lines", employee_id=employee, **taken)
    error = await world.data_fails("disable.virtual_numbers", **taken)
    tells(error, "dependency_error", "virtual_phone_number", "13125550123")
    assert error["params"]["used_by"] == [{"entity": "sip_line", "id": line["id"]}]
    await world.data("delete.sip_lines", id=line["id"])
    await world.data("disable.virtual_numbers", **taken)


async def test_foreign_numbers_are_not_there(world: World) -> None:
    number = "12025550106"
    found = where("virtual_phone_number", number)
    assert await world.data("get.virtual_numbers", filter=found) == []
    id_ = await world.id_of("virtual_numbers", number, "number")
    error = await world.data_fails("update.virtual_numbers", id=id_, name="Mine")
    tells(error, "entity_not_found", "id", id_)
    for method in ("enable.virtual_numbers", "disable.virtual_numbers"):
        sent: dict[str, Any] = {"virtual_phone_number": number}
        error = await world.data_fails(method, **sent)
        tells(
            error,
            "virtual_phone_number_not_found",
            "virtual_phone_number",
            number,
            **sent,
        )


@pytest.mark.parametrize(
    ("method", "params", "mnemonic", "field"),
    [
        (
            "enable.virtual_numbers",
            {},
            "required_parameter_missed",
            "virtual_phone_number",
        ),
        (
            "enable.virtual_numbers",
            {"virtual_phone_number": "0486173"},
            "invalid_parameter_value",
            "virtual_phone_number",
        ),
        (
            "enable.virtual_numbers",
            {"virtual_phone_number": VIRTUAL, "number_capacity_ids": [1]},
            "parameter_component_disabled",
            "number_capacity_ids",
        ),
        (
            "disable.virtual_numbers",
            {"virtual_phone_number": 12025550100},
            "data_type_error",
            "virtual_phone_number",
        ),
        ("update.virtual_numbers", {"name": "x"}, "required_parameter_missed", "id"),
        (
            "update.virtual_numbers",
            {"id": 1, "status": "waiting"},
            "invalid_parameter_value",
            "status",
        ),
        (
            "update.virtual_numbers",
            {"id": 1, "category": "gold"},
            "unexpected_parameters",
            "category",
        ),
        (
            "create.available_virtual_numbers",
            {"phone_number": "12025550130", "category": "tin"},
            "invalid_parameter_value",
            "category",
        ),
        (
            "get.virtual_numbers",
            {"filter": where("status", "lost")},
            "invalid_parameter_value",
            "filter.value",
        ),
        (
            "get.virtual_numbers",
            {"sort": [{"field": "id"}]},
            "sort_prohibited",
            "sort.field",
        ),
        (
            "get.available_virtual_numbers",
            {"filter": where("min_charge", 0)},
            "filter_prohibited",
            "filter.field",
        ),
    ],
)
async def test_wrong_params(
    world: World, method: str, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    error = await world.data_fails(method, **params)
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)


async def test_the_pool_is_filled_by_administrators(world: World) -> None:
    number = {"phone_number": "13125550140"}
    every = ("select", "insert", "update", "delete")
    async with permitted(world, "number_management", *every) as key:
        assert await world.data("get.virtual_numbers", key)
        for verb in ("create", "delete"):
            method = f"{verb}.available_virtual_numbers"
            tells(await world.data_fails(method, key, **number), "forbidden")
    for method in ("get.virtual_numbers", "get.available_virtual_numbers"):
        tells(await world.data_fails(method, world.keys.own), "forbidden")
