"""The numbers of employees (Data API spec 2.7)."""

from typing import Any

import pytest

from tests.api.data.expect import tells, where
from tests.api.world import VIRTUAL, World


async def numbers_of(world: World, id_: int) -> list[dict[str, Any]]:
    (row,) = await world.data("get.employees", filter=where("id", id_))
    numbers: list[dict[str, Any]] = row["phone_numbers"]
    return numbers


async def make(world: World, last_name: str, **params: Any) -> int:
    made = await world.data("create.employees", last_name=last_name, **params)
    return int(made["id"])


async def test_numbers_are_replaced_as_a_whole(world: World) -> None:
    sent = [{"phone_number": "12025550163"}, {"phone_number": "12025550164"}]
    id_ = await make(world, "Numbers", phone_numbers=sent)
    first, second = await numbers_of(world, id_)
    wanted = [
        {"phone_number": "12025550164", "dial_time": 7},
        {"phone_id": first["phone_id"], "phone_number": "12025550165"},
    ]
    await world.data("update.employees", id=id_, phone_numbers=wanted)
    rows = await numbers_of(world, id_)
    assert rows == [
        {**second, "dial_time": 7},
        {**first, "phone_number": "12025550165"},
    ]
    await world.data("update.employees", id=id_, phone_numbers=None)
    assert await numbers_of(world, id_) == []


async def test_a_number_has_the_same_settings_for_all(world: World) -> None:
    shared = {"phone_number": "12025550166", "channels_count": 3, "dial_time": 9}
    one = await make(world, "First", phone_numbers=[shared])
    again = [{"phone_number": "12025550166", "dial_time": 11}]
    other = await make(world, "Second", phone_numbers=again)
    for id_ in (one, other):
        (row,) = await numbers_of(world, id_)
        assert (row["channels_count"], row["dial_time"]) == (3, 11)


@pytest.mark.parametrize(
    "number", [VIRTUAL, "0999001", "0486999", "7", "12025550167...", "Ann"]
)
async def test_numbers_that_cannot_be_an_employees(world: World, number: str) -> None:
    wanted = [{"phone_number": number}]
    error = await world.data_fails(
        "create.employees", last_name="X", phone_numbers=wanted
    )
    tells(error, "invalid_parameter_value", "phone_numbers.phone_number", number)


async def test_a_number_stands_in_the_list_once(world: World) -> None:
    wanted = [{"phone_number": "12025550168"}, {"phone_number": "12025550168...1"}]
    error = await world.data_fails(
        "create.employees", last_name="X", phone_numbers=wanted
    )
    assert (error["mnemonic"], error["field"]) == (
        "invalid_parameter_value",
        "phone_numbers",
    )


async def test_foreign_numbers_are_not_there(world: World) -> None:
    phone_id = await world.pool.fetchval(
        "select id from employee_numbers where number = '0999001'"
    )
    id_ = await make(world, "Thief")
    wanted = [{"phone_id": phone_id, "phone_number": "12025550169"}]
    error = await world.data_fails("update.employees", id=id_, phone_numbers=wanted)
    tells(error, "entity_not_found", "phone_numbers.phone_id", phone_id)


async def test_a_line_of_the_account_can_ring_for_others(world: World) -> None:
    id_ = await make(world, "Helper", phone_numbers=[{"phone_number": "0486174"}])
    (row,) = await numbers_of(world, id_)
    assert (row["phone_number"], row["type"]) == ("0486174", "sip")


async def test_eleven_numbers_are_too_many(world: World) -> None:
    wanted = [{"phone_number": f"120255502{n}"} for n in range(10, 21)]
    error = await world.data_fails(
        "create.employees", last_name="X", phone_numbers=wanted
    )
    assert (error["mnemonic"], error["field"]) == (
        "invalid_parameter_value",
        "phone_numbers",
    )
