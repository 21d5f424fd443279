"""The address book: contacts (Data API spec 3.2)."""

from typing import Any

import pytest

from callapi.directory.contacts import find_name
from tests.api.data.expect import tells, where
from tests.api.world import World


async def shown(world: World, id_: int) -> dict[str, Any]:
    (row,) = await world.data("get.contacts", filter=where("id", id_))
    return dict(row)


async def make(world: World, *numbers: str, **params: Any) -> int:
    usual = {"last_name": "Reed", "phone_numbers": list(numbers)}
    made = await world.data("create.contacts", **{**usual, **params})
    return int(made["id"])


async def test_a_contact_is_made_and_shown(world: World) -> None:
    group = await world.id_of("contact_groups", "Warm")
    manager = await world.id_of_employee("Reyes")
    organization = await world.data("create.contact_organizations", name="Reed & Co")
    id_ = await make(
        world,
        "+12025550182",
        "12025550181",
        first_name="Ida",
        patronymic="B",
        emails=["ida@example.com"],
        personal_manager_id=manager,
        organization_id=organization["id"],
        groups=[group],
    )
    assert await shown(world, id_) == {
        "id": id_,
        "first_name": "Ida",
        "last_name": "Reed",
        "patronymic": "B",
        "full_name": "Reed Ida B",
        "emails": ["ida@example.com"],
        "phone_numbers": ["12025550182", "12025550181"],
        "personal_manager_id": manager,
        "personal_manager_full_name": "Reyes Dana",
        "organization_id": organization["id"],
        "organization_name": "Reed & Co",
        "groups": [{"group_id": group, "group_name": "Warm"}],
    }
    error = await world.data_fails("delete.contact_organizations", **organization)
    tells(error, "dependency_error", "id", organization["id"])
    assert error["params"]["used_by"] == [{"entity": "contact", "id": id_}]
    error = await world.data_fails("delete.employees", id=manager)
    assert {"entity": "contact", "id": id_} in error["params"]["used_by"]
    assert await world.data("delete.contacts", id=id_) == {}


async def test_null_sets_back_and_absent_leaves_alone(world: World) -> None:
    group = await world.id_of("contact_groups", "Warm")
    id_ = await make(
        world, "12025550183", first_name="Ida", emails=["i@example.com"], groups=[group]
    )
    assert await world.data("update.contacts", id=id_, last_name="Rood") == {}
    row = await shown(world, id_)
    assert (row["full_name"], row["emails"]) == ("Rood Ida", ["i@example.com"])
    assert row["phone_numbers"] == ["12025550183"]
    changes = dict.fromkeys(("first_name", "emails", "groups"))
    await world.data("update.contacts", id=id_, **changes)
    row = await shown(world, id_)
    assert (row["full_name"], row["emails"], row["groups"]) == ("Rood", [], [])
    numbers = ["12025550185", "12025550183", "12025550184"]
    await world.data("update.contacts", id=id_, phone_numbers=numbers)
    assert (await shown(world, id_))["phone_numbers"] == numbers


async def test_of_two_contacts_with_a_number_the_newest_is_found(world: World) -> None:
    account = await world.id_of("accounts", "Harbour Desk")
    await make(world, "12025550186", last_name="Old")
    await make(world, "12025550186", last_name="New")
    assert await find_name(world.pool, account, "12025550186") == "New"


async def test_many_are_deleted_at_once_or_none(world: World) -> None:
    ids = [await make(world, f"1202555018{n}", last_name="Many") for n in (7, 8)]
    error = await world.data_fails("delete.contacts", ids=[*ids, 999999])
    tells(error, "entity_not_found", "ids", 999999)
    assert len(await world.data("get.contacts", filter=where("last_name", "Many"))) == 2
    assert await world.data("delete.contacts", ids=ids) == {}
    assert await world.data("get.contacts", filter=where("last_name", "Many")) == []
    both: list[dict[str, Any]] = [{}, {"id": 1, "ids": [1]}]
    for wrong in both:
        error = await world.data_fails("delete.contacts", **wrong)
        assert (error["mnemonic"], error["field"]) == (
            "invalid_parameters_combination",
            "ids",
        )


async def test_a_contact_is_found_by_what_he_has(world: World) -> None:
    id_ = await make(world, "12025550189", emails=["found@example.com"])
    for field, path in (
        ("phone_numbers", '# = "12025550189"'),
        ("emails", '# = "found@example.com"'),
    ):
        rows = await world.data("get.contacts", filter=where(field, path, "jsquery"))
        assert [row["id"] for row in rows] == [id_]


async def test_the_group_of_the_system_mirrors_the_blacklist(world: World) -> None:
    system = await world.pool.fetchval(
        "select g.id from contact_groups g join accounts a on a.id = g.account_id"
        " where g.is_system and a.name = 'Harbour Desk'"
    )
    id_ = await make(world, "12025550190", last_name="Rude")
    assert (await shown(world, id_))["groups"] == []
    session_id = await world.talk(contact="12025550190")
    await world.ok("block.contact", call_session_id=session_id)
    member = {"group_id": system, "group_name": "Blacklist"}
    assert (await shown(world, id_))["groups"] == [member]
    warm = await world.id_of("contact_groups", "Warm")
    await world.data("update.contacts", id=id_, groups=[warm, system])
    await world.data("update.contacts", id=id_, groups=[])
    assert (await shown(world, id_))["groups"] == [member]
    later = await make(world, "12025550190", last_name="Rude too")
    assert (await shown(world, later))["groups"] == [member]
    await world.data("update.contacts", id=later, phone_numbers=["12025550191"])
    assert (await shown(world, later))["groups"] == []
    error = await world.data_fails("update.contacts", id=later, groups=[system])
    tells(error, "forbidden", "groups", code=-32602)
    await world.pool.execute("delete from blacklist where number = '12025550190'")
    assert (await shown(world, id_))["groups"] == []


async def test_foreign_contacts_are_not_there(world: World) -> None:
    made = await world.data(
        "create.contacts",
        world.keys.foreign_admin,
        last_name="Theirs",
        phone_numbers=["12025550192"],
    )
    assert await world.data("get.contacts", filter=where("id", made["id"])) == []
    for method, more in (
        ("update.contacts", {"last_name": "Y"}),
        ("delete.contacts", {}),
    ):
        error = await world.data_fails(method, **made, **more)
        tells(error, "entity_not_found", "id", made["id"])
    error = await world.data_fails(
        "create.group_contacts", name="Mixed", members=[made["id"]]
    )
    tells(error, "entity_not_found", "members", made["id"])


@pytest.mark.parametrize("field", ["personal_manager_id", "organization_id", "groups"])
async def test_what_is_named_has_to_be_the_account_s(world: World, field: str) -> None:
    if field == "personal_manager_id":
        foreign = await world.id_of_employee("Foreigner")
    elif field == "organization_id":
        made = await world.data(
            "create.contact_organizations", world.keys.foreign_admin, name="Theirs"
        )
        foreign = made["id"]
    else:
        account = await world.id_of("accounts", "Foreign Office")
        foreign = await world.id_of("contact_groups", str(account), "account_id::text")
    value: Any = [foreign] if field == "groups" else foreign
    sent = {"last_name": "X", "phone_numbers": ["12025550193"], field: value}
    error = await world.data_fails("create.contacts", **sent)
    tells(error, "entity_not_found", field, foreign)


@pytest.mark.parametrize(
    ("params", "mnemonic", "field"),
    [
        ({"last_name": None}, "required_parameter_missed", "last_name"),
        ({"last_name": ""}, "invalid_parameter_value", "last_name"),
        ({"phone_numbers": []}, "invalid_parameter_value", "phone_numbers"),
        ({"phone_numbers": ["1"]}, "invalid_parameter_value", "phone_numbers"),
        ({"phone_numbers": [12025550194]}, "data_type_error", "phone_numbers"),
        (
            {"phone_numbers": ["12025550194", "+12025550194"]},
            "invalid_parameter_value",
            "phone_numbers",
        ),
        (
            {"phone_numbers": [f"120255501{n}" for n in range(20, 31)]},
            "invalid_parameter_value",
            "phone_numbers",
        ),
        ({"emails": ["a@b", "a@b"]}, "invalid_parameter_value", "emails"),
        ({"emails": ["nobody"]}, "invalid_parameter_value", "emails"),
        ({"groups": [0]}, "invalid_parameter_value", "groups"),
        ({"size": 1}, "unexpected_parameters", "size"),
    ],
)
async def test_wrong_params(
    world: World, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    usual = {"last_name": "X", "phone_numbers": ["12025550194"]}
    error = await world.data_fails("create.contacts", **{**usual, **params})
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)


async def test_without_a_permission_nothing_is_told(world: World) -> None:
    key = world.keys.own
    for noun in ("contacts", "group_contacts", "contact_organizations"):
        tells(await world.data_fails(f"get.{noun}", key), "forbidden")
        tells(await world.data_fails(f"delete.{noun}", key, id=1), "forbidden")
