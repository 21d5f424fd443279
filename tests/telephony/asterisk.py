"""A real Asterisk for the tests: started by scripts/run-asterisk on free ports."""

import asyncio
import base64
import os
import secrets
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import aiohttp

ROOT = Path(__file__).resolve().parent.parent.parent
INSTALLED = ROOT / "build/asterisk"
START_S = 60.0
STOP_S = 10.0
LEAVE_S = 5.0
ASK_AGAIN_S = 0.02
RTP_PORTS = 200
LOG_LINES = 40


def free_port(kind: socket.SocketKind) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def install() -> None:
    """`make asterisk`, which has mostly been done before."""
    script = ROOT / "scripts/install-asterisk"
    process = await asyncio.create_subprocess_exec(
        *(str(script), str(INSTALLED)), stdout=asyncio.subprocess.DEVNULL
    )
    assert await process.wait() == 0, "Asterisk could not be installed"


async def run(folder: Path, environment: dict[str, str]) -> asyncio.subprocess.Process:
    log = os.open(folder / "output.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    process = await asyncio.create_subprocess_exec(
        *(str(ROOT / "scripts/run-asterisk"), str(INSTALLED), str(folder)),
        stdout=log,
        stderr=log,
        env=os.environ | environment,
    )
    os.close(log)
    return process


@dataclass
class Asterisk:
    process: asyncio.subprocess.Process
    folder: Path
    ari_port: int
    sip_port: int
    trunk_port: int
    password: str
    environment: dict[str, str]
    first_words: str = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.ari_port}/ari/"

    @property
    def settings(self) -> dict[str, str]:
        """What callapi has to know of it."""
        return {
            "CALLAPI_ARI_URL": f"http://127.0.0.1:{self.ari_port}",
            "CALLAPI_ARI_PASSWORD": self.password,
        }

    @property
    def sip(self) -> str:
        return f"127.0.0.1:{self.sip_port}"

    @classmethod
    async def start(
        cls, folder: Path, lines: Mapping[str, str], password: str = ""
    ) -> Self:
        """`lines`: the password of each employee's line; `password`: that of ARI."""
        password = password or secrets.token_urlsafe(12)
        ari, sip = free_port(socket.SOCK_STREAM), free_port(socket.SOCK_DGRAM)
        trunk, rtp = free_port(socket.SOCK_DGRAM), free_port(socket.SOCK_DGRAM)
        rtp = min(rtp, 65535 - RTP_PORTS) // 2 * 2
        settings = {
            "ARI_PORT": str(ari),
            "ARI_PASSWORD": password,
            "SIP_BIND": f"127.0.0.1:{sip}",
            "TRUNK_CONTACT": f"sip:127.0.0.1:{trunk}",
            "RTP_START": str(rtp),
            "RTP_END": str(rtp + RTP_PORTS),
            "SIP_LINES": " ".join(f"{name}:{word}" for name, word in lines.items()),
        }
        process = await run(folder, settings)
        asterisk = cls(process, folder, ari, sip, trunk, password, settings)
        await asterisk.must_answer()
        asterisk.first_words = asterisk.log()
        return asterisk

    async def is_killed(self) -> None:
        """As bad luck does it: with no word to anybody."""
        self.process.kill()
        await self.process.wait()

    async def start_again(self) -> None:
        """At the same place, without any call."""
        self.process = await run(self.folder, self.environment)
        await self.must_answer()

    async def must_answer(self) -> None:
        if not await self.answers():
            words = self.log()
            await self.stop()
            raise AssertionError(f"Asterisk does not answer\n{words}")

    async def answers(self) -> bool:
        """It does, sooner or later, unless it ends or takes too long."""
        deadline = time.monotonic() + START_S
        async with self.ari() as ari:
            while time.monotonic() < deadline and self.process.returncode is None:
                if await pings(ari):
                    return True
                await self.moment()
        return False

    async def moment(self) -> None:
        """Until it is worth asking again; not longer than it lives."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.process.wait(), ASK_AGAIN_S)

    async def left_over(self, playbacks: set[str]) -> list[str]:
        """What does not go by itself: channels, bridges, playbacks. It is ended.

        Asterisk has no list of all playbacks: `playbacks` are those once seen.
        """
        deadline = time.monotonic() + LEAVE_S
        async with self.ari() as ari:
            while found := await living(ari, playbacks):
                if time.monotonic() > deadline:
                    for resource in found:
                        await ari.delete(resource)
                    return found
                await self.moment()
        return []

    def ari(self) -> aiohttp.ClientSession:
        account = base64.b64encode(f"callapi:{self.password}".encode()).decode()
        headers = {"Authorization": f"Basic {account}"}
        return aiohttp.ClientSession(self.url, headers=headers)

    def log(self) -> str:
        """The last lines of what it said and logged."""
        files = (self.folder / "output.log", self.folder / "state/log/messages.log")
        text = "".join(file.read_text() for file in files if file.exists())
        return "\n".join(text.splitlines()[-LOG_LINES:])

    async def stop(self) -> None:
        if self.process.returncode is None:
            self.process.terminate()
        try:
            async with asyncio.timeout(STOP_S):
                await self.process.wait()
        except TimeoutError:
            self.process.kill()
            raise


async def pings(ari: aiohttp.ClientSession) -> bool:
    try:
        async with ari.get("asterisk/ping") as reply:
            return reply.status == 200
    except aiohttp.ClientConnectionError:
        return False


async def living(ari: aiohttp.ClientSession, playbacks: set[str]) -> list[str]:
    found = []
    for kind in ("channels", "bridges"):
        async with ari.get(kind) as reply:
            found += [f"{kind}/{resource['id']}" for resource in await reply.json()]
    for playback in playbacks:
        async with ari.get(f"playbacks/{playback}") as reply:
            found += [f"playbacks/{playback}"] if reply.status == 200 else []
    return found


async def collect_playbacks(
    events: aiohttp.ClientWebSocketResponse, playbacks: set[str]
) -> None:
    async for message in events:
        event = message.json()
        if event["type"] == "PlaybackStarted":
            playbacks.add(event["playback"]["id"])
