"""Two nodes take calls of one line in the same moment (Data API spec 2.7)."""

import asyncio

from callapi.directory.calling_lines import take_channel
from tests.api.lines import calling_lines, is_refused, talking_out
from tests.api.world import LINE, PATIENCE_S, World
from tests.fakes import turn_loop

IN_USE = "update call_sessions set numbers_in_use = $2 where id = $1"
WAITING = """
select count(*) from pg_locks join pg_database d on d.oid = database
where locktype = 'advisory' and not granted and datname = current_database()
"""


async def test_the_channel_is_his_who_is_written_first(world: World) -> None:
    """The other node has it, and has not said so when we look."""
    async with calling_lines(world):
        first = await talking_out(world)
        await world.pool.execute(IN_USE, first.id, [])
        async with world.pool.acquire() as db, db.transaction():
            assert await take_channel(db, LINE)
            await db.execute(IN_USE, first.id, [LINE])
            refused = asyncio.create_task(is_refused(world, "12025550144"))
            async with asyncio.timeout(PATIENCE_S):
                while not await db.fetchval(WAITING):
                    await turn_loop()
        assert await refused == (486, "operator_channels_busy")
