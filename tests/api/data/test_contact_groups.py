"""The address book: groups and organizations (Data API spec 3.2)."""

from typing import Any

import pytest

from tests.api.data.expect import tells, where
from tests.api.world import World

NOUNS = ("group_contacts", "contact_organizations")


async def test_a_group_is_made_changed_and_removed(world: World) -> None:
    contact = await world.data(
        "create.contacts", last_name="Reed", phone_numbers=["12025550182"]
    )
    member = {"contact_id": contact["id"], "contact_full_name": "Reed"}
    made = await world.data(
        "create.group_contacts", name="Friends", members=[contact["id"]]
    )
    found = where("id", made["id"])
    (row,) = await world.data("get.group_contacts", filter=found)
    assert row == {
        "id": made["id"],
        "name": "Friends",
        "is_system": False,
        "members": [member],
    }
    assert await world.data("update.group_contacts", **made, name="Old friends") == {}
    (row,) = await world.data("get.group_contacts", filter=found)
    assert (row["name"], row["members"]) == ("Old friends", [member])
    await world.data("update.group_contacts", **made, members=None)
    (row,) = await world.data("get.group_contacts", filter=found)
    assert row["members"] == []
    assert await world.data("delete.group_contacts", **made) == {}


async def test_an_organization_is_made_renamed_and_removed(world: World) -> None:
    made = await world.data("create.contact_organizations", name="Reed & Co")
    assert await world.data("update.contact_organizations", **made, name="Reed") == {}
    rows = await world.data(
        "get.contact_organizations", filter=where("name", "Re%", "like")
    )
    assert rows == [{"id": made["id"], "name": "Reed"}]
    assert await world.data("delete.contact_organizations", **made) == {}


@pytest.mark.parametrize("noun", NOUNS)
async def test_a_name_is_given_once(world: World, noun: str) -> None:
    made = await world.data(f"create.{noun}", name="Once")
    error = await world.data_fails(f"create.{noun}", name="Once")
    tells(error, "duplicate_entity", "name", "Once")
    other = await world.data(f"create.{noun}", name="Twice")
    error = await world.data_fails(f"update.{noun}", **other, name="Once")
    tells(error, "duplicate_entity", "name", "Once")
    assert await world.data(f"update.{noun}", **made, name="Once") == {}


@pytest.mark.parametrize("noun", NOUNS)
async def test_what_is_gone_is_gone(world: World, noun: str) -> None:
    made = await world.data(f"create.{noun}", name="Gone")
    await world.data(f"delete.{noun}", **made)
    for verb in ("update", "delete"):
        error = await world.data_fails(f"{verb}.{noun}", **made)
        tells(error, "entity_not_found", "id", made["id"])


@pytest.mark.parametrize("noun", NOUNS)
async def test_foreign_ones_are_not_there(world: World, noun: str) -> None:
    made = await world.data(f"create.{noun}", world.keys.foreign_admin, name="Theirs")
    assert await world.data(f"get.{noun}", filter=where("id", made["id"])) == []
    for verb in ("update", "delete"):
        error = await world.data_fails(f"{verb}.{noun}", **made)
        tells(error, "entity_not_found", "id", made["id"])


async def test_the_group_of_the_system_stays_as_it_is(world: World) -> None:
    (row,) = await world.data("get.group_contacts", filter=where("is_system", True))
    assert row["name"] == "Blacklist"
    changes: tuple[tuple[str, dict[str, Any]], ...] = (
        ("update.group_contacts", {"name": "Mine"}),
        ("update.group_contacts", {"members": []}),
        ("delete.group_contacts", {}),
    )
    for method, more in changes:
        error = await world.data_fails(method, id=row["id"], **more)
        tells(error, "forbidden", code=-32602)


async def test_a_group_in_use_stays(world: World) -> None:
    group = await world.id_of("contact_groups", "Warm")
    error = await world.data_fails("delete.group_contacts", id=group)
    tells(error, "dependency_error", "id", group)
    assert [it["entity"] for it in error["params"]["used_by"]] == ["talk_option"]


@pytest.mark.parametrize(
    ("params", "mnemonic", "field"),
    [
        ({}, "required_parameter_missed", "name"),
        ({"name": " "}, "invalid_parameter_value", "name"),
        ({"name": 1}, "data_type_error", "name"),
        ({"name": "x", "size": 1}, "unexpected_parameters", "size"),
    ],
)
@pytest.mark.parametrize("noun", NOUNS)
async def test_wrong_params(
    world: World, noun: str, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    error = await world.data_fails(f"create.{noun}", **params)
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)


async def test_members_are_ids_of_contacts(world: World) -> None:
    for wrong, mnemonic in ((1, "data_type_error"), (["1"], "data_type_error")):
        error = await world.data_fails("create.group_contacts", name="x", members=wrong)
        assert (error["mnemonic"], error["field"]) == (mnemonic, "members")
    error = await world.data_fails("create.group_contacts", name="x", members=[999999])
    tells(error, "entity_not_found", "members", 999999)
