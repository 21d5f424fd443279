"""callapi itself, as a person runs it: provisioned, then served by its own process."""

import asyncio
import os
import re
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from tests.telephony.asterisk import ROOT, free_port

START_S = 60.0
STOP_S = 15.0
PATIENCE_S = 20.0
ASK_AGAIN_S = 0.05
LOG_LINES = 40
KEY = re.compile(r"key of .*: (\S+)$", re.M)


async def provisioned(file: Path, environment: dict[str, str]) -> str:
    """Returns the key that is told, once, of the only user."""
    told = await provision(file, environment)
    found = KEY.search(told)
    assert found, told
    return found[1]


async def provision(file: Path, environment: dict[str, str]) -> str:
    """Runs the command. Returns what it says."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "callapi", "provision", str(file)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=environment,
        cwd=ROOT,
    )
    try:
        async with asyncio.timeout(START_S):
            told = (await process.communicate())[0].decode()
    except TimeoutError:
        process.kill()
        raise
    assert process.returncode == 0, told
    return told


@dataclass
class Server:
    process: asyncio.subprocess.Process
    http: aiohttp.ClientSession
    key: str
    log: Path
    environment: dict[str, str]

    async def answers(self) -> None:
        """Any JSON-RPC reply will do; a method is asked for that costs nothing."""
        try:
            async with asyncio.timeout(START_S):
                while True:
                    try:
                        await self.ask("list.calls")
                        return
                    except aiohttp.ClientConnectionError:
                        await self.moment()
        except TimeoutError:
            raise AssertionError(self.last_words()) from None

    async def moment(self) -> None:
        """Until it is worth asking again; fails when it has ended."""
        try:
            await asyncio.wait_for(self.process.wait(), ASK_AGAIN_S)
        except TimeoutError:
            return
        raise AssertionError(self.last_words())

    def last_words(self) -> str:
        return "\n".join(self.log.read_text().splitlines()[-LOG_LINES:])

    async def ask(self, method: str, **params: object) -> Any:
        """The data of the reply to a method that has to succeed."""
        params |= {"access_token": self.key}
        call = {"jsonrpc": "2.0", "id": "1", "method": method, "params": params}
        async with self.http.post("v4.0", json=call) as reply:
            answer = await reply.json()
        assert "result" in answer, answer
        return answer["result"]["data"]

    async def calls(self) -> list[dict[str, str]]:
        """Of each call, the numbers that were dialled, and what their legs do."""
        return [
            {leg["called_phone_number"]: leg["state"] for leg in call["legs"]}
            for call in await self.ask("list.calls")
        ]

    async def shows(self, *calls: dict[str, str]) -> None:
        """`list.calls` comes to show just these."""
        await self.comes_to(list(calls), self.calls)

    async def comes_to(
        self,
        wanted: object,
        look: Callable[[], Awaitable[object]],
        patience_s: float = PATIENCE_S,
    ) -> None:
        """What `look` sees becomes `wanted`."""
        found = await look()
        try:
            async with asyncio.timeout(patience_s):
                while found != wanted:
                    await self.moment()
                    found = await look()
        except TimeoutError:
            raise AssertionError(f"{found} instead of {wanted}") from None

    async def kill(self) -> None:
        """As bad luck does it."""
        self.process.kill()
        await self.process.wait()

    async def start_again(self) -> None:
        self.process = await launched(self.environment, self.log)
        await self.answers()

    async def stop(self) -> None:
        if self.process.returncode is None:
            self.process.terminate()
        try:
            async with asyncio.timeout(STOP_S):
                code = await self.process.wait()
        except TimeoutError:
            self.process.kill()
            raise
        assert code == 0, self.last_words()


async def launched(
    environment: dict[str, str], log: Path
) -> asyncio.subprocess.Process:
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "callapi", "serve"),
        stdout=output,
        stderr=output,
        env=environment,
        cwd=ROOT,
    )
    os.close(output)
    return process


@asynccontextmanager
async def serving(accounts: Path, settings: dict[str, str]) -> AsyncIterator[Server]:
    """`settings` without port and data directory, which is that of `accounts`."""
    port, folder = free_port(socket.SOCK_STREAM), accounts.parent
    own = {"CALLAPI_DATA_DIR": str(folder), "CALLAPI_PORT": str(port)}
    environment = os.environ | own | settings
    key = await provisioned(accounts, environment)
    log = folder / "server.log"
    process = await launched(environment, log)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}/") as http:
        server = Server(process, http, key, log, environment)
        try:
            await server.answers()
            yield server
        finally:
            await server.stop()
