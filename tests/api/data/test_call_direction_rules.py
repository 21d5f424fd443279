"""Directions that the Call API may dial (Data API spec 2.5)."""

from typing import Any

import pytest

from tests.api.data.expect import tells, where
from tests.api.starts import usual_params
from tests.api.world import World


async def rules(world: World) -> dict[str, Any]:
    rows = await world.data("get.call_direction_rules")
    return {row["component"]: row for row in rows}


async def test_there_are_four_rules(world: World) -> None:
    found = await rules(world)
    assert set(found) == {
        "callapi",
        "callapi_management_call",
        "callapi_informer_call",
        "callapi_scenario_call",
    }
    for rule in found.values():
        assert rule["mobile"]
        assert rule["national"]
        assert not rule["international"]
    asked = where("component", "callapi")
    assert await world.data("get.call_direction_rules", filter=asked) == [
        found["callapi"]
    ]


async def test_a_rule_counts_in_the_next_call(world: World) -> None:
    rule = (await rules(world))["callapi"]
    usual = await usual_params(world, "start.simple_call")
    abroad = {**usual, "contact": "442079460123"}
    error = await world.fails("start.simple_call", **abroad)
    assert error["mnemonic"] == "call_direction_not_allowed"
    change = {"id": rule["id"], "international": True, "national": False}
    assert await world.data("update.call_direction_rules", **change) == {}
    error = await world.fails("start.simple_call", **usual)
    assert error["mnemonic"] == "call_direction_not_allowed"
    assert error["params"]["direction"] == "national"
    await world.data(
        "update.call_direction_rules", id=rule["id"], national=None, international=None
    )
    assert (await rules(world))["callapi"] == rule
    error = await world.fails("start.simple_call", **abroad)
    assert error["params"]["direction"] == "international"


async def test_foreign_rules_are_not_there(world: World) -> None:
    other = await world.id_of("accounts", "Foreign Office")
    rule = await world.id_of("direction_rules", other, "account_id")
    error = await world.data_fails("update.call_direction_rules", id=rule, mobile=False)
    tells(error, "entity_not_found", "id", rule)


@pytest.mark.parametrize(
    ("params", "mnemonic", "field"),
    [
        ({}, "required_parameter_missed", "id"),
        ({"id": 1, "local": True}, "unexpected_parameters", "local"),
        ({"id": 1, "mobile": "true"}, "data_type_error", "mobile"),
        ({"id": 0}, "invalid_parameter_value", "id"),
    ],
)
async def test_wrong_params(
    world: World, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    error = await world.data_fails("update.call_direction_rules", **params)
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)
