"""A server process on a simulator that the test holds in its own hands."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from callapi.clock import SystemClock
from callapi.embedded import Servers
from callapi.simulator.server import Simulator
from callapi.store.pool import open_pool
from tests.conftest import FILLED, Administrator, Filled, empty_redis, new_database
from tests.survival.server import Desk, ServerProcess, Watch, http_client


@dataclass(slots=True)
class Scene:
    desk: Desk
    server: ServerProcess
    simulator: Simulator
    watch: Watch

    async def close_switch(self) -> None:
        await self.simulator.close()

    async def restart_switch(self) -> None:
        """Another switch at the same place, which knows of no call."""
        await self.simulator.close()
        self.simulator = switch(self.simulator.network.spool, self.simulator.port)
        await self.simulator.start()


def switch(spool: Path, port: int = 0) -> Simulator:
    return Simulator(SystemClock(), password="calls", spool=spool, port=port)


@pytest.fixture
async def scene(
    servers: Servers, administrator: Administrator, filled: Filled, tmp_path: Path
) -> AsyncIterator[Scene]:
    """Server, network and database; the server is stopped in the end."""
    await empty_redis(servers)
    async with AsyncExitStack() as stack:  # also of what fails before the test begins
        url = await stack.enter_async_context(
            new_database(servers, administrator, FILLED)
        )
        environment = {
            "CALLAPI_PORT": "0",
            "CALLAPI_DATA_DIR": str(filled.data_dir),
            "CALLAPI_DATABASE_URL": url,
            "CALLAPI_REDIS_URL": servers.redis_url,
            "CALLAPI_ARI_PASSWORD": "calls",
            "CALLAPI_ORIGINATE_PER_S": "1000",
            "CALLAPI_RING_TIMEOUT_S": "600",
            "CALLAPI_CONFIRMATION_TIMEOUT_S": "120",
        }
        pool = await stack.enter_async_context(await open_pool(url, 2))
        http = await stack.enter_async_context(http_client())
        server = ServerProcess(environment, tmp_path / "server.log")
        desk = Desk(server, http, pool, filled.keys)
        scene = Scene(desk, server, switch(tmp_path / "spool"), Watch())
        stack.push_async_callback(scene.close_switch)
        await scene.simulator.start()
        server.sets("CALLAPI_ARI_URL", scene.simulator.url)
        stack.push_async_callback(server.stop)
        await server.start()
        listener: Any = await asyncpg.connect(url)
        stack.push_async_callback(listener.close)
        await listener.add_listener("step", scene.watch.moved)
        yield scene
