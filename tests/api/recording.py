"""Recordings of a talk, switched on and off again."""

from tests.api.world import World


async def record(world: World, session_id: int, seconds: float = 1.0) -> None:
    """One more file, of so many seconds."""
    await world.ok("record.call", call_session_id=session_id, action="on")
    await world.app.calls.idle()
    await world.clock.advance(seconds)
    await world.ok("record.call", call_session_id=session_id, action="off")
    await world.app.calls.idle()
