"""login.user (spec 3.1.1)."""

import asyncio

import aiohttp
import orjson
import pytest

from tests.api.deleting import deleting
from tests.api.people import new_caller
from tests.api.wire import ask, post
from tests.api.world import World

JSON = "Content-Type: application/json; charset=UTF-8"


async def test_the_documented_example(world: World) -> None:
    body = (
        b'{"jsonrpc":"2.0","id":"req1","method":"login.user",'
        b'"params":{"login":"dispatch","password":"correct horse"}}'
    )
    answer = await ask(world.app.url, post(body, JSON))
    reply = answer.json
    data = reply["result"]["data"]
    assert (reply["jsonrpc"], reply["id"]) == ("2.0", "req1")
    assert list(data) == ["access_token", "expire_at"]
    assert len(data["access_token"]) == 72
    assert data["expire_at"] == int(world.clock.now()) + 3600
    assert "success" not in orjson.dumps(data).decode()
    assert "limits" in reply["result"]["metadata"]


async def test_the_token_works_for_an_hour(world: World) -> None:
    caller = await new_caller(world)
    params = {"login": caller.login, "password": caller.password}
    data = (await world.post("login.user", params))["result"]["data"]
    token = data["access_token"]
    await world.ok("list.calls", token)
    await world.clock.leap(3599)
    await world.ok("list.calls", token)
    await world.clock.advance(1)
    error = await world.fails("list.calls", token)
    assert error["mnemonic"] == "access_token_invalid"


async def test_a_second_login_leaves_the_first_token_alone(world: World) -> None:
    caller = await new_caller(world)
    params = {"login": caller.login.upper(), "password": caller.password}
    tokens = [
        (await world.post("login.user", params))["result"]["data"]["access_token"]
        for _ in range(2)
    ]
    assert tokens[0] != tokens[1]
    for token in tokens:
        await world.ok("list.calls", token)


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("nobody", "correct horse"),
        ("dispatch", "Correct horse"),
        ("dispatch", " correct horse"),
        ("dis\x00patch", "correct horse"),
    ],
)
async def test_wrong_login_and_wrong_password_are_not_told_apart(
    world: World, login: str, password: str
) -> None:
    reply = await world.post("login.user", {"login": login, "password": password})
    data = reply["error"]["data"]
    assert (data["mnemonic"], data["field"], data["value"]) == (
        "auth_error",
        None,
        None,
    )
    assert reply["error"]["code"] == -32001
    assert "metadata" not in data


async def test_guessing_is_stopped_for_a_while(world: World) -> None:
    caller = await new_caller(world)
    wrong = {"login": caller.login, "password": "x"}
    right = {"login": caller.login, "password": caller.password}
    for _ in range(10):
        assert "error" in await world.post("login.user", wrong)
    assert "error" in await world.post("login.user", right)
    await world.clock.advance(900)
    assert "result" in await world.post("login.user", right)


async def test_login_works_when_the_points_are_used_up(world: World) -> None:
    caller = await new_caller(world, account={"points_per_day": 0})
    params = {"login": caller.login, "password": caller.password}
    assert "result" in await world.post("login.user", params)


async def test_a_user_who_is_deleted_meanwhile_is_not_logged_in(world: World) -> None:
    caller = await new_caller(world)
    params = {"login": caller.login, "password": caller.password}
    async with deleting(world, "users", caller.user_id) as waits:
        asked = asyncio.create_task(world.post("login.user", params))
        await waits(asked)
    data = (await asked)["error"]["data"]
    assert data["mnemonic"] == "auth_error"
    assert "metadata" not in data
    logged = "select count(*) from requests where account_id = $1"
    assert await world.pool.fetchval(logged, caller.account_id) == 0


async def test_a_flood_from_one_address_delays_no_other(world: World) -> None:
    caller = await new_caller(world)
    right = {"login": caller.login, "password": caller.password}
    elsewhere = aiohttp.TCPConnector(local_addr=("127.0.0.2", 0), limit=0)
    async with aiohttp.ClientSession(connector=elsewhere) as http:
        flood = [asyncio.create_task(guess(world, http, n)) for n in range(60)]
        await asyncio.wait(flood, return_when=asyncio.FIRST_COMPLETED)
        assert "result" in await world.post("login.user", right)
        assert not all(it.done() for it in flood)
        answers = await asyncio.gather(*flood)
    assert {status for status, _ in answers} == {200, 503}
    assert {after for status, after in answers if status == 503} == {"5"}


async def guess(
    world: World, http: aiohttp.ClientSession, n: int
) -> tuple[int, str | None]:
    """Status and Retry-After."""
    body = {
        "jsonrpc": "2.0",
        "id": n,
        "method": "login.user",
        "params": {"login": f"nobody {n}", "password": "x"},
    }
    async with http.post(f"{world.app.url}/v4.0", json=body) as answer:
        return answer.status, answer.headers.get("Retry-After")
