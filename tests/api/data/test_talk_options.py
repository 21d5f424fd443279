"""Talk options (Data API spec 2.13)."""

from typing import Any

import pytest

from tests.api.data.expect import tells, where
from tests.api.world import World

CREATE, UPDATE, DELETE = (
    "create.talk_options",
    "update.talk_options",
    "delete.talk_options",
)


async def shown(world: World, option: dict[str, Any]) -> Any:
    (row,) = await world.data("get.talk_options", filter=where("id", option["id"]))
    return row


async def test_an_option_is_made_changed_and_removed(world: World) -> None:
    tag = await world.id_of("tags", "Hot lead")
    made = await world.data(
        CREATE, button="9", mnemonic="tag_call", button_value_id=tag
    )
    assert await shown(world, made) == {
        **made,
        "button": "9",
        "mnemonic": "tag_call",
        "name": "Add a tag",
        "button_value_id": tag,
        "button_value_name": "Hot lead",
    }
    listed = (await world.ok("list.talk_options"))[-1]
    assert listed["button_value"] == {"id": tag, "value": "Hot lead"}
    assert await world.data(UPDATE, **made, button="#", name="Lead!") == {}
    row = await shown(world, made)
    assert (row["button"], row["name"], row["button_value_id"]) == ("#", "Lead!", tag)
    await world.data(UPDATE, **made, mnemonic="record_talk", name=None)
    row = await shown(world, made)
    assert (row["name"], row["button_value_id"]) == ("Voice recorder", None)
    assert await world.data(DELETE, **made) == {}
    error = await world.data_fails(DELETE, **made)
    tells(error, "entity_not_found", "id", made["id"])


async def test_a_new_option_works_in_a_running_talk(world: World) -> None:
    session = await world.employee_talk()
    tag = await world.id_of("tags", "Complaint")
    made = await world.data(
        CREATE, button="8", mnemonic="tag_call", button_value_id=tag
    )
    await world.ok("call.talk_option", call_session_id=session, button="8")
    assert [it.name for it in (await world.session(session)).tags] == ["Complaint"]
    await world.data(DELETE, **made)
    error = await world.fails("call.talk_option", call_session_id=session, button="8")
    assert error["mnemonic"] == "talk_option_not_found"


async def test_an_option_may_transfer_to_an_employee(world: World) -> None:
    stone = await world.id_of_employee("Stone")
    made = await world.data(
        CREATE, button="8", mnemonic="transfer_call", button_value_id=stone
    )
    assert (await shown(world, made))["button_value_name"] == "Stone Ann"
    listed = (await world.ok("list.talk_options"))[-1]
    assert listed["button_value"] == {"id": stone, "value": "Stone Ann"}
    await world.data(UPDATE, **made, button_value_id=None)
    assert (await shown(world, made))["button_value_name"] is None
    await world.data(DELETE, **made)


async def test_a_button_is_given_once(world: World) -> None:
    error = await world.data_fails(CREATE, button="0", mnemonic="record_talk")
    tells(error, "already_in_use", "button", "0")
    made = await world.data(CREATE, button="8", mnemonic="record_talk")
    error = await world.data_fails(UPDATE, **made, button="0")
    tells(error, "already_in_use", "button", "0")
    await world.data(DELETE, **made)


@pytest.mark.parametrize("mnemonic", ["tag_call", "run_scenario", "save_numa"])
async def test_what_it_acts_with_is_needed(world: World, mnemonic: str) -> None:
    error = await world.data_fails(CREATE, button="8", mnemonic=mnemonic)
    tells(error, "required_parameter_missed", "button_value_id")
    error = await world.data_fails(
        CREATE, button="8", mnemonic=mnemonic, button_value_id=999_999
    )
    tells(error, "entity_not_found", "button_value_id", 999_999)
    made = await world.data(CREATE, button="8", mnemonic="transfer_call")
    error = await world.data_fails(UPDATE, **made, mnemonic=mnemonic)
    tells(error, "required_parameter_missed", "button_value_id")
    await world.data(DELETE, **made)


@pytest.mark.parametrize(
    "mnemonic", ["finish_conversation", "record_talk", "call_coach", "receive_fax"]
)
async def test_others_act_with_nothing(world: World, mnemonic: str) -> None:
    tag = await world.id_of("tags", "Hot lead")
    error = await world.data_fails(
        CREATE, button="8", mnemonic=mnemonic, button_value_id=tag
    )
    tells(error, "invalid_parameters_combination", "button_value_id", tag)


async def test_nobody_is_saved_to_the_blacklist_by_a_key(world: World) -> None:
    [group] = await world.data("get.group_contacts", filter=where("is_system", True))
    more = {"button": "8", "mnemonic": "save_numa", "button_value_id": group["id"]}
    error = await world.data_fails(CREATE, **more)
    assert (error["mnemonic"], error["field"]) == ("forbidden", "button_value_id")
    made = await world.data(CREATE, button="8", mnemonic="record_talk")
    error = await world.data_fails(UPDATE, **made, **more)
    assert (error["mnemonic"], error["field"]) == ("forbidden", "button_value_id")
    await world.data(DELETE, **made)


async def test_an_employee_whom_a_key_transfers_to_stays(world: World) -> None:
    employee = await world.data("create.employees", last_name="Target")
    made = await world.data(
        CREATE, button="8", mnemonic="transfer_call", button_value_id=employee["id"]
    )
    error = await world.data_fails("delete.employees", **employee)
    assert error["mnemonic"] == "dependency_error"
    assert error["params"]["used_by"] == [{"entity": "talk_option", "id": made["id"]}]
    await world.data(DELETE, **made)
    await world.data("delete.employees", **employee)


async def test_foreign_things_are_not_there(world: World) -> None:
    for table, name, column, mnemonic in (
        ("tags", "Foreign", "name", "tag_call"),
        ("scenarios", "Theirs", "name", "run_scenario"),
        ("employees", "Foreigner", "last_name", "transfer_call"),
    ):
        id_ = await world.id_of(table, name, column)
        error = await world.data_fails(
            CREATE, button="8", mnemonic=mnemonic, button_value_id=id_
        )
        tells(error, "entity_not_found", "button_value_id", id_)
    made = await world.data(
        CREATE, world.keys.foreign_admin, button="8", mnemonic="record_talk"
    )
    assert await world.data("get.talk_options", filter=where("id", made["id"])) == []
    for method in (UPDATE, DELETE):
        error = await world.data_fails(method, **made)
        tells(error, "entity_not_found", "id", made["id"])


@pytest.mark.parametrize(
    ("params", "mnemonic", "field"),
    [
        ({"button": "*"}, "invalid_parameter_value", "button"),
        ({"button": "10"}, "invalid_parameter_value", "button"),
        ({"button": 1}, "data_type_error", "button"),
        ({"mnemonic": "sing"}, "invalid_parameter_value", "mnemonic"),
        ({"name": " "}, "invalid_parameter_value", "name"),
        ({"button_value_id": "1"}, "data_type_error", "button_value_id"),
    ],
)
async def test_wrong_params(
    world: World, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    good = {"button": "8", "mnemonic": "record_talk"}
    error = await world.data_fails(CREATE, **{**good, **params})
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)
