"""How long employees have been in which status (Data API spec 3.1)."""

from typing import Any

import pytest

from tests.api.data.expect import tells
from tests.api.world import World

DAY = {"date_from": "2026-11-22 00:00:00", "date_till": "2026-11-23 00:00:00"}


async def stats(world: World, id_: int, **params: Any) -> dict[str, int]:
    rows = await world.data("get.employee_stat", **{**DAY, **params})
    (found,) = [row["status_stats"] for row in rows if row["id"] == id_]
    return dict(found)


async def test_seconds_of_each_status(world: World) -> None:
    """The clock of the tests begins at 09:15:02 and stands still in between."""
    made = await world.data("create.employees", last_name="Watched", first_name="Wes")
    id_ = made["id"]
    assert await stats(world, id_) == {}
    await world.clock.advance(60)
    assert await stats(world, id_) == {"available": 60}
    await world.data("update.employees", id=id_, status="break")
    await world.clock.advance(30)
    await world.data("update.employees", id=id_, status="available")
    await world.clock.advance(10)
    assert await stats(world, id_) == {"available": 70, "break": 30}
    assert await stats(world, id_, only_default_statuses_in_stats=False) == {
        "1": 70,
        "2": 30,
    }
    part = {"date_from": "2026-11-22 09:15:52", "date_till": "2026-11-22 09:16:12"}
    assert await stats(world, id_, **part) == {"available": 10, "break": 10}
    rows = await world.data("get.employee_stat", **DAY)
    (row,) = [row for row in rows if row["id"] == id_]
    assert row == {
        "id": id_,
        "first_name": "Wes",
        "last_name": "Watched",
        "patronymic": None,
        "full_name": "Watched Wes",
        "groups": [],
        "status_stats": {"available": 70, "break": 30},
    }


@pytest.mark.parametrize(
    ("params", "mnemonic", "field"),
    [
        ({"date_from": None}, "required_parameter_missed", "date_from"),
        ({"date_till": 1}, "data_type_error", "date_till"),
        ({"date_till": "tomorrow"}, "invalid_parameter_value", "date_till"),
        ({"date_till": "2026-11-21 00:00:00"}, "invalid_parameter_value", "date_from"),
        ({"sort": [{"field": "id"}]}, "sort_prohibited", "sort.field"),
        ({"size": 1}, "unexpected_parameters", "size"),
    ],
)
async def test_wrong_params(
    world: World, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    error = await world.data_fails("get.employee_stat", **{**DAY, **params})
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)


async def test_foreign_employees_are_not_told(world: World) -> None:
    rows = await world.data("get.employee_stat", **DAY)
    assert "Foreigner" not in {row["last_name"] for row in rows}


async def test_without_a_permission_nothing_is_told(world: World) -> None:
    error = await world.data_fails("get.employee_stat", world.keys.own, **DAY)
    tells(error, "forbidden")
