"""Several workers on one port: begun, begun again when they end, renewed one by one.

Each worker is `callapi serve` in a process of its own, and a node like any other. What
there may be but once is here: the servers of the data directory, the simulator, and the
listening sockets. Of these each worker has one that stays open whatever becomes of him,
so that nobody who has connected is turned away while another takes his place.
"""

import asyncio
import logging
import math
import os
import signal
import socket
import sys
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Final

from callapi.app import ORIGINATES_PER_S, open_simulator
from callapi.clock import SystemClock
from callapi.config import FILE_VARIABLE, PREFIX, Settings, revealed
from callapi.edge.listening import listening
from callapi.edge.server import BACKLOG
from callapi.embedded import EmbeddedError, Servers, embedded
from callapi.serve import (
    Say,
    Started,
    is_closed,
    prepare,
    stop_on_signals,
    tell_simulator,
    welcome,
    with_simulator_password,
)
from callapi.simulator.server import Simulator

log = logging.getLogger(__name__)

READY: Final = b"callapi serves "  # a worker's first words, then its URL
READY_S: Final = 60.0
END_S: Final = 8.0  # what does not end by then is ended
FIRST_PAUSE_S: Final = 0.5
LONGEST_PAUSE_S: Final = 10.0
LONG_S: Final = 30.0  # who has served so long has not failed at its beginning
LONGEST_NAME: Final = 60  # of all workers together
NO_LIMIT: Final = "10000"  # legs per second, as good as none


class WorkerError(EmbeddedError):
    """A worker does not begin to serve."""


async def supervise(
    settings: Settings, provisioning: Path | None, say: Say, file: Path | None
) -> None:
    """`file` is where settings were read from, for the workers to read them too."""
    stop_on_signals()
    renewing = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, renewing.set)
    check_ports(settings)
    settings = with_simulator_password(settings)
    try:
        async with AsyncExitStack() as stack:
            servers = await _open_servers(stack, settings)
            simulator = await _open_simulator(stack, settings)
            crew = Crew(settings, _environment(settings, servers, simulator, file))
            stack.push_async_callback(crew.close)
            url = await crew.open()
            demo = await prepare(settings, provisioning, servers.database_url, url)
            await tell_simulator(settings, simulator)
            has_simulator = simulator is not None
            closed, place = is_closed(settings), settings.data_dir
            say(welcome(Started(url, demo, place, has_simulator, closed)))
            while await renewing.wait():
                renewing.clear()
                await crew.renew()
    except asyncio.CancelledError:
        log.info("stopped")


class Crew:
    def __init__(self, settings: Settings, environment: Mapping[str, str]) -> None:
        self._workers = [
            Worker(settings, environment, number)
            for number in range(1, settings.workers + 1)
        ]
        self._keeping: list[asyncio.Task[None]] = []

    async def open(self) -> str:
        """The URL they all serve."""
        first, *others = self._workers
        port = first.listen()
        for worker in others:
            worker.listen(port)
        url = await self._begin()
        self._keeping = [asyncio.create_task(it.keep()) for it in self._workers]
        return url

    async def _begin(self) -> str:
        """All of them, or none."""
        beginning = [asyncio.create_task(it.begin()) for it in self._workers]
        try:
            url, *_ = await asyncio.gather(*beginning)
        except BaseException:
            for task in beginning:
                task.cancel()
            await asyncio.gather(*beginning, return_exceptions=True)
            raise
        return url

    async def renew(self) -> None:
        """One after another, each when the one before is there."""
        log.info("the workers are begun anew")
        for worker in self._workers:
            try:
                await worker.renew()
            except (WorkerError, OSError) as error:
                log.error("%s; the others stay as they are", error)
                return
        log.info("all workers are new")

    async def close(self) -> None:
        for task in self._keeping:
            task.cancel()
        await asyncio.gather(*self._keeping, return_exceptions=True)
        await asyncio.gather(*(worker.close() for worker in self._workers))


class Worker:
    """One place among the workers; its process may be one after another."""

    def __init__(
        self,
        settings: Settings,
        environment: Mapping[str, str],
        number: int,
        first_pause_s: float = FIRST_PAUSE_S,
    ) -> None:
        self._first_pause_s = first_pause_s
        self._host, self._port = settings.host, settings.port
        self._environment = {**environment, **own_settings(settings, number)}
        self._number = number
        self._listener: socket.socket | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._before: asyncio.subprocess.Process | None = None  # it is about to end
        self._since = math.inf  # of when on it has served
        self._lock = asyncio.Lock()  # it is renewed or replaced, not both

    def listen(self, port: int | None = None) -> int:
        """On the same port as the others, if there are any already."""
        with listening(self._host, self._port, "host, port"):
            if port is None:
                _bind(self._host, self._port, shares=False).close()  # is it free?
            self._listener = _bind(self._host, port or self._port, shares=True)
        self._port = self._listener.getsockname()[1]
        return self._port

    async def begin(self) -> str:
        """Its URL, as soon as it serves."""
        self._process, url = await self._spawn()
        self._since = time.monotonic()
        return url

    async def keep(self) -> None:
        """Begin it again whenever it ends by itself, each time after a longer pause."""
        failures = 0
        while True:
            process = self._process
            assert process is not None
            code = await process.wait()
            async with self._lock:
                if self._process is not process:  # another had taken its place
                    continue
                has_served_long = time.monotonic() - self._since > LONG_S
                self._since = math.inf
                failures = 1 if has_served_long else failures + 1
                log.error("worker %s has ended (%s)", self._number, code)
                try:
                    if failures > 1:
                        await self._pause(self._first_pause_s * 2**failures)
                    await self.begin()
                except (WorkerError, OSError) as error:
                    log.error("%s", error)

    async def renew(self) -> None:
        """The next one serves before this one stops."""
        async with self._lock:
            before = self._process
            await self.begin()
            self._before = before
            if before is not None:
                await _end(before)
            self._before = None

    async def close(self) -> None:
        left = (self._before, self._process)
        await asyncio.gather(*(_end(it) for it in left if it is not None))
        if self._listener is not None:
            self._listener.close()

    async def _pause(self, seconds: float) -> None:
        """Nobody waits at a door that may stay closed: the others are asked."""
        assert self._listener is not None
        self._listener.close()
        await asyncio.sleep(min(seconds, LONGEST_PAUSE_S))
        self.listen(self._port)

    async def _spawn(self) -> tuple[asyncio.subprocess.Process, str]:
        assert self._listener is not None
        listener = self._listener.fileno()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "callapi", "serve", "--listener", str(listener)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=self._environment,
            pass_fds=(listener,),
            start_new_session=True,  # Ctrl-C is for us
        )
        try:
            return process, await self._serving(process)
        except BaseException:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            raise

    async def _serving(self, process: asyncio.subprocess.Process) -> str:
        assert process.stdout is not None
        try:
            async with asyncio.timeout(READY_S):
                async for line in process.stdout:
                    if line.startswith(READY):
                        return line.removeprefix(READY).decode().strip()
                code = await process.wait()
        except TimeoutError:
            reason = f"does not serve within {READY_S:g} s"
        else:
            reason = f"has ended ({code}) before it served"
        raise WorkerError(f"worker {self._number} {reason}")


async def _end(process: asyncio.subprocess.Process) -> None:
    """In good order, if it does."""
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), END_S)
    except TimeoutError:
        log.error("worker process %s does not end: it is killed", process.pid)
        process.kill()
        await process.wait()


def _bind(host: str, port: int, *, shares: bool) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if shares:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except BaseException:
        listener.close()
        raise
    return listener


async def _open_servers(stack: AsyncExitStack, settings: Settings) -> Servers:
    opening = embedded(
        settings.data_dir,
        database_url=revealed(settings.database_url),
        redis_url=revealed(settings.redis_url),
    )
    return await stack.enter_async_context(opening)


async def _open_simulator(
    stack: AsyncExitStack, settings: Settings
) -> Simulator | None:
    if settings.ari_url:
        return None
    password = settings.ari_password.get_secret_value()
    return await open_simulator(stack, settings, SystemClock(), password)


def _environment(
    settings: Settings, servers: Servers, simulator: Simulator | None, file: Path | None
) -> dict[str, str]:
    """What the workers are told instead of what we were."""
    told = {
        "WORKERS": "1",
        "DATABASE_URL": servers.database_url,
        "REDIS_URL": servers.redis_url,
    }
    if simulator is not None:
        told["ARI_URL"] = simulator.url
        told["ARI_PASSWORD"] = settings.ari_password.get_secret_value()
        told["ORIGINATE_PER_S"] = NO_LIMIT
    if settings.originate_per_s is not None or simulator is None:
        legs = settings.originate_per_s or ORIGINATES_PER_S
        told["ORIGINATE_PER_S"] = str(legs / settings.workers)
    named = {} if file is None else {FILE_VARIABLE: str(file)}
    return {**os.environ, **named, **{PREFIX + name: it for name, it in told.items()}}


def check_ports(settings: Settings) -> None:
    """Workers share theirs with whoever takes their place: nobody is refused there."""
    first = settings.admin_port
    if first and settings.port in range(first, first + settings.workers):
        last = first + settings.workers - 1
        raise WorkerError(f"admin_port: workers have {first} to {last}, as is port")


def own_settings(settings: Settings, number: int) -> dict[str, str]:
    """What each worker is told for himself."""
    name = settings.node or socket.gethostname()
    told = {"NODE": f"{name[:LONGEST_NAME]}-{number}"}
    if settings.admin_port:
        told["ADMIN_PORT"] = str(settings.admin_port + number - 1)
    return {PREFIX + name: it for name, it in told.items()}
