"""What the command line does with a simulator: run one, and use the phones of one."""

import asyncio
import base64
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from callapi.clock import Clock
from callapi.simulator.server import Simulator

TIMEOUT_S = 10.0


class SimulatorError(Exception):
    """The simulator refused or cannot be reached; the text is for the user."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A simulator that runs elsewhere; `url` without a path."""

    url: str
    username: str
    password: str

    @property
    def headers(self) -> dict[str, str]:
        key = base64.b64encode(f"{self.username}:{self.password}".encode()).decode()
        return {"Authorization": f"Basic {key}"}


async def serve(simulator: Simulator, started: Callable[[str], None]) -> None:
    """Until cancelled. `started` is told the URL."""
    async with simulator:
        started(simulator.url)
        await asyncio.Event().wait()


def build(
    clock: Clock,
    *,
    spool: Path,
    password: str,
    username: str = "callapi",
    app: str = "callapi",
    host: str = "127.0.0.1",
    port: int = 8088,
) -> Simulator:
    """A simulator on the port that Asterisk has by default."""
    return Simulator(
        clock,
        password=password,
        spool=spool,
        username=username,
        app=app,
        host=host,
        port=port,
    )


async def call(remote: Remote, caller: str, to: str) -> dict[str, object]:
    """A phone calls one of our numbers; returns what the phone knows."""
    return await ask(remote, "POST", "/calls", {"from": caller, "to": to})


async def press(remote: Remote, number: str, keys: str) -> None:
    await ask(remote, "POST", f"/phones/{number}/press", {"keys": keys})


async def answer(remote: Remote, number: str) -> None:
    await ask(remote, "POST", f"/phones/{number}/answer", {})


async def hang_up(remote: Remote, number: str) -> None:
    await ask(remote, "POST", f"/phones/{number}/hang_up", {})


async def behave(remote: Remote, number: str, script: str) -> None:
    await ask(remote, "POST", f"/phones/{number}/behave", {"script": script})


async def show(remote: Remote, number: str) -> dict[str, object]:
    return await ask(remote, "GET", f"/phones/{number}", {})


async def ask(
    remote: Remote, method: str, path: str, params: dict[str, str]
) -> dict[str, object]:
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
    url = f"{remote.url}/simulator{path}"
    try:
        async with (
            aiohttp.ClientSession(headers=remote.headers, timeout=timeout) as session,
            session.request(method, url, params=params) as response,
        ):
            body = await response.json() if response.status != 204 else {}
    except (aiohttp.ClientError, TimeoutError) as error:
        raise SimulatorError(f"no simulator at {remote.url}: {error}") from error
    if response.status >= 400:
        raise SimulatorError(str(body.get("message", response.status)))
    return dict(body)
