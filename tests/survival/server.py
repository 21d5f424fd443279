"""A server in a process of its own, to be killed, and a client of it."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import aiohttp

from callapi.domain.session import Session
from callapi.domain.states import State
from callapi.store import nodes, sessions
from callapi.store.pool import Pool
from tests.api.world import VIRTUAL, Keys

Found = TypeVar("Found")
READY_S = 60.0  # a busy machine takes a while to import all that
SETTLE_S = 5.0  # what the architecture promises after a kill
SERVE = ("callapi", "serve")
READY = re.compile(rb"(?:callapi serves|simulator on) (http:[^\s,]+)")


class ServerProcess:
    """`python -m callapi serve` with these settings, or another that says its URL."""

    def __init__(
        self,
        environment: Mapping[str, str],
        log: Path,
        command: Sequence[str] = SERVE,
    ) -> None:
        self._environment = {**os.environ, **environment}
        self._log = log
        self._command = command
        self._process: asyncio.subprocess.Process | None = None
        self.url = ""
        self.ready_s = READY_S

    @property
    def environment(self) -> dict[str, str]:
        """For commands that look after the same server."""
        return self._environment

    @property
    def is_up(self) -> bool:
        return self._process is not None and self._process.returncode is None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def database_url(self) -> str:
        return self._environment["CALLAPI_DATABASE_URL"]

    def sets(self, variable: str, value: str) -> None:
        """From the next start on."""
        self._environment[variable] = value

    async def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", *self._command),
                env=self._environment,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        assert self._process.stdout is not None
        async with asyncio.timeout(self.ready_s):
            async for line in self._process.stdout:
                if ready := READY.match(line):
                    self.url = ready[1].decode()
                    return
        raise AssertionError(f"no server: {self._log.read_text()[-2000:]}")

    def renew(self) -> None:
        """Its workers, one by one."""
        assert self._process is not None
        self._process.send_signal(signal.SIGHUP)

    def freeze(self) -> None:
        """It does nothing any more, and is not dead yet."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    async def kill(self) -> None:
        """As bad luck does it."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        return await self._end(signal.SIGTERM)

    async def _end(self, number: signal.Signals) -> int:
        """Read to its end, or its pipe stays open.

        Signals by its number: `send_signal` first asks whether it has ended, and then
        asyncio, which asks as well, is told of a child that is unknown.
        """
        if self._process is None:
            return 0
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, number)
                os.kill(self._process.pid, signal.SIGCONT)  # it may be frozen
        async with asyncio.timeout(READY_S):
            await self._process.communicate()
            return await self._process.wait()


@dataclass(slots=True)
class Desk:
    """A client with its calls; the numbers of each call are its own."""

    server: ServerProcess
    http: aiohttp.ClientSession
    pool: Pool
    keys: Keys

    async def ask(self, method: str, **params: Any) -> Any:
        body = {
            "jsonrpc": "2.0",
            "id": 1,
            "method": method,
            "params": {"access_token": self.keys.own, **params},
        }
        async with self.http.post(f"{self.server.url}/v4.0", json=body) as answer:
            reply = await answer.json()
        assert "result" in reply, reply
        return reply["result"]["data"]

    async def start(self, contact: str, operator: str, **params: Any) -> int:
        usual = {"first_call": "operator", "virtual_phone_number": VIRTUAL}
        data = await self.ask(
            "start.simple_call",
            **{**usual, "contact": contact, "operator": operator, **params},
        )
        return int(data["call_session_id"])

    async def control(self, method: str, session_id: int, **params: Any) -> None:
        await self.ask(method, call_session_id=session_id, **params)

    async def session(self, session_id: int) -> Session:
        session = await sessions.find(self.pool, session_id)
        assert session is not None
        return session

    async def terminal_events(self, session_id: int) -> int:
        found = await self.pool.fetchval(
            "select count(*) from events where session_id = $1"
            " and name = 'call_session_finished'",
            session_id,
        )
        return int(found)


class Watch:
    """Wakes whoever waits for a session, at every step of any."""

    def __init__(self) -> None:
        self._moved = asyncio.Event()

    def moved(self, *_: object) -> None:
        self._moved.set()

    async def finds(
        self, look: Callable[[], Awaitable[Found]], within_s: float = READY_S
    ) -> Found:
        """What is found at last: each step and change of nodes is looked at.

        Also one that comes while somebody looks.
        """
        async with asyncio.timeout(within_s):
            while True:
                self._moved.clear()
                if found := await look():
                    return found
                await self._moved.wait()

    async def until_taken(self, desk: Desk, node: int | None) -> None:
        """Until the seats of that node are somebody else's."""
        async with asyncio.timeout(READY_S):
            while True:
                self._moved.clear()
                seats = await nodes.list_seats(desk.pool)
                if not any(seat.node_id in (node, None) for seat in seats):
                    return
                await self._moved.wait()

    async def until(
        self, desk: Desk, session_id: int, *states: State, within_s: float = READY_S
    ) -> Session:
        session = await desk.session(session_id)
        try:
            async with asyncio.timeout(within_s):
                while session.state not in states:
                    self._moved.clear()
                    session = await desk.session(session_id)
                    if session.state not in states:
                        await self._moved.wait()
        except TimeoutError:
            raise AssertionError(f"{session.state}, not {states}: {session}") from None
        return session


@asynccontextmanager
async def http_client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as http:
        yield http
