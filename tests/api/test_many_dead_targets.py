"""However many targets do not answer, the others are told at once."""

import asyncio
from contextlib import AsyncExitStack

from tests.api.notifying import nothing_waits, notify
from tests.api.receiver import PATIENCE_S, receiver
from tests.api.world import World

HOSTS, EVENTS = 70, 8  # more than one process has under way


async def test_dead_targets_delay_no_other(world: World) -> None:
    asked: set[int] = set()
    changed, over = asyncio.Event(), asyncio.Event()

    async def never(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.add(writer.get_extra_info("sockname")[1])
        changed.set()
        await over.wait()
        writer.close()

    async with AsyncExitStack() as stack:
        stack.callback(over.set)  # they go, however the test ends
        target = await stack.enter_async_context(receiver())
        for _ in range(HOSTS):
            server = await asyncio.start_server(never, "127.0.0.1", 0)
            stack.callback(server.close)
            port = server.sockets[0].getsockname()[1]
            await notify(world, f"http://127.0.0.1:{port}/", "contact_blocked")
        for n in range(EVENTS):
            await block(world, f"1202555080{n}")
        await nothing_waits(world)
        async with asyncio.timeout(PATIENCE_S):
            while len(asked) < HOSTS:
                changed.clear()
                await changed.wait()
        await notify(world, target.url, "contact_blocked")
        await block(world, "12025550809")
        await target.got(1)
        given_up = "select count(*) from deliveries where error_type is not null"
        assert await world.pool.fetchval(given_up) == 0


async def block(world: World, number: str) -> None:
    await world.data("create.phone_number_to_blacklist", phone_number=number)
