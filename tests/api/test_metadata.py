"""Metadata: limits present and absent exactly as said (spec 2.6, 6.6)."""

import asyncio
import re
from typing import Any

import orjson

from tests.api.people import Caller, new_caller
from tests.api.wire import ask, post, request
from tests.api.world import World
from tests.fakes import START

DAY_S = 86_400


async def limits(world: World, caller: Caller, method: str, **params: Any) -> Any:
    reply = await world.post(method, {"access_token": caller.key, **params})
    place = reply["result"] if "result" in reply else reply["error"]["data"]
    return place["metadata"]["limits"]


async def test_a_success_costs_its_price_and_tells_what_is_left(world: World) -> None:
    caller = await new_caller(world)
    now = world.clock.now()
    told = await limits(world, caller, "list.talk_options")
    assert told == {
        "day_limit": 50_000,
        "day_remaining": 49_999,
        "day_reset": DAY_S - int(now) % DAY_S,
        "minute_limit": 250,
        "minute_remaining": 249,
        "minute_reset": 60 - int(now) % 60,
    }
    assert list(told) == [
        "day_limit",
        "day_remaining",
        "day_reset",
        "minute_limit",
        "minute_remaining",
        "minute_reset",
    ]


async def test_metadata_stands_beside_data_or_inside_the_error(world: World) -> None:
    caller = await new_caller(world)
    reply = await world.post("list.calls", {"access_token": caller.key})
    assert list(reply) == ["jsonrpc", "id", "result"]
    assert list(reply["result"]) == ["data", "metadata"]
    assert list(reply["result"]["metadata"]) == ["limits"]
    reply = await world.post("list.calls", {"access_token": caller.key, "x": 1})
    assert list(reply) == ["jsonrpc", "id", "error"]
    assert list(reply["error"]) == ["code", "message", "data"]
    assert list(reply["error"]["data"]) == [
        "mnemonic",
        "field",
        "value",
        "params",
        "extended_helper",
        "metadata",
    ]


async def test_errors_cost_nothing(world: World) -> None:
    caller = await new_caller(world)
    await limits(world, caller, "list.calls")
    for params in ({}, {"call_session_id": "x"}, {"call_session_id": 1}):
        told = await limits(world, caller, "release.call", **params)
        assert (told["day_remaining"], told["minute_remaining"]) == (49_999, 249)


async def test_what_costs_nothing_shows_limits_all_the_same(world: World) -> None:
    caller = await new_caller(world)
    params = {"login": caller.login, "password": caller.password}
    reply = await world.post("login.user", params)
    told = reply["result"]["metadata"]["limits"]
    assert (told["day_remaining"], told["minute_remaining"]) == (50_000, 250)


async def test_points_run_out_and_come_back_with_the_minute(world: World) -> None:
    caller = await new_caller(world, account={"points_per_minute": 2})
    for left in (1, 0):
        told = await limits(world, caller, "list.calls")
        assert told["minute_remaining"] == left
    error = await world.fails("list.calls", caller.key)
    assert error["mnemonic"] == "limit_exceeded"
    assert error["params"] == {"limit_type": "minute", "limit_max_value": 2}
    assert error["metadata"]["limits"]["minute_remaining"] == 0
    assert error["metadata"]["limits"]["day_remaining"] == 49_998
    await world.clock.advance(error["metadata"]["limits"]["minute_reset"])
    told = await limits(world, caller, "list.calls")
    assert (told["minute_remaining"], told["day_remaining"]) == (1, 49_997)


async def test_parallel_requests_do_not_overshoot(world: World) -> None:
    caller = await new_caller(world, account={"points_per_minute": 7})
    replies = await asyncio.gather(
        *(world.post("list.calls", {"access_token": caller.key}) for _ in range(20))
    )
    assert sum("result" in reply for reply in replies) == 7
    left = await limits(world, caller, "list.calls")
    assert left["minute_remaining"] == 0


async def test_points_belong_to_the_account(world: World) -> None:
    caller, other = await new_caller(world), await new_caller(world)
    params = {"login": caller.login, "password": caller.password}
    data = (await world.post("login.user", params))["result"]["data"]
    await limits(world, caller, "list.calls")
    reply = await world.post("list.calls", {"access_token": data["access_token"]})
    assert reply["result"]["metadata"]["limits"]["minute_remaining"] == 248
    assert (await limits(world, other, "list.calls"))["minute_remaining"] == 249


async def test_a_changed_limit_counts_at_once(world: World) -> None:
    caller = await new_caller(world)
    await limits(world, caller, "list.calls")
    await world.pool.execute(
        "update accounts set points_per_day = 10 where id = $1", caller.account_id
    )
    told = await limits(world, caller, "release.call")
    while told["day_limit"] != 10:  # until the server has heard of it
        told = await limits(world, caller, "release.call")
    assert told["day_remaining"] == 9


async def test_standard_headers_tell_the_same_figures(world: World) -> None:
    caller = await new_caller(world)
    body = request(caller.key)
    answer = await ask(world.app.url, post(body, "Content-Type: application/json"))
    told = answer.json["result"]["metadata"]["limits"]
    assert answer.headers["ratelimit-policy"] == (
        '"minute";q=250;w=60, "day";q=50000;w=86400'
    )
    found = re.findall(r"[rt]=(\d+)", answer.headers["ratelimit"])
    assert [int(figure) for figure in found] == [
        told["minute_remaining"],
        told["minute_reset"],
        told["day_remaining"],
        told["day_reset"],
    ]


async def test_the_id_comes_back_as_it_was_written(world: World) -> None:
    for id_ in (b"1e2", b"12345678901234567890123", b'"a\\u0416"', b"-0", b"1.0"):
        body = b'{"jsonrpc":"2.0","id":%b,"method":"no.such","params":{}}' % id_
        answer = await ask(world.app.url, post(body, "Content-Type: application/json"))
        expected = orjson.dumps(orjson.loads(id_)) if b"u0416" in id_ else id_
        assert answer.body.startswith(b'{"jsonrpc":"2.0","id":%b,' % expected)


async def test_time_goes_on_in_the_resets(world: World) -> None:
    caller = await new_caller(world)
    first = await limits(world, caller, "list.calls")
    await world.clock.advance(7)
    second = await limits(world, caller, "list.calls")
    assert (first["day_reset"] - second["day_reset"]) % DAY_S == 7
    assert second["day_reset"] % 60 == second["minute_reset"] % 60
    assert world.clock.now() > START
