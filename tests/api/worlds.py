"""Worlds with settings of their own, each with a database of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from callapi.embedded import Servers
from tests.api.world import World, open_world
from tests.conftest import FILLED, Administrator, Filled, empty_redis, new_database


@asynccontextmanager
async def other_world(
    servers: Servers, administrator: Administrator, filled: Filled, **settings: Any
) -> AsyncIterator[World]:
    await empty_redis(servers)
    async with (
        new_database(servers, administrator, FILLED) as url,
        open_world(
            url, servers.redis_url, filled.data_dir, filled.keys, **settings
        ) as world,
    ):
        yield world
