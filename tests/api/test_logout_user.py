"""logout.user (spec 3.1.2)."""

from tests.api.expect import is_error
from tests.api.people import new_caller
from tests.api.wire import ask, post, request
from tests.api.world import World


async def logged_in(world: World) -> str:
    caller = await new_caller(world)
    params = {"login": caller.login, "password": caller.password}
    data = (await world.post("login.user", params))["result"]["data"]
    return str(data["access_token"])


async def test_the_documented_example(world: World) -> None:
    token = await logged_in(world)
    body = request(token, "logout.user")
    answer = await ask(world.app.url, post(body, "Content-Type: application/json"))
    assert answer.body.startswith(
        b'{"jsonrpc":"2.0","id":"req1","result":{"data":{"success":true},'
        b'"metadata":{"limits":{"day_limit":50000,"day_remaining":50000,'
    )


async def test_the_token_is_invalid_from_then_on(world: World) -> None:
    token = await logged_in(world)
    await world.ok("list.calls", token)
    assert await world.ok("logout.user", token) == {"success": True}
    for method in ("list.calls", "logout.user"):
        error = await world.fails(method, token)
        is_error(error, "access_token_invalid", "access_token")


async def test_other_tokens_stay_valid(world: World) -> None:
    caller = await new_caller(world)
    params = {"login": caller.login, "password": caller.password}
    first, second = [
        (await world.post("login.user", params))["result"]["data"]["access_token"]
        for _ in range(2)
    ]
    await world.ok("logout.user", first)
    await world.ok("list.calls", second)
    await world.ok("list.calls", caller.key)


async def test_a_key_cannot_be_logged_out(world: World) -> None:
    caller = await new_caller(world)
    error = await world.fails("logout.user", caller.key)
    is_error(error, "forbidden")
    assert error["metadata"]["limits"]["day_remaining"] == 50_000
    await world.ok("list.calls", caller.key)
