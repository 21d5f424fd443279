"""A client's server on loopback, where the server of the tests may send."""

from collections.abc import AsyncIterator

import pytest

from tests.api.receiver import Receiver, receiver
from tests.api.world import World


@pytest.fixture
async def target() -> AsyncIterator[Receiver]:
    async with receiver() as it:
        yield it


@pytest.fixture(autouse=True)
async def no_notification_is_left(world: World) -> AsyncIterator[None]:
    yield
    await world.pool.execute("delete from notification_settings")
    await world.pool.execute("delete from deliveries")
