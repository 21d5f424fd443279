"""Two nodes, each behind cables of its own: one plain, whose clock can be set, and one
that is a supervisor with two workers.
"""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random, SystemRandom

from tests.api.cable import Cable, Connect
from tests.chaos.clock import set_offset
from tests.chaos.node import VARIABLE
from tests.survival.server import READY_S, SERVE, ServerProcess

WORKERS = 2
AGAIN_S = 0.5
CHANCE = SystemRandom()  # others may be looking for ports, too
PLAIN, CREW = "plain", "crew"
NODES = {PLAIN: ("tests.chaos.node",), CREW: SERVE}


@dataclass(slots=True)
class Node:
    name: str
    server: ServerProcess
    cables: Mapping[str, Cable]  # by what they lead to
    admin_ports: list[int]
    clock: Path
    log: Path
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)  # of what happens to it

    @property
    def url(self) -> str:
        return self.server.url if self.server.is_up else ""

    def pids(self) -> list[int]:
        """Of the processes that serve."""
        if self.name == PLAIN:
            return [self.server.pid]
        supervisor = self.server.pid
        path = Path(f"/proc/{supervisor}/task/{supervisor}/children")
        return [int(pid) for pid in path.read_text().split()]

    def signal_one(self, chance: Random, number: signal.Signals) -> int:
        pid = chance.choice(self.pids())
        os.kill(pid, number)
        return pid

    async def restart(self, away_s: float, *, killed: bool) -> None:
        await (self.server.kill() if killed else self.server.stop())
        await asyncio.sleep(away_s)
        async with asyncio.timeout(READY_S):
            while not await self._starts():  # noqa: ASYNC110  # nobody tells of it
                await asyncio.sleep(AGAIN_S)

    async def _starts(self) -> bool:
        """It gives up when its database is away, and a service is begun again then."""
        try:
            await self.server.start()
        except AssertionError:
            await self.server.stop()
            return False
        return True

    def set_clock(self, offset_s: float) -> None:
        set_offset(self.clock, offset_s)


@asynccontextmanager
async def nodes(
    environment: Mapping[str, str],
    database: str,
    ways: Mapping[str, Connect],
    directory: Path,
) -> AsyncIterator[list[Node]]:
    """Both serve; in the end they are stopped, and the cables are cut.

    To the switch there is one cable: nodes know a switch by its address.
    """
    switch = Cable(ways["switch"])
    await switch.plug()
    made = [
        await _make(name, environment, database, ways, switch, directory)
        for name in NODES
    ]
    try:
        await asyncio.gather(*(node.server.start() for node in made))
        yield made
    finally:
        await asyncio.gather(*(node.server.kill() for node in made))
        for node in made:
            for cable in node.cables.values():
                await cable.cut()


async def _make(
    name: str,
    environment: Mapping[str, str],
    database: str,
    ways: Mapping[str, Connect],
    switch: Cable,
    directory: Path,
) -> Node:
    cables = {"switch": switch}
    for to in ("postgres", "redis"):
        cables[to] = Cable(ways[to])
        await cables[to].plug()
    ports, clock = free_ports(WORKERS), directory / f"{name}.clock"
    set_offset(clock, 0.0)
    own = {
        "CALLAPI_NODE": name,
        "CALLAPI_ADMIN_PORT": str(ports[0]),
        "CALLAPI_DATABASE_URL": (
            f"postgresql://callapi@127.0.0.1:{cables['postgres'].port}/{database}"
        ),
        "CALLAPI_REDIS_URL": f"redis://127.0.0.1:{cables['redis'].port}",
        "CALLAPI_ARI_URL": f"http://127.0.0.1:{cables['switch'].port}",
        "CALLAPI_WORKERS": "1" if name == PLAIN else str(WORKERS),
        VARIABLE: str(clock),
    }
    log = directory / f"{name}.log"
    server = ServerProcess({**environment, **own}, log, NODES[name])
    return Node(name, server, cables, ports[: 1 if name == PLAIN else 2], clock, log)


def free_ports(count: int) -> list[int]:
    """As many as stand beside each other, below those that connections are given."""
    while True:
        port = CHANCE.randrange(20_000, 32_000)
        found = list(range(port, port + count))
        if all(_is_free(it) for it in found):
            return found


def _is_free(port: int) -> bool:
    with socket.socket() as it:
        try:
            it.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
