"""Notifications as an administrator configures them (Data API spec 5.1, 5.2)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from callapi.embedded import Servers
from callapi.notify.events import EVENTS
from tests.api.data.expect import tells, where
from tests.api.world import DATA_API, World
from tests.api.worlds import other_world
from tests.conftest import Administrator, Filled

URL = "https://crm.example/hook"
MONDAYS = {"activity_days": {"type": "days_of_week", "days": [1]}}
DATES = {"date_from": "2026-01-01 00:00:00", "date_till": "2026-12-31 00:00:00"}


@pytest.fixture(autouse=True)
async def no_notification_is_left(world: World) -> AsyncIterator[None]:
    yield
    await world.pool.execute("delete from notification_settings")


async def send(world: World, method: str, /, **params: Any) -> dict[str, Any]:
    """Result or error; `method` is a parameter of these methods as well."""
    token = {"access_token": world.keys.admin}
    return await world.post(method, {**token, **params}, DATA_API)


async def create(world: World, **params: Any) -> dict[str, Any]:
    own = {"name": "crm", "event": "talk_started", "url": URL, **params}
    reply = await send(world, "create.notification_settings", **own)
    assert "result" in reply, reply
    made: dict[str, Any] = reply["result"]["data"]
    return made


async def settings(world: World, **params: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await world.data(
        "get.notification_settings", **params
    )
    return found


async def test_every_event_is_described(world: World) -> None:
    found = await world.data("get.notification_events")
    assert [it["mnemonic"] for it in found] == sorted(it.mnemonic for it in EVENTS)
    [mark] = await world.data(
        "get.notification_events", filter=where("mnemonic", "set_mark")
    )
    assert (mark["id"], mark["title"]) == ("set_mark", "Tag set")
    params = {it["name"]: it for it in mark["params"]}
    assert params["tag_action"] == {
        "name": "tag_action",
        "data_type": "string",
        "data_example": "set",
        "description": "set or unset",
    }
    assert {"notification_name", "event_id", "employee_email"} <= params.keys()


async def test_a_notification_is_made_with_usual_values(world: World) -> None:
    made = await create(world)
    assert made["secret"].startswith("whsec_")
    [row] = await settings(world)
    assert row == {
        "id": made["id"],
        "name": "crm",
        "event": "talk_started",
        "is_active": True,
        "delay": 0,
        "schedule_id": None,
        "condition_groups": [],
        "method": "POST",
        "url": URL,
        "headers": {},
        "body_template": None,
        "secret": None,
        "has_secret": True,
    }


async def test_everything_can_be_said_and_changed(world: World) -> None:
    condition = {"param": "direction", "operator": "=", "value": "in"}
    schedule = await world.data("create.schedules", name="Day", schedules=[MONDAYS])
    said: dict[str, Any] = {
        "name": "lost ones",
        "event": "lost_call_session",
        "is_active": False,
        "delay": 60,
        "schedule_id": schedule["id"],
        "condition_groups": [{"conditions": [{**condition, "is_negative": True}]}],
        "method": "POST",
        "url": f"{URL}?id={{{{call_session_id}}}}",
        "headers": {"Authorization": "Bearer abc"},
        "body_template": '{"id": {{call_session_id}}, "who": {{employee_ids}}}',
        "secret": "a secret of their own",
    }
    made = await create(world, **said)
    assert made == {"id": made["id"]}
    [row] = await settings(world)
    assert row == {**said, **made, "secret": None} | {"has_secret": True}
    reset = dict.fromkeys(("is_active", "delay", "condition_groups", "headers"))
    reset["schedule_id"] = None
    reset |= dict.fromkeys(("body_template", "secret"))
    params = {**made, **reset, "url": URL, "method": "GET"}
    assert "result" in await send(world, "update.notification_settings", **params)
    [row] = await settings(world)
    assert (row["name"], row["url"], row["method"]) == ("lost ones", URL, "GET")
    assert (row["is_active"], row["delay"], row["has_secret"]) == (True, 0, False)
    assert (row["condition_groups"], row["headers"]) == ([], {})
    assert row["schedule_id"] is None
    await world.data("delete.schedules", id=schedule["id"])
    assert await world.data("delete.notification_settings", **made) == {}
    assert await settings(world) == []


async def test_a_name_is_given_once(world: World) -> None:
    await create(world)
    other = await create(world, name="other")
    reply = await send(
        world,
        "create.notification_settings",
        name="crm",
        event="talk_started",
        url=URL,
    )
    assert reply["error"]["data"]["mnemonic"] == "duplicate_entity"
    error = await world.data_fails(
        "update.notification_settings", id=other["id"], name="crm"
    )
    tells(error, "duplicate_entity", "name", "crm")


async def test_there_are_no_more_than_a_hundred(world: World) -> None:
    for number in range(100):
        await create(world, name=f"crm {number}")
    reply = await send(
        world,
        "create.notification_settings",
        name="one more",
        event="talk_started",
        url=URL,
    )
    assert reply["error"]["data"]["mnemonic"] == "data_limit_exceeded"


def group(**condition: Any) -> list[dict[str, Any]]:
    return [{"conditions": [condition]}]


@pytest.mark.parametrize(
    ("params", "mnemonic", "field"),
    [
        ({"name": None}, "required_parameter_missed", "name"),
        ({"event": None}, "required_parameter_missed", "event"),
        ({"url": None}, "required_parameter_missed", "url"),
        ({"colour": 1}, "unexpected_parameters", "colour"),
        ({"delay": "5"}, "data_type_error", "delay"),
        ({"is_active": "true"}, "data_type_error", "is_active"),
        ({"headers": []}, "data_type_error", "headers"),
        ({"condition_groups": "x"}, "data_type_error", "condition_groups"),
        ({"secret": 5}, "data_type_error", "secret"),
        ({"name": ""}, "invalid_parameter_value", "name"),
        ({"event": "call_start"}, "invalid_parameter_value", "event"),
        ({"delay": 3601}, "invalid_parameter_value", "delay"),
        ({"delay": -1}, "invalid_parameter_value", "delay"),
        ({"method": "PUT"}, "invalid_parameter_value", "method"),
        ({"url": "crm.example"}, "invalid_parameter_value", "url"),
        ({"url": "ftp://crm.example"}, "invalid_parameter_value", "url"),
        ({"url": "http://{{direction}}/"}, "invalid_parameter_value", "url"),
        ({"url": "http://a:b@crm.example/"}, "invalid_parameter_value", "url"),
        ({"url": f"{URL}?x={{{{tag_id}}}}"}, "invalid_parameter_value", "url"),
        ({"headers": {"Host": "x"}}, "invalid_parameter_value", "headers"),
        ({"headers": {"webhook-id": "x"}}, "invalid_parameter_value", "headers"),
        ({"headers": {"X-Notification-A": ""}}, "invalid_parameter_value", "headers"),
        ({"headers": {"a b": "x"}}, "invalid_parameter_value", "headers"),
        ({"headers": {"A": "x\r\nB: y"}}, "invalid_parameter_value", "headers"),
        ({"headers": {"A": "x" * 1025}}, "invalid_parameter_value", "headers"),
        (
            {"headers": {f"A{n}": "" for n in range(11)}},
            "invalid_parameter_value",
            "headers",
        ),
        ({"body_template": "{{leg_ids}"}, "invalid_parameter_value", "body_template"),
        ({"body_template": "{{tag_id}}"}, "invalid_parameter_value", "body_template"),
        (
            {"body_template": '"to {{direction}}"'},
            "invalid_parameter_value",
            "body_template",
        ),
        (
            {"body_template": "{}", "method": "GET"},
            "invalid_parameters_combination",
            "body_template",
        ),
        ({"secret": "too short"}, "invalid_parameter_value", "secret"),
        ({"schedule_id": 1}, "entity_not_found", "schedule_id"),
        (
            {"condition_groups": [{"conditions": []}]},
            "invalid_parameter_value",
            "condition_groups.conditions",
        ),
        (
            {"condition_groups": group(param="tag_id", operator="=", value=1)},
            "invalid_parameter_value",
            "condition_groups.conditions.param",
        ),
        (
            {"condition_groups": group(param="direction", operator="like", value="x")},
            "invalid_parameter_value",
            "condition_groups.conditions.operator",
        ),
        (
            {"condition_groups": group(param="direction", operator="=", value=5)},
            "invalid_parameter_value",
            "condition_groups.conditions.value",
        ),
        (
            {"condition_groups": group(param="direction", operator="is_null", value=5)},
            "invalid_parameter_value",
            "condition_groups.conditions.value",
        ),
    ],
)
async def test_wrong_params(
    world: World, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    own = {"name": "crm", "event": "talk_started", "url": URL, **params}
    reply = await send(world, "create.notification_settings", **own)
    error = reply["error"]["data"]
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)
    assert await settings(world) == []


async def test_a_change_has_to_go_with_what_is_there(world: World) -> None:
    made = await create(world, body_template='{"legs": {{leg_ids}}}')
    error = await world.data_fails(
        "update.notification_settings", id=made["id"], event="set_mark"
    )
    assert (error["mnemonic"], error["field"]) == (
        "invalid_parameter_value",
        "body_template",
    )
    [row] = await settings(world)
    assert row["event"] == "talk_started"


async def test_a_schedule_of_others_is_not_there(world: World) -> None:
    theirs = await world.data(
        "create.schedules", world.keys.foreign_admin, name="Day", schedules=[MONDAYS]
    )
    made = await create(world)
    wanted: tuple[tuple[str, dict[str, Any]], ...] = (
        ("create.notification_settings", {"name": "x", "event": "set_mark"}),
        ("update.notification_settings", {"id": made["id"]}),
    )
    for method, params in wanted:
        params = {**params, "url": URL, "schedule_id": theirs["id"]}
        error = (await send(world, method, **params))["error"]["data"]
        told = (error["mnemonic"], error["field"], error["value"])
        assert told == ("entity_not_found", "schedule_id", str(theirs["id"]))
    [row] = await settings(world)
    assert (row["id"], row["schedule_id"]) == (made["id"], None)


async def test_what_signs_is_told_to_nobody(world: World) -> None:
    secret = "a secret of the client"
    await create(world, secret=secret, headers={"Authorization": "Bearer of theirs"})
    reply = await send(world, "create.notification_settings", name="x", secret="short")
    assert "short" not in str(reply)
    kept = str(await world.pool.fetch("select params from requests"))
    assert secret not in kept
    assert "Bearer of theirs" not in kept


async def test_a_foreign_notification_is_not_there(world: World) -> None:
    account = await world.id_of("accounts", "Foreign Office")
    theirs = await world.pool.fetchval(
        "insert into notification_settings (account_id, name, event, url, host)"
        " values ($1, 'theirs', 'talk_started', 'https://x/', 'x:443') returning id",
        account,
    )
    assert await settings(world) == []
    for method in (
        "update.notification_settings",
        "delete.notification_settings",
        "create.notification_tests",
    ):
        error = await world.data_fails(method, id=theirs)
        tells(error, "entity_not_found", "id", theirs)
    delivery = await world.pool.fetchval(
        "insert into deliveries (account_id, setting_id, event_uid, event, name, delay,"
        " method, host, url, status, created_at, finished_at) values ($1, $2,"
        " gen_random_uuid(), 'talk_started', 'theirs', 0, 'GET', 'x:443', 'https://x/',"
        " 'failed', '2026-11-22', now()) returning id",
        account,
        theirs,
    )
    assert await world.data("get.notifications", **DATES) == []
    error = await world.data_fails(
        "create.notification_resends", notification_id=str(delivery)
    )
    tells(error, "entity_not_found", "notification_id", str(delivery))
    assert (await world.data("create.notification_resends", **DATES))["count"] == 0


@pytest.mark.parametrize(
    ("params", "mnemonic", "field"),
    [
        ({}, "required_parameter_missed", "date_from"),
        (
            {"date_from": "2026-01-01 00:00:00"},
            "required_parameter_missed",
            "date_till",
        ),
        ({"notification_id": "x"}, "entity_not_found", "notification_id"),
        ({"notification_id": "9" * 30}, "entity_not_found", "notification_id"),
        (
            {"notification_id": "1", **DATES},
            "invalid_parameters_combination",
            "notification_id",
        ),
        ({**DATES, "status": "queued"}, "invalid_parameter_value", "status"),
        (
            {**DATES, "date_from": "2027-01-01 00:00:00"},
            "invalid_parameter_value",
            "date_from",
        ),
        (
            {**DATES, "date_from": "2025-01-01 00:00:00"},
            "invalid_parameter_value",
            "date_till",
        ),
    ],
)
async def test_what_can_not_be_sent_again(
    world: World, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    error = await world.data_fails("create.notification_resends", **params)
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)


async def test_the_log_wants_a_range(world: World) -> None:
    error = await world.data_fails("get.notifications")
    assert error["mnemonic"] == "required_parameter_missed"
    error = await world.data_fails(
        "get.notifications", **{**DATES, "date_from": "2025-01-01 00:00:00"}
    )
    assert (error["mnemonic"], error["field"]) == (
        "invalid_parameter_value",
        "date_till",
    )


async def test_an_own_network_is_not_sent_to(
    servers: Servers, administrator: Administrator, filled: Filled
) -> None:
    """Unless that is configured."""
    async with other_world(
        servers, administrator, filled, allow_private_targets=False
    ) as world:
        made = await create(world, url="http://127.0.0.1:9/hook")
        reply = await world.data("create.notification_tests", id=made["id"])
        assert (reply["status"], reply["http_status"]) == ("failed", None)
        assert reply["error_type"] == "forbidden_address"
