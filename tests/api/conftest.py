"""One server per test file; between tests nothing may be left of any call."""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from callapi.embedded import Servers
from tests.api.world import World, open_world
from tests.conftest import FILLED, Administrator, Filled, named, numbers


@pytest.fixture(scope="module")
async def world(
    servers: Servers, administrator: Administrator, filled: Filled
) -> AsyncIterator[World]:
    name = f"world_{next(numbers)}"
    await administrator.execute(
        f"create database {name} template {FILLED} strategy file_copy"
    )
    async with Redis.from_url(servers.redis_url) as redis:
        await redis.flushall()
    url = named(servers.database_url, name)
    async with open_world(url, servers.redis_url, filled.data_dir, filled.keys) as it:
        yield it
    await administrator.execute(f"drop database {name} with (force)")


@pytest.fixture(autouse=True)
async def nothing_is_left(request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """After a test of calls every call is over, in the database and in the switch."""
    yield
    if "world" in request.fixturenames:
        await request.getfixturevalue("world").clear()
