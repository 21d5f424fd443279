"""Working hours (Data API spec 3.3)."""

import asyncio
from typing import Any

import pytest

from tests.api.data.expect import tells, where
from tests.api.world import PATIENCE_S, World


def days(*numbers: int, **more: Any) -> dict[str, Any]:
    """A rule; the clock of the tests stands on a Sunday (0)."""
    return {"activity_days": {"type": "days_of_week", "days": list(numbers)}, **more}


def hours(time_from: str, time_till: str) -> dict[str, Any]:
    return {"activity_time": [{"time_from": time_from, "time_till": time_till}]}


async def shown(world: World, id_: int) -> dict[str, Any]:
    (row,) = await world.data("get.schedules", filter=where("id", id_))
    return dict(row)


async def make(world: World, name: str, *rules: dict[str, Any]) -> int:
    made = await world.data("create.schedules", name=name, schedules=list(rules))
    return int(made["id"])


async def test_a_schedule_is_made_changed_and_removed(world: World) -> None:
    rule = days(0, 6, activity_date_from="2026-01-01", **hours("09:00", "24:00"))
    id_ = await make(world, "Weekend", rule)
    stored = {**rule, "activity_date_till": None}
    assert await shown(world, id_) == {
        "id": id_,
        "name": "Weekend",
        "schedules": [stored],
        "is_open": True,
    }
    assert await world.data("update.schedules", id=id_, name="Not Sunday") == {}
    assert (await shown(world, id_))["schedules"] == [stored]
    await world.data("update.schedules", id=id_, schedules=[days(1)])
    row = await shown(world, id_)
    assert (row["name"], row["is_open"]) == ("Not Sunday", False)
    assert await world.data("delete.schedules", id=id_) == {}
    error = await world.data_fails("delete.schedules", id=id_)
    tells(error, "entity_not_found", "id", id_)


@pytest.mark.parametrize(
    ("rule", "is_open"),
    [
        (days(0), True),
        (days(1, 2, 3, 4, 5, 6), False),
        (days(0, **hours("09:15", "09:16")), True),  # it is 09:15:02
        (days(0, **hours("00:00", "09:15")), False),
        (days(0, activity_date_from="2026-11-23"), False),
        (days(0, activity_date_till="2026-11-22"), True),
        ({"activity_days": {"type": "days_of_month", "days": [22]}}, True),
        ({"activity_days": {"type": "business_calendar", "days": [7]}}, False),
        ({"activity_days": {"type": "business_calendar", "days": [8]}}, True),
        (
            {
                "activity_days": {"type": "cycle", "days": [2, 2]},
                "activity_date_from": "2026-11-21",
            },
            True,
        ),
        (
            {
                "activity_days": {"type": "cycle", "days": [2, 2]},
                "activity_date_from": "2026-11-20",
            },
            False,
        ),
    ],
)
async def test_whether_it_is_open_now(
    world: World, rule: dict[str, Any], is_open: bool
) -> None:
    id_ = await make(world, "Asked", rule)
    assert (await shown(world, id_))["is_open"] is is_open
    await world.data("delete.schedules", id=id_)


async def test_the_clock_on_the_account_s_wall_counts(world: World) -> None:
    """09:15 in UTC is 10:15 in Paris in winter."""
    id_ = await make(world, "Paris", days(0, **hours("10:00", "11:00")))
    assert not (await shown(world, id_))["is_open"]
    await world.data("update.account", timezone="Europe/Paris")
    async with asyncio.timeout(PATIENCE_S):  # until the cached account is dropped
        while not (await shown(world, id_))["is_open"]:
            pass
    await world.data("update.account", timezone="UTC")


async def test_a_name_is_given_once(world: World) -> None:
    id_ = await make(world, "Once", days(1))
    for method, more in (
        ("create.schedules", {"schedules": [days(1)]}),
        ("update.schedules", {"id": await make(world, "Twice", days(1))}),
    ):
        error = await world.data_fails(method, **more, name="Once")
        tells(error, "duplicate_entity", "name", "Once")
    assert await world.data("update.schedules", id=id_, name="Once") == {}


async def test_a_schedule_in_use_stays(world: World) -> None:
    id_ = await make(world, "Used", days(1))
    employee = await world.data("create.employees", last_name="On", schedule_id=id_)
    group = await world.data("create.group_employees", name="On", schedule_id=id_)
    document = {
        "operations": [
            {"key": "hours", "type": "schedule", "settings": {"schedule_id": id_}}
        ]
    }
    scenario = await world.pool.fetchval(
        "insert into scenarios (account_id, name, document)"
        " select account_id, 'By hours', $2 from schedules where id = $1 returning id",
        id_,
        document,
    )
    made = {"name": "On", "event": "set_mark", "url": "https://crm.example/"}
    notification = await world.data(
        "create.notification_settings", **made, schedule_id=id_
    )
    error = await world.data_fails("delete.schedules", id=id_)
    tells(error, "dependency_error", "id", id_)
    assert error["params"]["used_by"] == [
        {"entity": "employee", "id": employee["id"]},
        {"entity": "employee_group", "id": group["id"]},
        {"entity": "notification", "id": notification["id"]},
        {"entity": "scenario", "id": scenario},
    ]
    (row,) = await world.data("get.employees", filter=where("schedule_name", "Used"))
    assert (row["id"], row["schedule_id"]) == (employee["id"], id_)
    await world.pool.execute("delete from scenarios where id = $1", scenario)
    await world.data("delete.notification_settings", id=notification["id"])


async def test_foreign_schedules_are_not_there(world: World) -> None:
    made = await world.data(
        "create.schedules", world.keys.foreign_admin, name="X", schedules=[days(1)]
    )
    assert await world.data("get.schedules", filter=where("id", made["id"])) == []
    for method, more in (("update.schedules", {"name": "Y"}), ("delete.schedules", {})):
        error = await world.data_fails(method, **made, **more)
        tells(error, "entity_not_found", "id", made["id"])


@pytest.mark.parametrize(
    ("params", "mnemonic", "field"),
    [
        ({}, "required_parameter_missed", "name"),
        ({"name": "x"}, "required_parameter_missed", "schedules"),
        ({"name": "x", "schedules": []}, "invalid_parameter_value", "schedules"),
        (
            {"name": "x", "schedules": [days(1)] * 51},
            "invalid_parameter_value",
            "schedules",
        ),
        ({"name": "x", "schedules": "always"}, "data_type_error", "schedules"),
        (
            {"name": "x", "schedules": [{}]},
            "required_parameter_missed",
            "schedules.activity_days",
        ),
        (
            {"name": "x", "schedules": [days(1, size=1)]},
            "unexpected_parameters",
            "schedules.size",
        ),
        (
            {
                "name": "x",
                "schedules": [{"activity_days": {"type": "moon", "days": []}}],
            },
            "invalid_parameter_value",
            "schedules.activity_days.type",
        ),
        ({"name": "x", "schedules": [days(7)]}, "invalid_parameter_value", "schedules"),
        ({"name": "x", "schedules": [days()]}, "invalid_parameter_value", "schedules"),
        (
            {"name": "x", "schedules": [days(1, **hours("10:00", "09:00"))]},
            "invalid_parameter_value",
            "schedules",
        ),
        (
            {"name": "x", "schedules": [days(1, **hours("24:00", "24:00"))]},
            "invalid_parameter_value",
            "schedules",
        ),
        (
            {"name": "x", "schedules": [days(1, activity_date_from="2026-02-30")]},
            "invalid_parameter_value",
            "schedules",
        ),
        (
            {
                "name": "x",
                "schedules": [{"activity_days": {"type": "cycle", "days": [1, 1]}}],
            },
            "invalid_parameter_value",
            "schedules",
        ),
        (
            {
                "name": "x",
                "schedules": [days(1, activity_time=[{"time_from": "09:00"}])],
            },
            "required_parameter_missed",
            "schedules.activity_time.time_till",
        ),
    ],
)
async def test_wrong_params(
    world: World, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    error = await world.data_fails("create.schedules", **params)
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)


async def test_without_a_permission_nothing_is_told(world: World) -> None:
    key = world.keys.own
    tells(await world.data_fails("get.schedules", key), "forbidden")
    tells(await world.data_fails("delete.schedules", key, id=1), "forbidden")
