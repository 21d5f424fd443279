"""Notifications as tests of them make them and look at them."""

import asyncio
from typing import Any

from tests.api.receiver import PATIENCE_S
from tests.api.world import DATA_API, World


async def nothing_waits(world: World) -> None:
    """Wait until all events that happened are distributed."""
    waiting = "select exists(select from events where position is null)"
    async with asyncio.timeout(PATIENCE_S):
        while await world.pool.fetchval(waiting):
            pass


async def notify(world: World, url: str, event: str, **more: Any) -> dict[str, Any]:
    """Make a notification; it is told of nothing that happened before."""
    await nothing_waits(world)
    count = await world.pool.fetchval("select count(*) from notification_settings")
    own = {"name": f"crm {count}", "event": event, "url": url}
    token = {"access_token": world.keys.admin}
    params = {**token, **own, **more}
    reply = await world.post("create.notification_settings", params, DATA_API)
    made: dict[str, Any] = reply["result"]["data"]
    return made


async def tag(world: World, session_id: int, name: str = "Hot lead") -> None:
    tag_id = await world.id_of("tags", name)
    await world.ok("tag.call", call_session_id=session_id, tag_id=tag_id)


async def log(world: World, **more: Any) -> Any:
    return await world.data(
        "get.notifications",
        date_from="2026-01-01 00:00:00",
        date_till="2026-12-31 00:00:00",
        **more,
    )


async def settled(world: World, status: str, count: int = 1) -> list[dict[str, Any]]:
    """The log, once so many stand in it with that status."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            rows: list[dict[str, Any]] = await log(world)
            found = [
                it for it in rows if it["notification_status"]["value_id"] == status
            ]
            if len(found) >= count:
                return found
