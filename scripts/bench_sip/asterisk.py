"""The Asterisk that is measured: installed, started on free ports, ended."""

import asyncio
import base64
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from scripts.bench.servers import end, free_port, listening

ROOT = Path(__file__).resolve().parent.parent.parent
INSTALLED = ROOT / "build/asterisk"
START_S = 60.0
LEAVE_S = 10.0
POLL_S = 0.05
RTP_START = 20_000
RTP_PORTS = 4_000  # two a channel


@dataclass(frozen=True, slots=True)
class Asterisk:
    pid: int
    version: str
    ari_port: int
    sip_port: int
    password: str

    @property
    def settings(self) -> dict[str, str]:
        """What callapi has to know of it."""
        return {
            "CALLAPI_ARI_URL": f"http://127.0.0.1:{self.ari_port}",
            "CALLAPI_ARI_PASSWORD": self.password,
        }

    async def left_over(self) -> list[str]:
        """Channels and bridges that have not gone after some seconds."""
        account = base64.b64encode(f"callapi:{self.password}".encode()).decode()
        async with aiohttp.ClientSession(
            f"http://127.0.0.1:{self.ari_port}/ari/",
            headers={"Authorization": f"Basic {account}"},
        ) as ari:
            for _ in range(round(LEAVE_S / POLL_S)):
                found = [*await _ids(ari, "channels"), *await _ids(ari, "bridges")]
                if not found:
                    break
                await asyncio.sleep(POLL_S)
        return found


async def _ids(ari: aiohttp.ClientSession, kind: str) -> list[str]:
    async with ari.get(kind) as reply:
        return [resource["id"] for resource in await reply.json()]


async def install() -> str:
    """`make asterisk`, unless that has been done. Returns the version."""
    process = await asyncio.create_subprocess_exec(
        *(ROOT / "scripts/install-asterisk", INSTALLED), stdout=asyncio.subprocess.PIPE
    )
    try:
        stamp, _ = await process.communicate()
    finally:
        await end(process)
    if process.returncode:
        raise RuntimeError("Asterisk could not be installed")
    return stamp.decode().splitlines()[1]


@asynccontextmanager
async def running(directory: Path, trunk_port: int) -> AsyncIterator[Asterisk]:
    version, password = await install(), secrets.token_urlsafe(12)
    ari_port, sip_port = free_port(), free_port()
    settings = {
        "ARI_PORT": str(ari_port),
        "ARI_PASSWORD": password,
        "SIP_BIND": f"127.0.0.1:{sip_port}",
        "TRUNK_CONTACT": f"sip:127.0.0.1:{trunk_port}",
        "RTP_START": str(RTP_START),
        "RTP_END": str(RTP_START + RTP_PORTS - 1),
    }
    folder, log = directory / "asterisk", directory / "asterisk.log"
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *(ROOT / "scripts/run-asterisk", INSTALLED, folder),
            env=os.environ | settings,
            stdout=output,
            stderr=output,
        )
    try:
        async with asyncio.timeout(START_S):
            await listening(ari_port, process, log)
        yield Asterisk(process.pid, version, ari_port, sip_port, password)
    finally:
        await end(process)
