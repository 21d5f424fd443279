"""Two servers with two databases do not share a switch: one of them has it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from callapi.switch.ari import OWNER, Ari
from tests.switch.sides import PATIENCE_S, Side, nothing


@asynccontextmanager
async def listening(side: Side, owner: str) -> AsyncIterator[asyncio.Queue[str]]:
    """What becomes of the connection of a server with an application of its own."""
    ari = Ari(side.url, "callapi", side.password, f"app-of-{owner}", owner=owner)
    told = asyncio.Queue[str]()
    await ari.open()
    listener = asyncio.create_task(
        ari.listen(
            nothing,
            lambda: told.put_nowait("connected"),
            lambda: told.put_nowait("refused"),
        )
    )
    try:
        yield told
    finally:
        listener.cancel()
        await asyncio.gather(listener, return_exceptions=True)
        await ari.close()


async def next_of(told: asyncio.Queue[str]) -> str:
    return await asyncio.wait_for(told.get(), PATIENCE_S)


async def test_a_switch_serves_its_owner_alone(side: Side) -> None:
    async with listening(side, "one") as told:
        assert await next_of(told) == "connected"
    async with listening(side, "two") as told:
        assert await next_of(told) == "refused"
        await forget_owner(side)  # as a restart does
        while (news := await next_of(told)) == "refused":
            pass
        assert news == "connected"
    async with listening(side, "one") as told:
        assert await next_of(told) == "refused"
    await forget_owner(side)


async def forget_owner(side: Side) -> None:
    await side.ari.request("POST", "asterisk/variable", variable=OWNER, value="")


async def test_the_owner_comes_back(side: Side) -> None:
    for _ in range(2):
        async with listening(side, "one") as told:
            assert await next_of(told) == "connected"
    await forget_owner(side)
