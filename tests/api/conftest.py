"""One server per test file; between tests nothing may be left of any call."""

from collections.abc import AsyncIterator

import pytest

from callapi.client import CallApi, Connection, DataApi
from callapi.embedded import Servers
from tests.api.world import World
from tests.api.worlds import other_world
from tests.conftest import Administrator, Filled


@pytest.fixture(scope="module")
async def world(
    servers: Servers, administrator: Administrator, filled: Filled
) -> AsyncIterator[World]:
    async with other_world(servers, administrator, filled) as it:
        yield it


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
