"""When events may be lost, sessions meet the switch, no more often than needed."""

import asyncio
import logging
from dataclasses import replace

import pytest

from callapi.store import sessions
from tests.api.call import talking
from tests.api.world import PATIENCE_S, World


async def test_what_is_settled_is_not_looked_at_again_for_others(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    steady = await talking(world, contact="12025550174", operator="12025550175")
    troubled = await talking(world, contact="12025550176", operator="12025550177")
    await steady.hold()
    await troubled.hold()
    await world.quiet()
    caplog.set_level(logging.DEBUG, "callapi")
    caplog.clear()
    world.simulator.refuse(f"/playbacks/play-{troubled.id}-", 500, times=1)
    assert world.app.calls.control.look_again is not None
    world.app.calls.control.look_again()

    await settled(world, caplog)
    assert requests(caplog, steady.id)
    assert f"session {troubled.id} is not settled" in caplog.text
    caplog.clear()
    await settled(world, caplog)
    assert requests(caplog, troubled.id)
    assert requests(caplog, steady.id) == []


async def test_a_call_of_a_clock_that_was_ahead_is_settled_too(world: World) -> None:
    """The node that began it may have had another idea of the time."""
    call = await talking(world)
    session = await world.session(call.id)
    ahead = tuple(replace(it, started_at=it.started_at + 3600) for it in session.legs)
    assert await sessions.save(world.pool, replace(session, legs=ahead), (), None)
    await world.simulator.restart()
    await call.ends()


def requests(caplog: pytest.LogCaptureFixture, session_id: int) -> list[str]:
    """What the switch was asked about things of a session."""
    of_it = f"-{session_id}-"
    messages = caplog.messages
    return [it for it in messages if it.startswith("ARI ") and of_it in it]


async def settled(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """With the pause before a look, which is short; to look takes real time."""
    async with asyncio.timeout(PATIENCE_S):
        while not any(it.startswith("settled ") for it in caplog.messages):
            await world.clock.advance(0.01)
