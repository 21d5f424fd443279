"""Whoever sends too much waits or is refused, and others are served meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from callapi.edge.body import LONG_AT_ONCE, MOST_WAITING, SHORT
from callapi.edge.brake import AT_ONCE_S
from callapi.embedded import Servers
from tests.api.people import new_caller
from tests.api.wire import FRAME, Line, ask, connected, post, request
from tests.api.world import World
from tests.api.worlds import other_world
from tests.conftest import Administrator, Filled
from tests.fakes import turn_loop

JSON = "Content-Type: application/json"
LONG = 4 * SHORT
OF_ONE_ADDRESS = LONG_AT_ONCE // 2


def good(world: World, length: int) -> bytes:
    return post(request(world.keys.own).ljust(length), JSON)


async def begin(line: Line, data: bytes) -> None:
    """All but the last byte."""
    line.send(data[:-1])
    await line.writer.drain()


async def test_long_bodies_take_turns_and_short_ones_do_not_wait(
    world: World,
) -> None:
    """When too many wait for a turn, one has to come again."""
    data = good(world, LONG)
    async with AsyncExitStack() as stack:
        lines = [
            await stack.enter_async_context(connected(world.app.url))
            for _ in range(OF_ONE_ADDRESS + MOST_WAITING + 1)
        ]
        for line in lines:
            await begin(line, data)
        answers = [asyncio.create_task(line.answer()) for line in lines]
        (refused,), _ = await asyncio.wait(answers, return_when=asyncio.FIRST_COMPLETED)
        assert (await refused).status == 503
        assert (await refused).headers["retry-after"] == "5"
        for length in (0, SHORT):
            answered = await ask(world.app.url, good(world, length))
            assert "result" in answered.json
        assert sum(answer.done() for answer in answers) == 1
        for line, answer in zip(lines, answers, strict=True):
            if answer is not refused:
                line.send(data[-1:])
        served = [(await it).status for it in answers if it is not refused]
        assert served == [200] * (OF_ONE_ADDRESS + MOST_WAITING)


async def test_a_head_of_many_lines_is_refused(world: World) -> None:
    head = b"POST /v4.0 HTTP/1.1\r\n" + b"X: y\r\n" * 5000
    async with connected(world.app.url) as line:
        line.send(head)  # whether or not it ends
        answer = await line.answer()
    assert (answer.status, answer.json) == (400, FRAME)


@pytest.fixture(scope="module")
async def slowing(
    servers: Servers, administrator: Administrator, filled: Filled
) -> AsyncIterator[World]:
    """A world in which refusals are slowed, one a second."""
    async with other_world(servers, administrator, filled, refusals_per_s=1) as it:
        yield it


async def test_an_account_over_its_limit_is_slowed_and_no_other(
    slowing: World,
) -> None:
    limited = await new_caller(slowing, account={"points_per_minute": 1})
    await slowing.ok("list.talk_options", limited.key)
    body = post(request(limited.key), JSON)
    for _ in range(int(AT_ONCE_S)):
        assert (await ask(slowing.app.url, body)).mnemonic == "limit_exceeded"
    held = asyncio.create_task(ask(slowing.app.url, body))
    begun = slowing.clock.due_times
    while slowing.clock.due_times == begun:
        await turn_loop()
    assert not held.done()
    await slowing.ok("list.talk_options")
    await slowing.fails("hold.call", call_session_id=1)  # is refused, and told at once
    await slowing.clock.advance(1)
    assert (await held).mnemonic == "limit_exceeded"


async def test_who_guesses_tokens_is_slowed_and_who_has_one_is_not(
    slowing: World,
) -> None:
    body = post(request("x" * 40), JSON)
    for _ in range(int(AT_ONCE_S)):
        assert (await ask(slowing.app.url, body)).mnemonic == "access_token_invalid"
    held = asyncio.create_task(ask(slowing.app.url, body))
    begun = slowing.clock.due_times
    while slowing.clock.due_times == begun:
        await turn_loop()
    await slowing.ok("list.talk_options")
    assert not held.done()
    await slowing.clock.advance(1)
    assert (await held).mnemonic == "access_token_invalid"
