"""Kept replies: how they are logged, and what happens to one that was lost."""

import asyncio
from typing import Any

from callapi.store.requests import find_requests
from tests.api.wire import Answer, ask, post, request
from tests.api.world import CONTACT, OPERATOR, VIRTUAL, World

JSON = "Content-Type: application/json"
CALL = {
    "first_call": "operator",
    "virtual_phone_number": VIRTUAL,
    "contact": CONTACT,
    "operator": OPERATOR,
}


async def start(world: World, key: str, **params: Any) -> Answer:
    body = request(world.keys.own, "start.simple_call", **{**CALL, **params})
    line = f"Idempotency-Key: {key}"
    return await ask(world.app.url, post(body, JSON, line))


async def sessions(world: World) -> int:
    return int(await world.pool.fetchval("select count(*) from call_sessions"))


async def test_a_replay_is_logged_and_charges_nothing(world: World) -> None:
    first = await start(world, "logged")
    again = await start(world, "logged")
    assert again.headers["x-request-id"] != first.headers["x-request-id"]
    account_id = await world.id_of("accounts", "Harbour Desk")
    entries = {entry.id: entry for entry in await find_requests(world.pool, account_id)}
    entry = entries[again.headers["x-request-id"]]
    assert (entry.outcome, entry.points) == ("success", 0)
    session_id = first.json["result"]["data"]["call_session_id"]
    assert entry.call_session_id == session_id


async def test_equal_parameters_may_be_written_otherwise(world: World) -> None:
    first = await start(world, "equal", media_file_id=None)
    again = await start(world, "equal", direction="in", switch_at_once=False)
    assert again.body == first.body


async def test_wrong_parameters_speak_before_the_key(world: World) -> None:
    answer = await start(world, "", contact="1")
    assert answer.json["error"]["data"]["field"] == "contact"


async def test_a_key_of_the_longest_length_is_taken(world: World) -> None:
    assert "result" in (await start(world, "x" * 255)).json


async def test_a_reply_lost_with_its_process_is_written_anew(world: World) -> None:
    first = await start(world, "lost")
    await world.pool.execute(
        "update idempotency_keys set reply = null where key = 'lost'"
    )
    before = await sessions(world)
    asked = asyncio.create_task(start(world, "lost"))
    while not asked.done():
        await world.clock.advance(1)
        await world.pool.execute("select 1")
    answer = asked.result()
    assert answer.json["result"]["data"] == first.json["result"]["data"]
    assert await sessions(world) == before
    assert (await start(world, "lost")).body == answer.body


async def test_what_is_kept_is_what_was_sent(world: World) -> None:
    first = await start(world, "kept")
    kept = await world.pool.fetchval(
        "select reply from idempotency_keys where key = 'kept'"
    )
    assert kept == first.body
