"""What the user of the tests' own key is permitted; without this, nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.api.world import PATIENCE_S, World

GRANT = """
insert into user_permissions (account_id, user_id, unit, is_select, is_insert,
    is_update, is_delete)
select account_id, id, $1, 'select' = any ($2), 'insert' = any ($2),
    'update' = any ($2), 'delete' = any ($2)
from users where login = 'dispatch'
"""


@asynccontextmanager
async def permitted(world: World, unit: str, *verbs: str) -> AsyncIterator[str]:
    """The key of a user who may do these to the unit, as long as the block lasts."""
    await world.pool.execute(GRANT, unit, verbs)
    await _known(world, unit, is_granted=True)
    yield world.keys.own
    await world.pool.execute("delete from user_permissions")
    await _known(world, unit, is_granted=False)


async def _known(world: World, unit: str, *, is_granted: bool) -> None:
    """Wait until the server has heard of it."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            user = await world.data("getobj.account", world.keys.own)
            if (unit in {it["unit_id"] for it in user["permissions"]}) is is_granted:
                return


async def take_away(world: World, key: str, component: str) -> None:
    """From the account of an administrator's key; waits until the server knows."""
    await world.data("disable.components", key, components=[component])
    async with asyncio.timeout(PATIENCE_S):
        while True:
            account = await world.data("getobj.account", key)
            if component not in account["components"]:
                return
