"""The demo account behind a server of its own, on a network in the test's hands."""

import contextlib
import json
import random
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from callapi.client import CallApi, Connection, DataApi
from callapi.simulator.server import Simulator
from tests.survival.conftest import switch
from tests.survival.server import SERVE, ServerProcess

MANY = 1_000_000
MANY_CALLS = 1_000
PORTS = range(20_000, 30_000)
READY_S = 60.0  # the account is made first


@dataclass(frozen=True, slots=True)
class Shop:
    server: ServerProcess
    environment: dict[str, str]
    simulator: Simulator
    demo: dict[str, Any]
    call_api: CallApi
    data_api: DataApi

    @property
    def url(self) -> str:
        return self.server.url

    async def lift_limits(self) -> None:
        """Many operators come in one minute; a start of the server sets them again."""
        await self.data_api.update_limits(
            callapi_points_per_minute=MANY,
            callapi_points_per_day=MANY,
            dataapi_points_per_minute=MANY,
            dataapi_points_per_day=MANY,
            max_in_calls=MANY_CALLS,
            max_out_calls=MANY_CALLS,
        )

    async def clear(self) -> None:
        for call in await self.call_api.list_calls():
            await self.call_api.release_call(call_session_id=call["call_session_id"])


def lasting_port() -> int:
    """Free after a stop too: the system gives none of these to whoever connects."""
    for port in random.sample(PORTS, len(PORTS)):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


@asynccontextmanager
async def open_shop(
    folder: Path, database_url: str, redis_url: str
) -> AsyncIterator[Shop]:
    simulator = switch(folder / "spool")
    await simulator.start()
    environment = {
        "CALLAPI_PORT": str(lasting_port()),
        "CALLAPI_DATA_DIR": str(folder),
        "CALLAPI_DATABASE_URL": database_url,
        "CALLAPI_REDIS_URL": redis_url,
        "CALLAPI_ARI_URL": simulator.url,
        "CALLAPI_ARI_PASSWORD": "calls",
        "CALLAPI_ORIGINATE_PER_S": "1000",
        "CALLAPI_ALLOW_PRIVATE_TARGETS": "true",  # receivers are on this machine
    }
    command = (*SERVE, "--demo")
    server = ServerProcess(environment, folder / "server.log", command)
    server.ready_s = READY_S
    try:
        await server.start()
        demo = json.loads((folder / "demo.json").read_text())
        async with Connection(
            server.url, demo["access_key"], patience_s=0
        ) as connection:
            yield Shop(
                server,
                environment,
                simulator,
                demo,
                CallApi(connection),
                DataApi(connection),
            )
    finally:
        await server.stop()
        await simulator.close()


@asynccontextmanager
async def beside(shop: Shop, **settings: str) -> AsyncIterator[Shop]:
    """The account behind one more server, set so; it has no calls of its own."""
    own = {"CALLAPI_PORT": "0", "CALLAPI_ARI_APP": "beside", **settings}
    log = Path(shop.environment["CALLAPI_DATA_DIR"], "beside.log")
    server = ServerProcess({**shop.environment, **own}, log)
    try:
        await server.start()
        yield replace(shop, server=server)
    finally:
        await server.stop()
