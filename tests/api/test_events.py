"""GET /events: who may follow what, from where on, and how it ends."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import aiohttp
import pytest
from aiohttp import ClientTimeout, WSMsgType

from callapi.domain.happening import Event
from callapi.embedded import Servers
from callapi.store import events
from tests.api.notifying import nothing_waits
from tests.api.sse import PATIENCE_S, follow
from tests.api.world import World
from tests.api.worlds import other_world
from tests.conftest import Administrator, Filled

ORIGIN = "https://desk.example"
MOST = 20  # streams of an account


@pytest.fixture(scope="module")
async def world(
    servers: Servers, administrator: Administrator, filled: Filled
) -> AsyncIterator[World]:
    async with other_world(
        servers, administrator, filled, cors_origins=(ORIGIN,), event_streams=MOST
    ) as world:
        yield world


async def call(world: World, key: str | None = None) -> int:
    """A call from beginning to end."""
    session_id = await world.talk(key=key) if key else await world.talk()
    await world.ok("release.call", key, call_session_id=session_id)
    await world.ends(session_id)
    return session_id


async def position(world: World) -> int:
    """The last event of the account, once all of them have a place."""
    await nothing_waits(world)
    account = await world.id_of("accounts", "Harbour Desk")
    last = "select max(position) from events where account_id = $1"
    return int(await world.pool.fetchval(last, account) or 0)


async def test_a_call_is_told_as_it_happens(world: World) -> None:
    async with follow(world) as stream:
        session_id = await call(world)
        names = []
        while "call_session_finished" not in names:
            told = await stream.next()
            names.append(told.name)
            assert told.data["call_session_id"] == session_id
            assert told.data["notification_mnemonic"] == told.name
            assert told.data["event_seq"] == len(names)
    assert names == await world.events(session_id)


async def test_nobody_is_told_of_another_account(world: World) -> None:
    async with follow(world, world.keys.foreign) as theirs, follow(world) as ours:
        await call(world)
        await ours.next()
        account = await world.id_of("accounts", "Foreign Office")
        blocked = Event("contact_blocked", world.clock.now(), {"comment": "spam"})
        await events.append_outside(world.pool, account, blocked)
        told = await theirs.next()
        assert (told.name, told.data["comment"]) == ("contact_blocked", "spam")
        assert told.data["call_session_id"] is None


async def test_who_comes_back_misses_nothing(world: World) -> None:
    async with follow(world) as stream:
        await call(world)
        seen = await stream.next()
    await call(world)
    last = await position(world)
    async with follow(world, since=seen.id) as stream:
        assert seen.id is not None
        ids = [(await stream.next()).id for _ in range(last - seen.id)]
        assert ids == [*range(seen.id + 1, last + 1)]
        await call(world)
        assert (await stream.next()).id == last + 1


async def test_what_is_too_old_is_said_to_be(world: World) -> None:
    await call(world)
    await call(world)
    last = await position(world)
    account = await world.id_of("accounts", "Harbour Desk")
    await world.pool.execute(
        "delete from events where account_id = $1 and position < $2", account, last
    )
    async with follow(world, since=1) as stream:
        told = await stream.next()
        assert (told.name, told.id) == ("resync", last)
        assert told.data == {"reason": "too_old", "last_event_id": last}
        await call(world)
        assert (await stream.next()).id == last + 1


async def test_what_has_never_been_is_unknown(world: World) -> None:
    last = await position(world)
    async with follow(world, since=last + 1000) as stream:
        told = await stream.next()
        assert (told.name, told.data["reason"]) == ("resync", "unknown")


async def test_there_is_a_sign_of_life(world: World) -> None:
    async with follow(world) as stream:
        await world.clock.advance(16)
        await stream.beat()


async def test_the_token_may_stand_in_the_query(world: World) -> None:
    last = await position(world)
    await call(world)
    params = {"access_token": world.keys.own, "last_event_id": str(last)}
    async with world.http.get(f"{world.app.url}/events", params=params) as response:
        assert response.headers["Content-Type"].startswith("text/event-stream")
        assert response.headers["Server"] == "callapi"
        async with asyncio.timeout(PATIENCE_S):
            assert await response.content.readline() == b"retry: 2000\n"
            await response.content.readline()
            assert await response.content.readline() == f"id: {last + 1}\n".encode()


async def test_a_web_socket_tells_the_same(world: World) -> None:
    last = await position(world)
    session_id = await call(world)
    url = f"{world.app.url}/events?last_event_id={last}"
    headers = {"Authorization": f"Bearer {world.keys.own}"}
    async with world.http.ws_connect(url, headers=headers) as socket:
        assert socket._response.headers["Server"] == "callapi"
        names = []
        for name in await world.events(session_id):
            told = await socket.receive_json(timeout=PATIENCE_S)
            assert told["data"]["notification_mnemonic"] == told["event"] == name
            names.append(told["id"])
        assert names == [*range(last + 1, last + 1 + len(names))]


@pytest.mark.parametrize(
    ("token", "status", "mnemonic"),
    [
        (None, 401, "required_parameter_missed"),
        ("nobody", 401, "access_token_invalid"),
    ],
)
async def test_nobody_is_let_in_without_a_token(
    world: World, token: str | None, status: int, mnemonic: str
) -> None:
    params = {"access_token": token} if token else {}
    answer = await refused(world, params)
    assert (answer["status"], answer["mnemonic"]) == (status, mnemonic)
    assert answer["WWW-Authenticate"] == "Bearer"


async def refused(
    world: World, params: dict[str, str], **headers: str
) -> dict[str, Any]:
    async with world.http.get(
        f"{world.app.url}/events", params=params, headers=headers
    ) as response:
        error = (await response.json())["error"]
        told = dict(response.headers)
        return {**told, "status": response.status, **error["data"]}


async def test_a_wrong_place_is_refused(world: World) -> None:
    own = {"access_token": world.keys.own}
    for text in ("-1", "x", "1" * 30, "1.5"):
        answer = await refused(world, {**own, "last_event_id": text})
        assert (answer["status"], answer["mnemonic"], answer["field"]) == (
            400,
            "invalid_parameter_value",
            "last_event_id",
        )


async def test_another_address_is_refused(world: World) -> None:
    columns = "account_id, network, apis"
    kept = await world.pool.fetch(f"delete from allowed_networks returning {columns}")
    await until_refused(world, world.keys.own)
    try:
        answer = await refused(world, {"access_token": world.keys.own})
        assert (answer["status"], answer["mnemonic"]) == (403, "ip_not_whitelisted")
    finally:
        insert = f"insert into allowed_networks ({columns}) values ($1, $2, $3)"
        await world.pool.executemany(insert, kept)


async def test_there_are_no_more_streams_than_allowed(world: World) -> None:
    async with AsyncExitStack() as streams:
        for _ in range(MOST):
            await streams.enter_async_context(follow(world, world.keys.riga))
        answer = await refused(world, {"access_token": world.keys.riga})
        assert (answer["status"], answer["Retry-After"]) == (429, "5")
        async with follow(world, world.keys.foreign):
            pass


async def test_other_methods_are_refused(world: World) -> None:
    async with world.http.post(f"{world.app.url}/events") as response:
        assert (response.status, response.headers["Allow"]) == (405, "GET")


async def test_a_revoked_token_ends_its_stream(world: World) -> None:
    key, url = world.keys.foreign, f"{world.app.url}/events"
    token = {"access_token": key}
    async with (
        follow(world, key) as stream,
        world.http.ws_connect(url, params=token) as socket,
    ):
        await world.pool.execute(
            "update tokens set is_blocked = true where user_id in"
            " (select id from users where login like 'foreign%') and kind = 'key'"
        )
        try:
            await until_refused(world, key)
            await world.clock.advance(1.1)
            await stream.ends()
            message = await socket.receive(timeout=PATIENCE_S)
            assert message.data == aiohttp.WSCloseCode.POLICY_VIOLATION
        finally:
            await world.pool.execute("update tokens set is_blocked = false")


async def until_refused(world: World, key: str) -> None:
    """The change has been heard of."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            reply = await world.post("list.calls", {"access_token": key})
            if "error" in reply:
                return


async def test_web_pages_are_let_in_as_configured(world: World) -> None:
    asks = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization",
    }
    url = f"{world.app.url}/events"
    async with world.http.options(url, headers=asks) as response:
        assert response.status == 204
        assert response.headers["Server"] == "callapi"
        assert response.headers["Access-Control-Allow-Origin"] == ORIGIN
        assert "Authorization" in response.headers["Access-Control-Allow-Headers"]
    async with world.http.options(url, headers={**asks, "Origin": "x"}) as response:
        assert response.status == 405
    own = {"access_token": world.keys.own}
    with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
        await world.http.ws_connect(url, params=own, headers={"Origin": "http://x"})
    assert refusal.value.status == 403
    async with world.http.ws_connect(url, params=own, headers={"Origin": ORIGIN}):
        pass


async def test_streams_end_with_the_server(
    servers: Servers, administrator: Administrator, filled: Filled
) -> None:
    async with other_world(servers, administrator, filled) as world:
        own = {"access_token": world.keys.own}
        http = aiohttp.ClientSession(timeout=ClientTimeout(total=None))
        url = f"{world.app.url}/events"
        response = await http.get(url, params=own)
        socket = await http.ws_connect(url, params=own)
    async with asyncio.timeout(PATIENCE_S):
        assert b"data:" not in await response.content.read()
        message = await socket.receive()
    assert message.type is WSMsgType.CLOSE
    assert message.data == aiohttp.WSCloseCode.GOING_AWAY
    await http.close()
