"""Redis or PostgreSQL is gone for a while (architecture, section 2)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from callapi.domain.states import State
from callapi.embedded import Servers
from callapi.media.links import Links, talk_path
from callapi.store.pool import open_pool
from callapi.store.recordings import find_secret
from callapi.store.requests import find_requests
from tests.api.cable import Cable
from tests.api.call import Call, talking
from tests.api.expect import is_error
from tests.api.people import Caller, new_caller
from tests.api.wire import PATIENCE_S, Answer, ask, post, request
from tests.api.world import CONTACT, OPERATOR, VIRTUAL, World, open_world
from tests.conftest import FILLED, Administrator, Filled, new_database

JSON = "Content-Type: application/json"


@dataclass(frozen=True, slots=True)
class Cables:
    world: World
    database: Cable
    redis: Cable


@pytest.fixture(scope="module")
async def cables(
    servers: Servers, administrator: Administrator, filled: Filled
) -> AsyncIterator[Cables]:
    async with (
        new_database(servers, administrator, FILLED) as direct,
        through_cables(servers, filled, direct) as cables,
    ):
        yield cables


@asynccontextmanager
async def through_cables(
    servers: Servers, filled: Filled, direct: str
) -> AsyncIterator[Cables]:
    parts = urlsplit(direct)
    folder = parse_qs(parts.query)["host"][0]
    open_socket = asyncio.open_unix_connection
    database = Cable(partial(open_socket, str(Path(folder) / ".s.PGSQL.5432")))
    redis = Cable(partial(open_socket, urlsplit(servers.redis_url).path))
    await database.plug()
    await redis.plug()
    through = f"postgresql://callapi@127.0.0.1:{database.port}{parts.path}"
    try:
        async with (
            open_world(
                through,
                f"redis://127.0.0.1:{redis.port}",
                filled.data_dir,
                filled.keys,
            ) as world,
            await open_pool(direct, 2) as pool,
        ):
            # what the test looks at itself is never cut off
            seen = replace(world, pool=pool)
            async with pool.acquire() as listener:
                await listener.add_listener("step", seen.moved)
                yield Cables(seen, database, redis)
                await listener.remove_listener("step", seen.moved)
    finally:
        await database.cut()
        await redis.cut()


async def ask_for(world: World, caller: Caller, method: str, **params: Any) -> Answer:
    body = request(caller.key, method, **params)
    return await ask(world.app.url, post(body, JSON))


async def log_in(world: World, caller: Caller) -> Any:
    params = {"login": caller.login, "password": caller.password}
    return (await world.post("login.user", params))["result"]


def is_503(answer: Answer) -> bool:
    assert answer.status == 503
    assert answer.headers["retry-after"] == "5"
    error = answer.json["error"]
    assert (error["code"], answer.mnemonic) == (-32603, "internal_error")
    assert error["message"] == "Internal error, contact the support service"
    assert "metadata" not in error["data"]
    return True


async def test_without_redis_nothing_that_costs_goes_on(cables: Cables) -> None:
    world = cables.world
    caller = await new_caller(world)
    answer = await ask_for(world, caller, "list.calls")
    left = answer.json["result"]["metadata"]["limits"]["day_remaining"]
    token = (await log_in(world, caller))["data"]["access_token"]
    logged = len(await find_requests(world.pool, caller.account_id))

    await cables.redis.cut()
    assert is_503(await ask_for(world, caller, "list.calls"))
    assert is_503(await ask_for(world, caller, "release.call"))
    assert len(await find_requests(world.pool, caller.account_id)) == logged
    assert "metadata" not in await log_in(world, caller)
    reply = await world.post("logout.user", {"access_token": token})
    assert reply["result"] == {"data": {"success": True}}
    error = await world.fails("logout.user", caller.key)
    assert error["mnemonic"] == "forbidden"
    assert "metadata" not in error

    await cables.redis.plug()
    answer = await ask_for(world, caller, "list.calls")
    limits = answer.json["result"]["metadata"]["limits"]
    assert limits["day_remaining"] == left - 1


async def test_without_the_database_nothing_goes_on(cables: Cables) -> None:
    world = cables.world
    caller, stranger = await new_caller(world), await new_caller(world)
    answer = await ask_for(world, caller, "list.talk_options")
    left = answer.json["result"]["metadata"]["limits"]["day_remaining"]
    logged = len(await find_requests(world.pool, caller.account_id))
    links = Links(await find_secret(world.pool, "links"), 60, world.clock)
    links.base_url = world.app.url
    link = links.sign(talk_path(1, "a" * 32))

    await cables.database.cut()
    for who in (caller, stranger):
        assert is_503(await ask_for(world, who, "list.talk_options"))
        assert is_503(await ask_for(world, who, "logout.user"))
    assert len(await find_requests(world.pool, caller.account_id)) == logged
    async with world.http.get(link) as file:
        assert (file.status, file.headers["Retry-After"]) == (503, "5")

    await cables.database.plug()
    answer = await ask_for(world, caller, "list.talk_options")
    while answer.status == 503:  # until all connections have been made again
        await world.clock.advance(1)
        answer = await ask_for(world, caller, "list.talk_options")
    limits = answer.json["result"]["metadata"]["limits"]
    assert limits["day_remaining"] == left - 1
    assert "result" in (await ask_for(world, stranger, "list.calls")).json


async def test_what_happens_meanwhile_is_found_out_afterwards(cables: Cables) -> None:
    """A contact answers and an operator hangs up while nobody can write it down."""
    world = cables.world
    ending = await talking(world, contact="12025550170", operator="12025550171")
    rings = "12025550172"
    world.by_hand(rings)
    world.phone(OPERATOR).behave("answer")
    starting = await world.start(contact=rings, first_call="contact")
    await world.phone(rings).rings()

    await cables.database.cut()
    world.phone(rings).answer()
    world.phone(ending.operator).hang_up()
    await in_vain(world)
    await cables.database.plug()
    await reaches(world, ending.id, State.ENDED)
    await reaches(world, starting, State.TALK)
    assert (await world.events(ending.id)).count("call_session_finished") == 1
    await world.phone(rings).hears_source("leg", OPERATOR)
    await Call(world, starting, contact=rings).ask("release.call")
    await world.ends(starting)
    await world.app.calls.idle()
    assert world.simulator.live().is_nothing


async def test_who_calls_meanwhile_is_not_left_waiting(cables: Cables) -> None:
    await cables.database.cut()
    await in_vain(cables.world)
    await cables.database.plug()


async def in_vain(world: World) -> None:
    """All that phones have done has come, and could not be written.

    A call is refused after what was told before it.
    """
    mark = await world.simulator.call("12025550173", VIRTUAL)
    await mark.ends()
    await world.app.calls.idle()


async def reaches(world: World, session_id: int, state: State) -> None:
    """With the pauses between two tries to connect, which are short.

    By small steps: to connect takes real time, in which nobody may ring too long.
    """
    async with asyncio.timeout(PATIENCE_S):
        while (await world.session(session_id)).state is not state:
            await world.clock.advance(0.01)


# --- speech


@pytest.mark.parametrize(
    ("method", "field"),
    [("start.simple_call", "operator_message"), ("hold.call", "contact_message")],
)
async def test_a_text_that_is_not_spoken_is_named(
    world: World, method: str, field: str
) -> None:
    call = await talking(world)
    starts = {
        "first_call": "operator",
        "virtual_phone_number": VIRTUAL,
        "contact": CONTACT,
        "operator": OPERATOR,
    }
    own: dict[str, Any] = {"call_session_id": call.id}
    message = {"type": "tts", "value": f"Nobody hears {field}."}
    params = {**(own if method == "hold.call" else starts), field: message}
    speech = world.data_dir / "speech"
    away = speech.rename(world.data_dir / "away")
    try:
        error = await world.fails(method, **params)
    finally:
        away.rename(speech)
    assert is_error(error, "internal_error", f"{field}.value")
    await call.reaches(State.TALK)
    await world.ok(method, **params)
