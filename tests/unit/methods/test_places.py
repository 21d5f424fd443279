"""Places: one account cannot have them all."""

import asyncio
from contextlib import AsyncExitStack

from callapi.methods.places import Places

ONE, OTHER = 1, 2


async def enter(places: Places, account_id: int, stack: AsyncExitStack) -> None:
    await stack.enter_async_context(places.of(account_id))


async def test_who_has_half_of_them_waits_and_others_do_not() -> None:
    places = Places(4)
    async with AsyncExitStack() as inside:
        for _ in range(2):
            await enter(places, ONE, inside)
        third = asyncio.create_task(enter(places, ONE, inside))
        async with AsyncExitStack() as others:
            for _ in range(2):
                await enter(places, OTHER, others)
        assert not third.done()
        await inside.aclose()
        await third
        await inside.aclose()


async def test_there_is_a_place_for_one() -> None:
    places = Places(1)
    for account_id in (ONE, OTHER, ONE):
        async with AsyncExitStack() as inside:
            await enter(places, account_id, inside)
