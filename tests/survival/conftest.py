"""A server process on a simulator that the test holds in its own hands."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from redis.asyncio import Redis

from callapi.clock import SystemClock
from callapi.embedded import Servers
from callapi.simulator.server import Simulator
from callapi.store.pool import open_pool
from tests.conftest import FILLED, Administrator, Filled, named, numbers
from tests.survival.server import Desk, ServerProcess, Watch, http_client


@dataclass(slots=True)
class Scene:
    desk: Desk
    server: ServerProcess
    simulator: Simulator
    watch: Watch
    environment: dict[str, str]
    log: Path
    others: list[ServerProcess] = field(default_factory=list)

    async def another(self) -> ServerProcess:
        """One more node on the same database, Redis and switch."""
        log = self.log.with_name(f"server-{len(self.others) + 2}.log")
        server = ServerProcess(self.environment, log)
        self.others.append(server)
        await server.start()
        return server

    def at(self, server: ServerProcess) -> Desk:
        return replace(self.desk, server=server)

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
    name = f"survival_{next(numbers)}"
    await administrator.execute(
        f"create database {name} template {FILLED} strategy file_copy"
    )
    async with Redis.from_url(servers.redis_url) as redis:
        await redis.flushall()
    url = named(servers.database_url, name)
    simulator = switch(tmp_path / "spool")
    await simulator.start()
    async with await open_pool(url, 2) as pool, http_client() as http:
        environment = {
            "CALLAPI_PORT": "0",
            "CALLAPI_DATA_DIR": str(filled.data_dir),
            "CALLAPI_DATABASE_URL": url,
            "CALLAPI_REDIS_URL": servers.redis_url,
            "CALLAPI_ARI_URL": simulator.url,
            "CALLAPI_ARI_PASSWORD": "calls",
            "CALLAPI_ORIGINATE_PER_S": "1000",
            # longer than any restart on a busy machine
            "CALLAPI_CONFIRMATION_TIMEOUT_S": "120",
        }
        log = tmp_path / "server.log"
        server = ServerProcess(environment, log)
        await server.start()
        watch = Watch()
        listener: Any = await asyncpg.connect(url)
        for channel in ("step", "nodes"):
            await listener.add_listener(channel, watch.moved)
        desk = Desk(server, http, pool, filled.keys)
        scene = Scene(desk, server, simulator, watch, environment, log)
        try:
            yield scene
        finally:
            await listener.close()
            for it in (*scene.others, server):
                await it.stop()
            await scene.simulator.close()
    await administrator.execute(f"drop database {name} with (force)")
