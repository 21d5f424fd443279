"""Users of the account (Data API spec 2.3)."""

from typing import Any

import pytest

from tests.api.data.expect import tells, where
from tests.api.data.rights import take_away
from tests.api.world import CALL_API, DATA_API, World

PASSWORD = "battery staple"
LATER = {"name": "Later", "password": PASSWORD}
numbers = iter(range(1, 1000))


async def new_user(world: World, **params: Any) -> dict[str, Any]:
    """A user; `id` and `login`."""
    login = f"made{next(numbers)}"
    more = {"name": "Made", "password": PASSWORD, **params}
    made = await world.data("create.users", login=login, **more)
    return {**made, "login": login}


async def row(world: World, user: dict[str, Any]) -> Any:
    (found,) = await world.data("get.users", filter=where("id", user["id"]))
    return found


async def log_in(
    world: World, user: dict[str, Any], password: str = PASSWORD, path: str = DATA_API
) -> dict[str, Any]:
    params = {"login": user["login"], "password": password}
    return await world.post("login.user", params, path)


async def test_a_user_is_made_changed_and_removed(world: World) -> None:
    user = await new_user(world, name=" Ann Stone ", components=["dataapi", "callapi"])
    found = await row(world, user)
    created = found.pop("creation_date_time")
    assert len(created) == len("2026-11-22 09:15:02")
    assert found == {
        "id": user["id"],
        "login": user["login"],
        "name": "Ann Stone",
        "description": None,
        "type": "user",
        "is_active": True,
        "employee_id": None,
        "components": ["callapi", "dataapi"],
        "permissions": [],
        "is_key_access_enabled": False,
        "last_login_date_time": None,
    }
    permissions = [{"unit_id": "tag_management", "is_select": True}]
    employee = await world.id_of_employee("Stone")
    changed: dict[str, Any] = {
        "description": "night shift",
        "permissions": permissions,
        "employee_id": employee,
        "is_key_access_enabled": True,
    }
    assert await world.data("update.users", id=user["id"], **changed) == {}
    found = await row(world, user)
    others = dict.fromkeys(("is_insert", "is_update", "is_delete"), False)
    assert found["permissions"] == [{**permissions[0], **others}]
    assert found["description"] == "night shift"
    assert found["employee_id"] == employee
    assert found["is_key_access_enabled"]
    assert found["components"] == ["callapi", "dataapi"]
    assert await world.data("delete.users", id=user["id"]) == {}
    error = await world.data_fails("delete.users", id=user["id"])
    tells(error, "entity_not_found", "id", user["id"])


async def test_a_new_user_may_do_nothing(world: World) -> None:
    user = await new_user(world)
    for path in (CALL_API, DATA_API):
        reply = await log_in(world, user, path=path)
        assert reply["error"]["data"]["mnemonic"] == "forbidden"


async def test_null_sets_back_to_what_a_new_user_has(world: World) -> None:
    user = await new_user(
        world,
        description="x",
        type="admin",
        is_active=False,
        components=["dataapi"],
        permissions=[{"unit_id": "reports"}],
        is_key_access_enabled=True,
    )
    assert (await row(world, user))["permissions"][0]["is_delete"]  # of an admin
    nulls = dict.fromkeys(
        (
            *("description", "type", "is_active", "employee_id", "components"),
            *("permissions", "is_key_access_enabled"),
        )
    )
    await world.data("update.users", id=user["id"], **nulls)
    found = await row(world, user)
    assert found["type"] == "user"
    assert found["is_active"]
    assert found["description"] is None
    assert found["components"] == found["permissions"] == []
    assert not found["is_key_access_enabled"]
    for field in ("login", "password", "name"):
        error = await world.data_fails("update.users", id=user["id"], **{field: None})
        told = None if field == "password" else "null"
        assert (error["mnemonic"], error["field"]) == ("invalid_parameter_value", field)
        assert told is None or error["value"] == told


async def test_rights_count_at_once(world: World) -> None:
    user = await new_user(world, components=["dataapi"])
    token = (await log_in(world, user))["result"]["data"]["access_token"]
    error = await world.data_fails("get.tags", token)
    tells(error, "forbidden")
    permissions = [{"unit_id": "tag_management", "is_select": True}]
    await world.data("update.users", id=user["id"], permissions=permissions)
    assert await world.data("get.tags", token)
    error = await world.data_fails("create.tags", token, name="Not mine")
    tells(error, "forbidden")
    await world.data("update.users", id=user["id"], components=[])
    error = await world.data_fails("get.tags", token)
    tells(error, "forbidden")
    error = await world.fails("list.calls", token)
    assert error["mnemonic"] == "forbidden"
    await world.data("update.users", id=user["id"], components=["callapi"])
    error = await world.fails("list.calls", token)
    assert error["mnemonic"] == "forbidden"
    both = ["callapi", "callapi_management_call"]
    await world.data("update.users", id=user["id"], components=both)
    assert await world.ok("list.calls", token) == []


async def test_access_to_the_call_api_needs_its_basic_set(world: World) -> None:
    """Of the account; what else a user may use can be set before (spec 6.2)."""
    admin = world.keys.foreign_admin
    user = await world.data("create.users", admin, **LATER, login="before")
    await take_away(world, admin, "callapi")
    for method, params in (
        ("create.users", {**LATER, "login": "after"}),
        ("update.users", {"id": user["id"]}),
    ):
        wanted = {"components": ["dataapi", "callapi"]}
        error = await world.data_fails(method, admin, **params, **wanted)
        tells(
            error,
            "parameter_component_disabled",
            "components",
            '["dataapi","callapi"]',
            components="Call API Basic set",
        )
    for components in (["callapi_management_call"], [], None):
        changes = {"id": user["id"], "components": components}
        await world.data("update.users", admin, **changes)
    await world.data("enable.components", admin, components=["callapi"])


async def test_a_new_password_ends_the_sessions(world: World) -> None:
    user = await new_user(world, components=["dataapi"])
    token = (await log_in(world, user))["result"]["data"]["access_token"]
    assert await world.data("get.account", token)
    await world.data("update.users", id=user["id"], password="other staple")
    error = await world.data_fails("get.account", token)
    tells(error, "access_token_invalid", "access_token")
    reply = await log_in(world, user)
    assert reply["error"]["data"]["mnemonic"] == "auth_error"
    assert "result" in await log_in(world, user, "other staple")


async def test_who_is_switched_off_is_out_at_once(world: World) -> None:
    user = await new_user(world, components=["dataapi"], is_key_access_enabled=True)
    token = (await log_in(world, user))["result"]["data"]["access_token"]
    key = (
        await world.data(
            "create.access_keys", user_id=user["id"], name="one", type="permanent"
        )
    )["access_token"]
    assert await world.data("get.account", key)
    await world.data("update.users", id=user["id"], is_active=False)
    for secret in (token, key):
        error = await world.data_fails("get.account", secret)
        tells(error, "access_token_invalid", "access_token")
    reply = await log_in(world, user)
    assert reply["error"]["data"]["mnemonic"] == "auth_error"
    await world.data("update.users", id=user["id"], is_active=True)
    error = await world.data_fails("get.account", token)
    tells(error, "access_token_invalid", "access_token")
    assert await world.data("get.account", key)
    await world.data("delete.users", id=user["id"])
    error = await world.data_fails("get.account", key)
    tells(error, "access_token_invalid", "access_token")


async def test_the_last_administrator_stays(world: World) -> None:
    me = await world.id_of("users", "chief", "login")
    for method, change in (
        ("update.users", {"is_active": False}),
        ("update.users", {"type": "user"}),
        ("delete.users", {}),
    ):
        error = await world.data_fails(method, id=me, **change)
        tells(error, "forbidden", code=-32602)
    assert await world.data("get.account")
    other = await new_user(world, type="admin", components=["dataapi"])
    await world.data("update.users", id=other["id"], type="user")
    error = await world.data_fails("delete.users", id=me)
    tells(error, "forbidden", code=-32602)


async def test_a_login_is_given_once_on_the_server(world: World) -> None:
    for taken in ("dispatch", "DISPATCH", "foreign"):
        error = await world.data_fails(
            "create.users", login=taken, password=PASSWORD, name="x"
        )
        tells(error, "duplicate_entity", "login", taken)
    user = await new_user(world)
    error = await world.data_fails("update.users", id=user["id"], login="Dispatch")
    tells(error, "duplicate_entity", "login", "Dispatch")


async def test_an_employee_has_one_user(world: World) -> None:
    employee = await world.id_of_employee("Tail")
    await new_user(world, employee_id=employee)
    error = await world.data_fails(
        "create.users",
        login="another",
        password=PASSWORD,
        name="x",
        employee_id=employee,
    )
    tells(error, "already_in_use", "employee_id", employee)
    foreigner = await world.id_of_employee("Foreigner")
    user = await new_user(world)
    error = await world.data_fails("update.users", id=user["id"], employee_id=foreigner)
    tells(error, "entity_not_found", "employee_id", foreigner)


async def test_foreign_users_are_not_there(world: World) -> None:
    other = await world.id_of("users", "foreign", "login")
    assert await world.data("get.users", filter=where("id", other)) == []
    for method in ("update.users", "delete.users"):
        error = await world.data_fails(method, id=other)
        tells(error, "entity_not_found", "id", other)


async def test_only_administrators(world: World) -> None:
    permissions = [
        {"unit_id": "api_settings", "is_select": True, "is_insert": True},
    ]
    user = await new_user(world, components=["dataapi"], permissions=permissions)
    token = (await log_in(world, user))["result"]["data"]["access_token"]
    for method in ("get.users", "get.access_keys"):
        tells(await world.data_fails(method, token), "forbidden")


@pytest.mark.parametrize(
    ("params", "mnemonic", "field"),
    [
        ({"login": "ab"}, "invalid_parameter_value", "login"),
        ({"login": "a b c"}, "invalid_parameter_value", "login"),
        ({"login": "x" * 129}, "invalid_parameter_value", "login"),
        ({"password": "short"}, "invalid_parameter_value", "password"),
        ({"password": "x" * 129}, "invalid_parameter_value", "password"),
        ({"password": 12345678}, "data_type_error", "password"),
        ({"name": " "}, "invalid_parameter_value", "name"),
        ({"type": "root"}, "invalid_parameter_value", "type"),
        ({"is_active": "true"}, "data_type_error", "is_active"),
        ({"components": ["basic"]}, "invalid_parameter_value", "components"),
        ({"components": "dataapi"}, "data_type_error", "components"),
        ({"permissions": [{}]}, "required_parameter_missed", "permissions.unit_id"),
        (
            {"permissions": [{"unit_id": "reports", "is_all": True}]},
            "unexpected_parameters",
            "permissions.is_all",
        ),
        (
            {"permissions": [{"unit_id": "reports", "is_select": 1}]},
            "data_type_error",
            "permissions.is_select",
        ),
        (
            {"permissions": [{"unit_id": "everything"}]},
            "invalid_parameter_value",
            "permissions.unit_id",
        ),
        (
            {"permissions": [{"unit_id": "reports"}, {"unit_id": "reports"}]},
            "invalid_parameter_value",
            "permissions",
        ),
    ],
)
async def test_wrong_params(
    world: World, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    good = {"login": "wrong.one", "password": PASSWORD, "name": "x"}
    error = await world.data_fails("create.users", **{**good, **params})
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)
    assert await world.data("get.users", filter=where("login", "wrong.one")) == []


async def test_a_password_is_told_to_nobody(world: World) -> None:
    error = await world.data_fails(
        "create.users", login="secret.one", password="short", name="x"
    )
    assert error["value"] == "***"
    await new_user(world, password="never to be seen")
    logged = await world.pool.fetchval(
        "select count(*) from requests where params::text like '%never to be%'"
    )
    assert logged == 0
