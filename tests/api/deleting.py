"""A row that is deleted while somebody is about to refer to it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from tests.api.world import PATIENCE_S, World

_WAITING = "select count(*) from pg_locks where pid != $1 and not granted"


@asynccontextmanager
async def deleting(
    world: World, table: str, id_: int
) -> AsyncIterator[Callable[["asyncio.Task[object]"], Awaitable[None]]]:
    """The row goes when the block ends; until then others wait for it, or see it."""
    async with world.pool.acquire() as db, db.transaction():
        await db.execute(f"delete from {table} where id = $1", id_)
        own = await db.fetchval("select pg_backend_pid()")

        async def waits(asked: "asyncio.Task[object]") -> None:
            """Until a request stands before the row."""
            async with asyncio.timeout(PATIENCE_S):
                while not await db.fetchval(_WAITING, own):
                    assert not asked.done(), asked.result()

        yield waits
