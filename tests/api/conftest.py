"""One server per test file; between tests nothing may be left of any call."""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from callapi.client import CallApi, Connection, DataApi
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


@pytest.fixture
async def call_api(world: World) -> AsyncIterator[CallApi]:
    """The client, as the user that `world.ok` asks as."""
    async with Connection(world.app.url, world.keys.own, patience_s=0) as connection:
        yield CallApi(connection)


@pytest.fixture
async def data_api(world: World) -> AsyncIterator[DataApi]:
    """The client, as the administrator that `world.data` asks as."""
    async with Connection(world.app.url, world.keys.admin, patience_s=0) as connection:
        yield DataApi(connection)
