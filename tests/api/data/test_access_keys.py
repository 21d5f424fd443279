"""Access keys (Data API spec 2.3)."""

import re
from typing import Any

import pytest

from tests.api.data.expect import tells, where
from tests.api.data.test_users import new_user
from tests.api.world import World

PAST, FUTURE = "2026-11-22 09:15:02", "2026-11-22 10:15:02"


async def new_key(world: World, **params: Any) -> Any:
    """A key of a new user who may use the Data API."""
    user = await new_user(world, components=["dataapi"], is_key_access_enabled=True)
    good = {"user_id": user["id"], "name": "one", "type": "permanent"}
    return await world.data("create.access_keys", **{**good, **params})


async def row(world: World, key: Any) -> Any:
    (found,) = await world.data("get.access_keys", filter=where("id", key["id"]))
    return found


async def test_a_key_is_shown_once_and_works_at_once(world: World) -> None:
    key = await new_key(world, name=" crm ")
    assert re.fullmatch(r"[0-9a-z]{40}", key["access_token"])
    assert key["expire_at"] is None
    assert await world.data("get.account", key["access_token"])
    found = await row(world, key)
    assert key["access_token"] not in str(found)
    assert found["token_prefix"] == key["access_token"][:6]
    assert (found["name"], found["type"], found["status"], found["expire_at"]) == (
        "crm",
        "permanent",
        "active",
        None,
    )


async def test_a_key_is_blocked_opened_and_removed_at_once(world: World) -> None:
    key = await new_key(world)
    token = key["access_token"]
    assert await world.data("get.account", token)
    assert await world.data("update.access_keys", id=key["id"], status="blocked") == {}
    assert (await row(world, key))["status"] == "blocked"
    error = await world.data_fails("get.account", token)
    assert error["mnemonic"] == "access_token_blocked"
    await world.data("update.access_keys", id=key["id"], status=None, name="two")
    assert await world.data("get.account", token)
    assert (await row(world, key))["name"] == "two"
    assert await world.data("delete.access_keys", id=key["id"]) == {}
    error = await world.data_fails("get.account", token)
    tells(error, "access_token_invalid", "access_token")
    error = await world.data_fails("delete.access_keys", id=key["id"])
    tells(error, "entity_not_found", "id", key["id"])


async def test_a_temporary_key_ends(world: World) -> None:
    key = await new_key(world, type="temporary", expire_at=FUTURE)
    assert key["expire_at"] == FUTURE
    assert await world.data("get.account", key["access_token"])
    await world.clock.leap(3600)
    error = await world.data_fails("get.account", key["access_token"])
    assert error["mnemonic"] == "access_token_expired"
    assert (await row(world, key))["status"] == "expired"
    error = await world.data_fails("update.access_keys", id=key["id"], status="active")
    tells(error, "invalid_parameters_combination", "status", "active")
    later = "2026-11-22 11:15:02"
    await world.data(
        "update.access_keys", id=key["id"], status="active", expire_at=later
    )
    assert await world.data("get.account", key["access_token"])
    assert (await row(world, key))["expire_at"] == later
    error = await world.data_fails("update.access_keys", id=key["id"], expire_at=None)
    tells(error, "invalid_parameter_value", "expire_at", "null")


async def test_when_a_key_was_used_is_known(world: World) -> None:
    key = await new_key(world)
    assert (await row(world, key))["last_used_date_time"] is None
    await world.data("get.account", key["access_token"])
    while (found := await row(world, key))["last_used_ip"] is None:
        pass  # it is written behind the reply
    assert found["last_used_ip"] == "127.0.0.1"
    assert found["last_used_date_time"] >= "2026-11-22 09:15:02"


async def test_a_user_without_access_by_key_gets_none(world: World) -> None:
    user = await new_user(world)
    good = {"user_id": user["id"], "name": "one", "type": "permanent"}
    error = await world.data_fails("create.access_keys", **good)
    assert (error["mnemonic"], error["field"]) == ("forbidden", "user_id")


async def test_taking_away_access_by_key_blocks_all_keys(world: World) -> None:
    key = await new_key(world)
    assert await world.data("get.account", key["access_token"])
    user = (await row(world, key))["user_id"]
    await world.data("update.users", id=user, is_key_access_enabled=False)
    error = await world.data_fails("get.account", key["access_token"])
    assert error["mnemonic"] == "access_token_blocked"


async def test_a_user_has_at_most_twenty(world: World) -> None:
    key = await new_key(world)
    user = (await row(world, key))["user_id"]
    good = {"user_id": user, "type": "permanent"}
    error = await world.data_fails("create.access_keys", name="one", **good)
    tells(error, "duplicate_entity", "name", "one")
    for number in range(19):
        await world.data("create.access_keys", name=f"more {number}", **good)
    error = await world.data_fails("create.access_keys", name="last", **good)
    tells(error, "data_limit_exceeded", "user_id", user)
    error = await world.data_fails("update.access_keys", id=key["id"], name="more 1")
    tells(error, "duplicate_entity", "name", "more 1")


async def test_foreign_users_and_keys_are_not_there(world: World) -> None:
    user = await world.id_of("users", "foreign", "login")
    good: dict[str, Any] = {"user_id": user, "name": "mine", "type": "permanent"}
    error = await world.data_fails("create.access_keys", **good)
    tells(error, "entity_not_found", "user_id", user)
    key = await world.id_of("tokens", user, "user_id")
    assert await world.data("get.access_keys", filter=where("id", key)) == []
    for method, more in (
        ("update.access_keys", {"status": "blocked"}),
        ("delete.access_keys", {}),
    ):
        error = await world.data_fails(method, id=key, **more)
        tells(error, "entity_not_found", "id", key)


@pytest.mark.parametrize(
    ("params", "mnemonic", "field"),
    [
        ({"name": "x" * 101}, "invalid_parameter_value", "name"),
        ({"type": "eternal"}, "invalid_parameter_value", "type"),
        ({"type": "temporary"}, "required_parameter_missed", "expire_at"),
        ({"expire_at": FUTURE}, "invalid_parameters_combination", "expire_at"),
        (
            {"type": "temporary", "expire_at": PAST},
            "invalid_date_time",
            "expire_at",
        ),
        (
            {"type": "temporary", "expire_at": "tomorrow"},
            "invalid_date_time",
            "expire_at",
        ),
        ({"type": "temporary", "expire_at": 1}, "data_type_error", "expire_at"),
        ({"user_id": 0}, "invalid_parameter_value", "user_id"),
        ({"status": "active"}, "unexpected_parameters", "status"),
    ],
)
async def test_wrong_params(
    world: World, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    me = await world.id_of("users", "chief", "login")
    good = {"user_id": me, "name": "wrong", "type": "permanent"}
    error = await world.data_fails("create.access_keys", **{**good, **params})
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)
