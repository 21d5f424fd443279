"""Statuses of employees (Data API spec 2.7)."""

from typing import Any

import pytest

from tests.api.data.expect import where
from tests.api.world import World


async def test_a_status_is_noted(world: World) -> None:
    made = await world.data("create.employees", last_name="Watched")
    id_ = made["id"]
    for status in ("break", "break", "available"):
        await world.data("update.employees", id=id_, status=status)
    rows = await world.pool.fetch(
        "select c.old_status, c.new_status, u.login from employee_status_changes c"
        " join users u on u.id = c.user_id where c.employee_id = $1 order by c.id",
        id_,
    )
    assert [tuple(row) for row in rows] == [
        ("available", "break", "chief"),
        ("break", "available", "chief"),
    ]


async def test_statuses_are_listed(world: World) -> None:
    rows = await world.data("get.statuses", filter=where("mnemonic", "break"))
    assert rows == [
        {
            "id": 2,
            "name": "Break",
            "mnemonic": "break",
            "description": None,
            "color": "#F2C14E",
            "is_deleted": False,
            "in_external_allowed_call_directions": [],
            "in_internal_allowed_call_directions": ["in"],
            "out_external_allowed_call_directions": ["out"],
            "out_internal_allowed_call_directions": ["out"],
            "allowed_phone_protocols": ["PSTN", "SIP", "SIP_TRUNK", "FMC"],
            "is_select_allowed": True,
            "is_worktime": True,
            "is_auto_out_calls_ready": False,
        }
    ]
    every = await world.data("get.statuses", is_deleted=True)
    assert len(every) == 7


@pytest.mark.parametrize(
    ("params", "mnemonic"),
    [
        ({"is_deleted": 1}, "data_type_error"),
        ({"sort": [{"field": "mnemonic"}]}, "sort_prohibited"),
        ({"filter": where("color", "#000000")}, "filter_prohibited"),
        ({"filter": where("mnemonic", "asleep")}, "invalid_parameter_value"),
    ],
)
async def test_wrong_questions(
    world: World, params: dict[str, Any], mnemonic: str
) -> None:
    assert (await world.data_fails("get.statuses", **params))["mnemonic"] == mnemonic
