"""The request log (Data API spec 2.18)."""

from typing import Any

import pytest

from callapi.store.requests import delete_old
from tests.api.data.expect import tells, where
from tests.api.starts import usual_params
from tests.api.world import World

DAY = {"date_from": "2026-11-22 00:00:00", "date_till": "2026-11-22 23:59:59"}


async def logged(world: World, **params: Any) -> Any:
    return await world.data("get.api_requests", **{**DAY, **params})


async def test_a_request_is_told_as_it_came_in(world: World) -> None:
    usual = await usual_params(world, "start.simple_call")
    started = await world.ok("start.simple_call", external_id="crm 7", **usual)
    session_id = started["call_session_id"]
    (row,) = await logged(world, filter=where("call_session_id", session_id))
    body = row.pop("api_request_body")
    assert world.keys.own not in body
    assert "access_token" not in body
    assert '"external_id": "crm 7"' in body
    assert row.pop("api_request_id") > 0
    assert row.pop("api_request_raw_id").isdigit()  # as our own client numbers them
    assert row.pop("api_request_execution_time") >= 0
    assert row == {
        "api_request_start_date_time": "2026-11-22 09:15:02",
        "api_request_raw_ext_id": "crm 7",
        "api_request_method": "start.simple_call",
        "api_request_version": "4.0",
        "api_request_component": {
            "value": "Call API Basic set",
            "value_id": "callapi",
        },
        "api_request_status": {"value": "Successful", "value_id": "success"},
        "api_request_is_agent": {"value": "No", "value_id": False},
        "api_request_error_code": None,
        "api_request_error_mnemonic": None,
        "api_request_ip": "127.0.0.1",
        "token_name": "tests",
        "employee_login": "dispatch",
        "call_session_id": session_id,
        "api_request_method_weight": 1,
    }


async def test_failures_are_found_by_their_status(world: World) -> None:
    await world.data_fails("delete.tags", id=9_999_999)
    asked = {
        "filters": [
            where("api_request_status", "failure"),
            where("api_request_component", "dataapi"),
            where("api_request_is_agent", False),
            where("api_request_method", "delete.tags"),
        ],
        "condition": "and",
    }
    rows = await logged(
        world,
        filter=asked,
        sort=[{"field": "api_request_id", "order": "desc"}],
        limit=1,
        fields=[
            "api_request_error_code",
            "api_request_error_mnemonic",
            "api_request_version",
            "api_request_status",
        ],
    )
    assert rows == [
        {
            "api_request_error_code": -32602,
            "api_request_error_mnemonic": "entity_not_found",
            "api_request_version": "2.0",
            "api_request_status": {"value": "Failed", "value_id": "failure"},
        }
    ]


async def test_a_password_is_masked(world: World) -> None:
    await world.data_fails(
        "create.users", login="ab", password="quite a secret", name="x"
    )
    asked = where("api_request_body", "%password%", "like")
    rows = await logged(world, filter=asked)
    assert rows
    assert all("quite a secret" not in row["api_request_body"] for row in rows)
    error = await world.data_fails(
        "get.api_requests", **DAY, filter=where("api_request_body", "x")
    )
    tells(error, "invalid_parameter_value", "filter.operator", "=")


async def test_both_ends_are_included(world: World) -> None:
    await world.calls()
    now = "2026-11-22 09:15:02"
    here = await logged(world, date_from=now, date_till=now)
    assert here
    for first, last in (
        ("2026-11-22 09:15:03", "2026-11-22 23:00:00"),
        ("2026-11-22 00:00:00", "2026-11-22 09:15:01"),
    ):
        assert await logged(world, date_from=first, date_till=last) == []


async def test_they_stand_in_the_order_of_their_time(world: World) -> None:
    last = await world.pool.fetchval("select max(number) from requests")
    await world.pool.execute(
        "update requests set at = at - interval '1 s' where number = $1", last
    )
    rows = await logged(world, fields=["api_request_id"], limit=1)
    assert rows == [{"api_request_id": last}]


async def test_requests_of_others_are_not_there(world: World) -> None:
    await world.data("get.tags", world.keys.foreign_admin)
    asked = where("employee_login", "foreign chief")
    assert await logged(world, filter=asked) == []
    rows = await world.data(
        "get.api_requests", world.keys.foreign_admin, **DAY, filter=asked
    )
    assert rows


async def test_the_account_says_how_long(world: World) -> None:
    await world.data("update.limits", request_log_retention_days=1)
    await delete_old(world.pool, world.clock.now() + 3600)
    assert await logged(world)
    await world.data("get.tags", world.keys.foreign_admin)
    await delete_old(world.pool, world.clock.now() + 25 * 3600)
    left = await world.pool.fetchval(
        "select count(*) from requests r join accounts a on a.id = r.account_id"
        " where a.name = 'Harbour Desk'"
    )
    assert left == 0
    assert await world.data("get.api_requests", world.keys.foreign_admin, **DAY)
    await world.data("update.limits", request_log_retention_days=None)


@pytest.mark.parametrize(
    ("params", "mnemonic", "field"),
    [
        ({"date_from": None}, "required_parameter_missed", "date_from"),
        ({"date_till": "2026-11-22"}, "invalid_parameter_value", "date_till"),
        ({"date_till": 5}, "data_type_error", "date_till"),
        ({"date_from": "2026-11-23 00:00:00"}, "invalid_parameter_value", "date_from"),
        (
            {"date_from": "2025-11-21 23:59:58"},
            "date_interval_limit_reached",
            "date_till",
        ),
        ({"fields": ["params"]}, "unexpected_parameters", "fields"),
    ],
)
async def test_wrong_params(
    world: World, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    error = await world.data_fails("get.api_requests", **{**DAY, **params})
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)
    longest = {"date_from": "2025-11-21 23:59:59", "report_id": {"any": 1}}
    assert await logged(world, **longest, limit=1)
