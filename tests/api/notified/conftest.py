"""A server that may send to loopback, and a client's server there."""

from collections.abc import AsyncIterator

import pytest

from callapi.embedded import Servers
from tests.api.receiver import Receiver, receiver
from tests.api.world import World
from tests.api.worlds import other_world
from tests.conftest import Administrator, Filled


@pytest.fixture(scope="module")
async def world(
    servers: Servers, administrator: Administrator, filled: Filled
) -> AsyncIterator[World]:
    async with other_world(
        servers, administrator, filled, allow_private_targets=True
    ) as world:
        yield world


@pytest.fixture
async def target() -> AsyncIterator[Receiver]:
    async with receiver() as it:
        yield it


@pytest.fixture(autouse=True)
async def no_notification_is_left(world: World) -> AsyncIterator[None]:
    yield
    await world.pool.execute("delete from notification_settings")
    await world.pool.execute("delete from deliveries")
