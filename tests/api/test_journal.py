"""Each line of the log says for which request and which session it is."""

from collections.abc import Iterator
from typing import Any

import pytest

from callapi.domain.states import State
from tests.api.journal import Journal, journal
from tests.api.world import CONTACT, OPERATOR, World

SAYING = {"contact_message": {"type": "tts", "value": "One moment please."}}


@pytest.fixture
def log() -> Iterator[Journal]:
    with journal() as it:
        yield it


async def ask(world: World, method: str, **params: Any) -> str:
    """A request that succeeds; its X-Request-Id."""
    params = {"access_token": world.keys.own, **params}
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    async with world.http.post(f"{world.app.url}/v4.0", json=body) as answer:
        assert "result" in await answer.json()
        return answer.headers["X-Request-Id"]


async def test_requests_to_the_switch_bear_both_ids(world: World, log: Journal) -> None:
    session_id = await world.talk()
    request_id = await ask(world, "hold.call", call_session_id=session_id, **SAYING)
    await world.app.calls.idle()
    mine = [it for it in log.lines("ARI ") if it.get("request_id") == request_id]
    said = {it["message"].partition("/")[0] for it in mine}
    assert {"ARI POST bridges", "ARI POST channels"} <= said
    assert {it["call_session_id"] for it in mine} == {session_id}
    assert all(it["status"] in (200, 201, 204) and it["ms"] >= 0 for it in mine)


async def test_the_line_of_a_start_names_the_session_it_began(
    world: World, log: Journal
) -> None:
    session_id = await world.talk()
    (line,) = log.lines("start.simple_call: success")
    assert line["call_session_id"] == session_id
    assert line["request_id"]


async def test_what_the_switch_tells_is_for_the_session_and_no_request(
    world: World, log: Journal
) -> None:
    world.by_hand(OPERATOR, CONTACT)
    session_id = await world.start()
    await world.reaches(session_id, State.SEEKING_OPERATOR)
    await world.phone(OPERATOR).rings()
    world.phone(OPERATOR).answer()
    await world.reaches(session_id, State.SEEKING_CONTACT)
    await world.app.calls.idle()
    (step,) = log.lines(f"session {session_id}: seeking_operator ->")
    assert step["call_session_id"] == session_id
    assert "request_id" not in step
    asked = [it for it in log.lines("ARI POST channels") if "request_id" not in it]
    assert session_id in {it["call_session_id"] for it in asked}


async def test_what_runs_out_is_no_part_of_the_request_that_began_it(
    world: World, log: Journal
) -> None:
    world.by_hand(OPERATOR)
    session_id = await world.start()
    await world.pass_time(61)
    assert await world.ends(session_id)
    (step,) = log.lines(f"session {session_id}: seeking_operator ->")
    assert step["call_session_id"] == session_id
    assert "request_id" not in step


async def test_a_request_has_nothing_of_the_one_before_on_its_connection(
    world: World, log: Journal
) -> None:
    session_id = await world.talk()
    await ask(world, "hold.call", call_session_id=session_id, **SAYING)
    request_id = await ask(world, "list.calls")
    (line,) = log.lines("list.calls: success")
    assert line["request_id"] == request_id
    assert "call_session_id" not in line
