"""Positions of employees (Data API spec 3.1)."""

from typing import Any

import pytest

from tests.api.data.expect import tells, where
from tests.api.world import World


async def test_a_position_is_made_renamed_and_removed(world: World) -> None:
    made = await world.data("create.employee_positions", name="Clerk")
    rows = await world.data(
        "get.employee_positions",
        filter=where("id", made["id"]),
        sort=[{"field": "name"}],
    )
    assert rows == [{"id": made["id"], "name": "Clerk"}]
    error = await world.data_fails("create.employee_positions", name="Clerk")
    tells(error, "duplicate_entity", "name", "Clerk")
    assert await world.data("update.employee_positions", **made, name="Head") == {}
    assert await world.data("update.employee_positions", **made) == {}
    other = await world.data("create.employee_positions", name="Clerk")
    error = await world.data_fails("update.employee_positions", **other, name="Head")
    tells(error, "duplicate_entity", "name", "Head")
    assert await world.data("delete.employee_positions", **made) == {}
    for method in ("update.employee_positions", "delete.employee_positions"):
        error = await world.data_fails(method, **made)
        tells(error, "entity_not_found", "id", made["id"])


async def test_foreign_positions_are_not_there(world: World) -> None:
    made = await world.data(
        "create.employee_positions", world.keys.foreign_admin, name="Theirs"
    )
    assert (
        await world.data("get.employee_positions", filter=where("id", made["id"])) == []
    )
    for method, more in (
        ("update.employee_positions", {"name": "Mine"}),
        ("delete.employee_positions", {}),
    ):
        error = await world.data_fails(method, **made, **more)
        tells(error, "entity_not_found", "id", made["id"])


@pytest.mark.parametrize(
    ("params", "mnemonic", "field"),
    [
        ({}, "required_parameter_missed", "name"),
        ({"name": " "}, "invalid_parameter_value", "name"),
        ({"name": 1}, "data_type_error", "name"),
        ({"name": "x", "size": 1}, "unexpected_parameters", "size"),
    ],
)
async def test_wrong_params(
    world: World, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    error = await world.data_fails("create.employee_positions", **params)
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)


async def test_without_a_permission_nothing_is_told(world: World) -> None:
    error = await world.data_fails("get.employee_positions", world.keys.own)
    tells(error, "forbidden")
