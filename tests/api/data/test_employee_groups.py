"""Groups of employees (Data API spec 3.1)."""

from typing import Any

import pytest

from tests.api.data.expect import tells, where
from tests.api.data.rights import take_away
from tests.api.world import World


async def shown(world: World, id_: int) -> dict[str, Any]:
    (row,) = await world.data("get.group_employees", filter=where("id", id_))
    return dict(row)


async def make(world: World, name: str, **params: Any) -> int:
    made = await world.data("create.group_employees", name=name, **params)
    return int(made["id"])


async def test_a_group_is_made_and_shown(world: World) -> None:
    reyes, stone = [await world.id_of_employee(it) for it in ("Reyes", "Stone")]
    id_ = await make(
        world,
        "Sales",
        members=[stone, reyes],
        group_phone_number="701",
        queue_enabled=True,
        channels_count=3,
    )
    row = await shown(world, id_)
    numbers = row.pop("phone_numbers")
    assert row == {
        "id": id_,
        "name": "Sales",
        "members": [
            {"employee_id": stone, "employee_full_name": "Stone Ann"},
            {"employee_id": reyes, "employee_full_name": "Reyes Dana"},
        ],
        "group_phone_number": "701",
        "queue_enabled": True,
        "channels_count": 3,
        "schedule_id": None,
    }
    assert [it["employee_phone_number"] for it in numbers] == [
        "0486174",
        "0486173",
        "12025550151",
    ]
    assert numbers[0] == {
        "employee_phone_number_id": numbers[0]["employee_phone_number_id"],
        "employee_phone_number": "0486174",
        "employee_id": stone,
        "employee_full_name": "Stone Ann",
        "available": True,
    }


async def test_null_sets_back_and_absent_leaves_alone(world: World) -> None:
    stone = await world.id_of_employee("Stone")
    more: dict[str, Any] = {
        "group_phone_number": "702",
        "queue_enabled": True,
        "channels_count": 9,
    }
    id_ = await make(world, "Changing", members=[stone], **more)
    assert await world.data("update.group_employees", id=id_, name="Changed") == {}
    row = await shown(world, id_)
    assert (row["name"], row["group_phone_number"]) == ("Changed", "702")
    await world.data("update.group_employees", id=id_, **dict.fromkeys(more))
    row = await shown(world, id_)
    assert [row[name] for name in more] == [None, False, 1]
    assert len(row["members"]) == 1
    await world.data("update.group_employees", id=id_, members=None)
    row = await shown(world, id_)
    assert (row["members"], row["phone_numbers"]) == ([], [])


async def test_the_numbers_of_new_members_stand_last(world: World) -> None:
    reyes, stone = [await world.id_of_employee(it) for it in ("Reyes", "Stone")]
    id_ = await make(world, "Growing", members=[reyes])
    first, second = (await shown(world, id_))["phone_numbers"]
    order = [
        {**named(second), "available": False},
        {**named(first), "available": True},
    ]
    wanted: dict[str, Any] = {"id": id_, "phone_numbers": order}
    assert await world.data("update.group_employees_numbers", **wanted) == {}
    await world.data("update.group_employees", id=id_, members=[stone, reyes])
    numbers = (await shown(world, id_))["phone_numbers"]
    assert [(it["employee_phone_number"], it["available"]) for it in numbers] == [
        ("12025550151", False),
        ("0486173", True),
        ("0486174", True),
    ]


def named(number: dict[str, Any]) -> dict[str, Any]:
    name = "employee_phone_number_id"
    return {name: number[name]}


async def test_every_number_has_to_be_named_once(world: World) -> None:
    id_ = await make(world, "Whole", members=[await world.id_of_employee("Reyes")])
    one, other = [
        {**named(it), "available": True}
        for it in (await shown(world, id_))["phone_numbers"]
    ]
    stranger = {"employee_phone_number_id": 999999, "available": True}
    for wrong in ([one], [one, one], [one, other, other], [one, other, stranger], []):
        error = await world.data_fails(
            "update.group_employees_numbers", id=id_, phone_numbers=wrong
        )
        assert (error["mnemonic"], error["field"]) == (
            "invalid_parameter_value",
            "phone_numbers",
        )


async def test_names_and_extensions_are_given_once(world: World) -> None:
    id_ = await make(world, "Unique", group_phone_number="703")
    error = await world.data_fails("create.group_employees", name="Unique")
    tells(error, "duplicate_entity", "name", "Unique")
    for taken in ("703", "201"):
        error = await world.data_fails(
            "create.group_employees", name="Second", group_phone_number=taken
        )
        tells(error, "already_in_use", "group_phone_number", taken)
    error = await world.data_fails(
        "update.group_employees", id=id_, group_phone_number="201"
    )
    tells(error, "already_in_use", "group_phone_number", "201")
    error = await world.data_fails(
        "create.employees",
        last_name="X",
        extension={"extension_phone_number": "703"},
    )
    tells(error, "already_in_use", "extension.extension_phone_number", "703")


async def test_a_group_that_a_scenario_dials_stays(world: World) -> None:
    id_ = await make(world, "Dialled")
    scenario = await world.pool.fetchval(
        "insert into scenarios (account_id, name, document)"
        " select account_id, 'By group', $2 from employee_groups where id = $1"
        " returning id",
        id_,
        {
            "start_operation_key": "ring",
            "operations": [
                {
                    "key": "ring",
                    "type": "redirect",
                    "settings": {"targets": [{"type": "group", "id": id_}]},
                }
            ],
        },
    )
    error = await world.data_fails("delete.group_employees", id=id_)
    tells(error, "dependency_error", "id", id_)
    assert error["params"]["used_by"] == [{"entity": "scenario", "id": scenario}]
    await world.pool.execute("delete from scenarios where id = $1", scenario)
    assert await world.data("delete.group_employees", id=id_) == {}
    error = await world.data_fails("delete.group_employees", id=id_)
    tells(error, "entity_not_found", "id", id_)


async def test_foreign_groups_are_not_there(world: World) -> None:
    made = await world.data(
        "create.group_employees", world.keys.foreign_admin, name="Theirs"
    )
    assert await world.data("get.group_employees", filter=where("id", made["id"])) == []
    for method, more in (
        ("update.group_employees", {"name": "Mine"}),
        ("update.group_employees_numbers", {"phone_numbers": []}),
        ("delete.group_employees", {}),
    ):
        error = await world.data_fails(method, **made, **more)
        tells(error, "entity_not_found", "id", made["id"])
    theirs = await world.id_of_employee("Foreigner")
    error = await world.data_fails(
        "create.group_employees", name="Mixed", members=[theirs]
    )
    tells(error, "entity_not_found", "members", theirs)


async def test_the_extension_is_part_of_the_virtual_pbx(world: World) -> None:
    await take_away(world, world.keys.foreign_admin, "va")
    error = await world.data_fails(
        "create.group_employees",
        world.keys.foreign_admin,
        name="Small",
        group_phone_number="704",
    )
    tells(
        error,
        "parameter_component_disabled",
        "group_phone_number",
        "704",
        components="Virtual PBX",
    )
    await world.data("create.group_employees", world.keys.foreign_admin, name="Small")


@pytest.mark.parametrize(
    ("params", "mnemonic", "field"),
    [
        ({}, "required_parameter_missed", "name"),
        ({"name": ""}, "invalid_parameter_value", "name"),
        ({"name": "x" * 256}, "invalid_parameter_value", "name"),
        ({"name": "x", "size": 1}, "unexpected_parameters", "size"),
        ({"name": "x", "members": 1}, "data_type_error", "members"),
        ({"name": "x", "members": ["1"]}, "data_type_error", "members"),
        (
            {"name": "x", "group_phone_number": "12a"},
            "invalid_parameter_value",
            "group_phone_number",
        ),
        ({"name": "x", "queue_enabled": "true"}, "data_type_error", "queue_enabled"),
        (
            {"name": "x", "channels_count": 200},
            "invalid_parameter_value",
            "channels_count",
        ),
        ({"name": "x", "schedule_id": 999999}, "entity_not_found", "schedule_id"),
    ],
)
async def test_wrong_params(
    world: World, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    error = await world.data_fails("create.group_employees", **params)
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)


@pytest.mark.parametrize("verb", ["get", "create", "update", "delete"])
async def test_without_a_permission_nothing_is_told(world: World, verb: str) -> None:
    params: dict[str, Any] = {"create": {"name": "X"}, "get": {}}.get(verb, {"id": 1})
    error = await world.data_fails(f"{verb}.group_employees", world.keys.own, **params)
    tells(error, "forbidden")
