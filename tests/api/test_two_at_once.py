"""Requests that come at the same time (spec 4.3: one cause at a time)."""

import asyncio

from tests.api.call import talking
from tests.api.world import World


async def test_two_release_one_call(world: World) -> None:
    """The second finds it on its way out, or gone."""
    call = await talking(world)
    await asyncio.gather(call.ask("release.call"), call.ask("release.call"))
    await call.ends()
