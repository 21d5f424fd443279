"""Worlds with other settings than the usual ones, each with a database of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from redis.asyncio import Redis

from callapi.embedded import Servers
from tests.api.world import World, open_world
from tests.conftest import FILLED, Administrator, Filled, named, numbers


@asynccontextmanager
async def other_world(
    servers: Servers, administrator: Administrator, filled: Filled, **settings: Any
) -> AsyncIterator[World]:
    name = f"world_{next(numbers)}"
    await administrator.execute(
        f"create database {name} template {FILLED} strategy file_copy"
    )
    async with Redis.from_url(servers.redis_url) as redis:
        await redis.flushall()
    async with open_world(
        named(servers.database_url, name),
        servers.redis_url,
        filled.data_dir,
        filled.keys,
        **settings,
    ) as world:
        yield world
    await administrator.execute(f"drop database {name} with (force)")
