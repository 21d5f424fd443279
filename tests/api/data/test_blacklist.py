"""The blacklist (Data API spec 2.14)."""

from typing import Any

import pytest

from tests.api.data.expect import tells, where
from tests.api.data.test_users import log_in, new_user
from tests.api.starts import usual_params
from tests.api.world import CONTACT, World

GET, CREATE, DELETE = (
    "get.blacklist_phone_numbers",
    "create.phone_number_to_blacklist",
    "delete.phone_number_from_blacklist",
)


async def test_a_number_is_listed_and_removed(world: World) -> None:
    made = await world.data(CREATE, phone_number="+12025550188", add_comment="rude")
    assert made == {"id": made["id"], "phone_number": "12025550188"}
    (row,) = await world.data(GET, filter=where("id", made["id"]))
    assert row.pop("add_date_time")
    assert row == {**made, "add_user_name": "Chief", "add_comment": "rude"}
    event = await world.pool.fetchrow(
        "select session_id, body from events where name = 'contact_blocked'"
        " order by id desc limit 1"
    )
    assert event is not None
    blocked = {"contact_phone_number": "12025550188", "comment": "rude"}
    assert tuple(event) == (None, blocked)
    error = await world.data_fails(CREATE, phone_number="12025550188")
    tells(error, "duplicate_entity", "phone_number", "12025550188")
    usual = await usual_params(world, "start.simple_call")
    call = {**usual, "contact": "12025550188"}
    error = await world.fails("start.simple_call", **call)
    assert error["mnemonic"] == "contact_in_blacklist"
    assert await world.data(DELETE, id=made["id"]) == {}
    await world.ok("start.simple_call", **call)
    error = await world.data_fails(DELETE, id=made["id"])
    tells(error, "entity_not_found", "id", made["id"])


async def test_block_contact_writes_here_too(world: World) -> None:
    session = await world.employee_talk()
    await world.ok("block.contact", call_session_id=session)
    (row,) = await world.data(GET, filter=where("phone_number", CONTACT))
    assert (row["add_user_name"], row["add_comment"]) == ("Dispatch", None)
    await world.data(DELETE, id=row["id"])


async def test_there_are_at_most_ten_thousand(world: World) -> None:
    account = await world.id_of("accounts", "Harbour Desk")
    await world.pool.execute(
        "insert into blacklist (account_id, number)"
        " select $1, (99000000000 + n)::text from generate_series(1, 10000) n"
        " limit 10000 - (select count(*) from blacklist where account_id = $1)",
        account,
    )
    error = await world.data_fails(CREATE, phone_number="12025550187")
    tells(error, "data_limit_exceeded", "phone_number", "12025550187")
    await world.pool.execute("delete from blacklist where number like '990%'")


async def test_rights(world: World) -> None:
    permissions = [{"unit_id": "calls_blocking", "is_select": True}]
    user = await new_user(world, components=["dataapi"], permissions=permissions)
    token = (await log_in(world, user))["result"]["data"]["access_token"]
    assert await world.data(GET, token)
    for method, params in (
        (CREATE, {"phone_number": "12025550186"}),
        (DELETE, {"id": 1}),
    ):
        tells(await world.data_fails(method, token, **params), "forbidden")


async def test_foreign_numbers_are_not_there(world: World) -> None:
    made = await world.data(
        CREATE, world.keys.foreign_admin, phone_number="12025550185"
    )
    assert await world.data(GET, filter=where("id", made["id"])) == []
    error = await world.data_fails(DELETE, id=made["id"])
    tells(error, "entity_not_found", "id", made["id"])


@pytest.mark.parametrize(
    ("params", "mnemonic", "field"),
    [
        ({}, "required_parameter_missed", "phone_number"),
        ({"phone_number": 12025550188}, "data_type_error", "phone_number"),
        ({"phone_number": "0486173"}, "invalid_parameter_value", "phone_number"),
        ({"phone_number": "123456"}, "invalid_parameter_value", "phone_number"),
        ({"phone_number": "++12025550188"}, "invalid_parameter_value", "phone_number"),
        (
            {"phone_number": "12025550188", "add_comment": "x" * 501},
            "invalid_parameter_value",
            "add_comment",
        ),
        (
            {"phone_number": "12025550188", "comment": ""},
            "unexpected_parameters",
            "comment",
        ),
    ],
)
async def test_wrong_params(
    world: World, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    error = await world.data_fails(CREATE, **params)
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)
