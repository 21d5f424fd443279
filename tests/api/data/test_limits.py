"""Limits and rates of the account (Data API spec 2.6)."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from callapi.embedded import Servers
from tests.api.data.expect import tells
from tests.api.data.test_users import log_in, new_user
from tests.api.starts import usual_params
from tests.api.world import PLAIN, World
from tests.api.worlds import other_world
from tests.conftest import Administrator, Filled

OF_THE_WORLD = {
    "callapi_points_per_minute": 1_000_000,
    "callapi_points_per_day": 10_000_000,
    "dataapi_points_per_minute": 1_000_000,
    "dataapi_points_per_day": 10_000_000,
    "tts_message_length": 1000,
    "max_in_calls": 1000,
    "max_out_calls": 1000,
    "max_employees": 500,
    "max_media_files": 500,
    "max_sip_channels_per_line": 20,
    "max_media_total_size": 1_073_741_824,
    "recording_retention_days": 90,
    "request_log_retention_days": 90,
}


async def test_limits_and_their_use(world: World) -> None:
    limits = await world.data("getobj.limits")
    use = limits.pop("usage")
    assert limits == OF_THE_WORLD
    assert use["in_calls"] == use["out_calls"] == 0
    assert (use["employees"], use["media_files"]) == (6, 1)
    assert use["media_total_size"] > 1000
    await world.calls()
    await world.calls()
    again = (await world.data("getobj.limits"))["usage"]
    assert again["callapi_points_day"] == use["callapi_points_day"] + 2
    assert again["callapi_points_minute"] == use["callapi_points_minute"] + 2
    assert again["dataapi_points_day"] == use["dataapi_points_day"] + 1


async def test_anybody_may_see_and_an_administrator_change_them(world: World) -> None:
    user = await new_user(world, components=["dataapi"])
    token = (await log_in(world, user))["result"]["data"]["access_token"]
    assert await world.data("getobj.limits", token)
    tells(await world.data_fails("update.limits", token, max_in_calls=1), "forbidden")


async def test_a_change_counts_at_once_and_null_is_the_default(world: World) -> None:
    change: dict[str, Any] = {"callapi_points_per_minute": 1, "tts_message_length": 5}
    assert await world.data("update.limits", **change) == {}
    limits = await world.data("getobj.limits")
    assert {name: limits[name] for name in change} == change
    used = limits["usage"]["callapi_points_minute"]
    if not used:
        await world.calls()
    error = await world.fails("list.calls")
    tells(error, "limit_exceeded", limit_type="minute", limit_max_value=1)
    await world.data(
        "update.limits", callapi_points_per_minute=1_000_000, tts_message_length=None
    )
    assert (await world.data("getobj.limits"))["tts_message_length"] == 1000
    assert await world.calls() == []


async def begin(world: World, direction: str) -> dict[str, Any]:
    params = {
        **await usual_params(world, "start.simple_call"),
        "direction": direction,
        "access_token": world.keys.own,
    }
    return await world.post("start.simple_call", params)


@pytest.mark.parametrize("direction", ["in", "out"])
async def test_so_many_calls_at_once_and_no_more(world: World, direction: str) -> None:
    limit = f"max_{direction}_calls"
    three: dict[str, Any] = {limit: 3}
    await world.data("update.limits", **three)
    before = (await world.data("getobj.limits"))["usage"]["callapi_points_day"]
    replies = await asyncio.gather(*(begin(world, direction) for _ in range(8)))
    refused = [it["error"] for it in replies if "error" in it]
    assert len(refused) == 5
    for error in refused:
        assert error["code"] == -32029
        assert error["data"]["mnemonic"] == "limit_exceeded"
        expected = {"limit_type": f"{direction}_calls", "limit_max_value": 3}
        assert error["data"]["params"] == expected
    use = (await world.data("getobj.limits"))["usage"]
    assert use[f"{direction}_calls"] == 3
    assert use["callapi_points_day"] == before + 3  # a refusal costs nothing
    other = "in" if direction == "out" else "out"
    assert "result" in await begin(world, other)
    await world.clear()
    assert "result" in await begin(world, direction)
    await world.data("update.limits", **{**three, limit: 1000})


async def test_who_calls_in_then_hears_that_it_is_busy(world: World) -> None:
    await world.data("update.limits", max_in_calls=1)
    assert "result" in await begin(world, "in")
    phone = await world.simulator.call("12025550143", PLAIN)
    await phone.ends()
    assert phone.sip_code == 486
    await world.quiet()  # what is refused is a call too, and over
    assert (await world.data("getobj.limits"))["usage"]["in_calls"] == 1
    await world.data("update.limits", max_in_calls=1000)


async def test_nothing_to_change_is_an_error(world: World) -> None:
    error = await world.data_fails("update.limits")
    tells(error, "required_parameter_missed", "callapi_points_per_minute")


@pytest.mark.parametrize("name", OF_THE_WORLD)
async def test_wrong_params(world: World, name: str) -> None:
    for value, mnemonic in (
        ("5", "data_type_error"),
        (0, "invalid_parameter_value"),
        (2**53, "invalid_parameter_value"),
        (1.5, "invalid_parameter_value"),
    ):
        params: dict[str, Any] = {name: value}
        error = await world.data_fails("update.limits", **params)
        assert (error["mnemonic"], error["field"]) == (mnemonic, name)


@pytest.fixture
async def bounded(
    servers: Servers, administrator: Administrator, filled: Filled
) -> AsyncIterator[World]:
    highest = {"max_out_calls": 100}
    async with other_world(
        servers, administrator, filled, highest_limits=highest
    ) as world:
        yield world


async def test_the_server_bounds_them_all(bounded: World) -> None:
    error = await bounded.data_fails(
        "update.limits", max_out_calls=101, max_in_calls=101
    )
    tells(error, "tariff_restrictions", "max_out_calls", 101)
    await bounded.data("update.limits", max_out_calls=100, max_in_calls=101)
