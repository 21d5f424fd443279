"""Tags (Data API spec 2.11)."""

from typing import Any

import pytest

from callapi.client import DataApi
from callapi.client.errors import EntityNotFound
from tests.api.data.expect import tells, where
from tests.api.world import World


async def test_a_tag_is_made_renamed_and_removed(data_api: DataApi) -> None:
    made = await data_api.create_tags(name="  Second call ", color="#2E8B57")
    this = where("id", made["id"])
    (row,) = await data_api.get_tags(filter=this)
    assert row == {"id": made["id"], "name": "Second call", "is_system": False}
    assert await data_api.update_tags(id=made["id"], name="Third call") == {}
    (row,) = await data_api.get_tags(fields=["name", "color"], filter=this)
    assert row == {"name": "Third call", "color": "#2E8B57"}
    await data_api.update_tags(id=made["id"], color=None)
    (row,) = await data_api.get_tags(fields=["name", "color"], filter=this)
    assert row["color"] == "#EBEBEB"
    assert await data_api.delete_tags(id=made["id"]) == {}
    with pytest.raises(EntityNotFound) as raised:
        await data_api.delete_tags(id=made["id"])
    assert (raised.value.field, raised.value.value) == ("id", str(made["id"]))


async def test_a_name_is_given_once(world: World) -> None:
    error = await world.data_fails("create.tags", name="Hot lead")
    tells(error, "duplicate_entity", "name", "Hot lead")
    made = await world.data("create.tags", name="hot lead")
    error = await world.data_fails("update.tags", name="Hot lead", **made)
    tells(error, "duplicate_entity", "name", "Hot lead")
    await world.data("delete.tags", **made)


async def test_a_tag_in_use_stays(world: World) -> None:
    tag = await world.id_of("tags", "Hot lead")
    error = await world.data_fails("delete.tags", id=tag)
    tells(error, "dependency_error", "id", tag)
    assert {"talk_option"} <= {it["entity"] for it in error["params"]["used_by"]}


async def test_a_tag_of_the_system_stays_as_it_is(world: World) -> None:
    system = where("is_system", True)
    tags = await world.data("get.tags", fields=["id", "name"], filter=system)
    assert sorted(it["name"] for it in tags) == ["Not processed", "Sale"]
    made = {"id": tags[0]["id"]}
    for method, more in (("update.tags", {"name": "Theirs"}), ("delete.tags", {})):
        error = await world.data_fails(method, **made, **more)
        tells(error, "forbidden", code=-32602)


async def test_foreign_tags_are_not_there(world: World) -> None:
    tag = await world.id_of("tags", "Foreign")
    assert await world.data("get.tags", filter=where("id", tag)) == []
    for method, more in (("update.tags", {"name": "Mine"}), ("delete.tags", {})):
        error = await world.data_fails(method, id=tag, **more)
        tells(error, "entity_not_found", "id", tag)


@pytest.mark.parametrize(
    ("params", "mnemonic", "field"),
    [
        ({}, "required_parameter_missed", "name"),
        ({"name": None}, "required_parameter_missed", "name"),
        ({"name": "x", "size": 1}, "unexpected_parameters", "size"),
        ({"name": 7}, "data_type_error", "name"),
        ({"name": "x", "color": []}, "data_type_error", "color"),
        ({"name": " "}, "invalid_parameter_value", "name"),
        ({"name": "x" * 101}, "invalid_parameter_value", "name"),
        ({"name": "a\x00"}, "invalid_parameter_value", "name"),
        ({"name": "x", "color": "red"}, "invalid_parameter_value", "color"),
    ],
)
async def test_wrong_params(
    world: World, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    error = await world.data_fails("create.tags", **params)
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)


async def test_a_name_can_not_be_taken_away(world: World) -> None:
    tag = await world.id_of("tags", "Complaint")
    error = await world.data_fails("update.tags", id=tag, name=None)
    tells(error, "invalid_parameter_value", "name", "null")
