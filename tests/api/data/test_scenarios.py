"""Scenarios (Data API spec 2.10 and 4.2)."""

from typing import Any

import pytest

from tests.api.data.expect import tells, where
from tests.api.data.rights import permitted
from tests.api.scripted import ROAD
from tests.api.world import LINE, PLAIN, World

CALLER = "12025550148"
TEXT = {"type": "tts", "value": "Good morning"}
BYE: dict[str, Any] = {"key": "bye", "type": "hangup", "settings": {"message": TEXT}}


def document(*operations: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Runs from the first one on."""
    start = operations[0]["key"]
    return {"start_operation_key": start, "operations": list(operations), **more}


def ring(number: str, **transitions: str | None) -> dict[str, Any]:
    targets = [{"type": "phone", "phone_number": number}]
    return {
        "key": "ring",
        "type": "redirect",
        "settings": {"targets": targets},
        "transitions": transitions,
    }


async def make(world: World, name: str, *operations: dict[str, Any]) -> dict[str, Any]:
    made = await world.data(
        "create.scenarios", name=name, **document(*(operations or (BYE,)))
    )
    return dict(made)


async def test_a_scenario_is_made_and_shown(world: World) -> None:
    made = await make(world, "Forward", ring(ROAD, failed="bye"), BYE)
    ids = {it["key"]: it["id"] for it in made["operations"]}
    assert list(ids) == ["ring", "bye"]
    assert len(set(ids.values())) == 2
    found = where("id", made["id"])
    (row,) = await world.data("get.scenarios", filter=found)
    assert row == {
        "id": made["id"],
        "name": "Forward",
        "virtual_phone_numbers": [],
        "sites": [],
        "campaigns": [],
    }
    fields = ["operations", "start_operation_key", "schema_version"]
    (row,) = await world.data("get.scenarios", filter=found, fields=fields)
    assert row == {
        "operations": [
            {
                "id": ids["ring"],
                "name": "Redirect 1",
                "key": "ring",
                "type": "redirect",
            },
            {"id": ids["bye"], "name": "Hang up 1", "key": "bye", "type": "hangup"},
        ],
        "start_operation_key": "ring",
        "schema_version": 1,
    }
    whole = await world.data("getobj.scenario", id=made["id"])
    assert whole.pop("update_date_time")
    redirect, hangup = whole.pop("operations")
    assert whole == {
        "id": made["id"],
        "name": "Forward",
        "schema_version": 1,
        "start_operation_key": "ring",
    }
    assert redirect["id"] == ids["ring"]
    assert redirect["settings"]["timeout"] == 120
    assert redirect["transitions"] == {"failed": "bye"}
    assert hangup["settings"] == {"message": TEXT, "busy_tone": False}


async def test_an_operation_keeps_its_id_as_long_as_its_key(world: World) -> None:
    made = await make(world, "Stable", ring(ROAD, failed="bye"), BYE)
    before = {it["key"]: it["id"] for it in made["operations"]}
    other = {**BYE, "key": "other"}
    whole = await world.data("getobj.scenario", id=made["id"])
    sent = [whole["operations"][0], other]
    sent[0]["transitions"] = {"failed": "other"}
    changed = await world.data(
        "update.scenarios",
        id=made["id"],
        start_operation_key="ring",
        operations=sent,
    )
    after = {it["key"]: it["id"] for it in changed["operations"]}
    assert after["ring"] == before["ring"]
    assert after.keys() == {"ring", "other"}
    assert after["other"] != before["bye"]
    renamed = await world.data("update.scenarios", id=made["id"], name="Renamed")
    assert renamed == changed
    assert await world.data("delete.scenarios", id=made["id"]) == {}
    error = await world.data_fails("getobj.scenario", id=made["id"])
    tells(error, "entity_not_found", "id", made["id"])


async def test_calls_run_what_is_stored_and_running_ones_what_they_had(
    world: World,
) -> None:
    made = await make(world, "Live", ring(ROAD))
    rule = await world.data(
        "create.call_processing_rules",
        number_capacity_id=await world.id_of("virtual_numbers", PLAIN, "number"),
        scenario_id=made["id"],
        priority=1,
    )
    (row,) = await world.data("get.scenarios", filter=where("id", made["id"]))
    assert row["virtual_phone_numbers"] == [PLAIN]
    world.by_hand(ROAD, LINE)
    await world.simulator.call(CALLER, PLAIN)
    await world.phone(ROAD).rings()
    reyes = [{"type": "employee", "id": await world.id_of_employee("Reyes")}]
    to_reyes = {**ring(ROAD), "settings": {"targets": reyes}}
    await world.data("update.scenarios", id=made["id"], **document(to_reyes))
    (call,) = await world.calls()
    assert call["legs"][-1]["called_phone_number"] == ROAD
    await world.simulator.call("12025550149", PLAIN)
    await world.phone(LINE).rings()
    await world.clear()
    error = await world.data_fails("delete.scenarios", id=made["id"])
    tells(error, "dependency_error", "id", made["id"])
    assert error["params"]["used_by"] == [
        {"entity": "call_processing_rule", "id": rule["id"]}
    ]
    await world.data("delete.call_processing_rules", **rule)


async def test_a_scenario_in_use_stays(world: World) -> None:
    direct = await world.id_of("scenarios", "Direct")
    insert = {
        "key": "more",
        "type": "run_scenario",
        "settings": {"scenario_id": direct},
    }
    made = await make(world, "Outer", insert)
    error = await world.data_fails("delete.scenarios", id=direct)
    tells(error, "dependency_error", "id", direct)
    used_by = error["params"]["used_by"]
    assert {"entity": "scenario", "id": made["id"]} in used_by
    assert {it["entity"] for it in used_by} == {
        "call_processing_rule",
        "scenario",
        "talk_option",
    }


async def test_a_name_is_given_once(world: World) -> None:
    error = await world.data_fails("create.scenarios", name="Plain", **document(BYE))
    tells(error, "duplicate_entity", "name", "Plain")
    made = await make(world, "Fancy")
    error = await world.data_fails("update.scenarios", id=made["id"], name="Plain")
    tells(error, "duplicate_entity", "name", "Plain")


async def test_a_secret_is_for_those_who_may_change_it(world: World) -> None:
    secret = "0123456789abcdef"
    web = {
        "key": "ask",
        "type": "interactive",
        "settings": {"method": "GET", "url": "https://crm.example", "secret": secret},
    }
    made = await make(world, "Secretive", web)
    whole = await world.data("getobj.scenario", id=made["id"])
    assert whole["operations"][0]["settings"]["secret"] == secret
    async with permitted(world, "va", "select") as key:
        whole = await world.data("getobj.scenario", key, id=made["id"])
    assert whole["operations"][0]["settings"]["secret"] is None


async def test_foreign_scenarios_are_not_there(world: World) -> None:
    id_ = await world.id_of("scenarios", "Theirs")
    assert await world.data("get.scenarios", filter=where("id", id_)) == []
    for method, more in (
        ("getobj.scenario", {}),
        ("update.scenarios", {"name": "Mine"}),
        ("delete.scenarios", {}),
    ):
        error = await world.data_fails(method, id=id_, **more)
        tells(error, "entity_not_found", "id", id_)


@pytest.mark.parametrize(
    ("method", "params", "mnemonic", "field"),
    [
        ("create", {}, "required_parameter_missed", "name"),
        ("create", {"name": "x"}, "required_parameter_missed", "start_operation_key"),
        (
            "create",
            {"name": "x", **document(BYE, operations=[])},
            "invalid_parameter_value",
            "operations",
        ),
        (
            "create",
            {"name": "x", **document(BYE, operations=[1])},
            "data_type_error",
            "operations",
        ),
        (
            "create",
            {"name": "x", **document(BYE, start_operation_key=1)},
            "data_type_error",
            "start_operation_key",
        ),
        (
            "create",
            {"name": "x", **document(BYE, start_operation_key="gone")},
            "invalid_parameter_value",
            "operations",
        ),
        (
            "create",
            {"name": "x", **document(BYE, schema_version=2)},
            "invalid_parameter_value",
            "schema_version",
        ),
        (
            "create",
            {"name": "x", **document(BYE), "size": 1},
            "unexpected_parameters",
            "size",
        ),
        ("update", {"name": "x"}, "required_parameter_missed", "id"),
        ("update", {"id": 1, "name": None}, "invalid_parameter_value", "name"),
        (
            "update",
            {"id": 1, "operations": [BYE]},
            "invalid_parameters_combination",
            "operations",
        ),
        (
            "update",
            {"id": 1, "start_operation_key": "bye"},
            "invalid_parameters_combination",
            "start_operation_key",
        ),
    ],
)
async def test_wrong_params(
    world: World, method: str, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    error = await world.data_fails(f"{method}.scenarios", **params)
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)


async def test_without_a_permission_nothing_is_told(world: World) -> None:
    key = world.keys.own
    tells(await world.data_fails("get.scenarios", key), "forbidden")
    for method in ("getobj.scenario", "delete.scenarios"):
        tells(await world.data_fails(method, key, id=1), "forbidden")
