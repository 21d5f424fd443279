"""A simulator of one's own, its clock standing still, and a client that listens."""

import wave
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import aiohttp
import pytest

from callapi.simulator.server import Simulator
from tests.fakes import FakeClock
from tests.simulator.ari import PASSWORD, Ari, headers

CONTACT = "12025550143"
LINE = "0486173"


@pytest.fixture
async def simulator(clock: FakeClock, tmp_path: Path) -> AsyncIterator[Simulator]:
    spool = tmp_path / "spool"
    async with Simulator(clock, password=PASSWORD, spool=spool) as simulator:
        yield simulator


@pytest.fixture
async def silent_ari(simulator: Simulator) -> AsyncIterator[Ari]:
    """A client without a socket."""
    async with aiohttp.ClientSession(headers=headers()) as http:
        ari = Ari(simulator.url, http)
        yield ari
        await ari.stop()


@pytest.fixture
async def ari(silent_ari: Ari) -> Ari:
    await silent_ari.listen()
    return silent_ari


@pytest.fixture
def clip(tmp_path: Path) -> Callable[[str, float], str]:
    """Makes a sound file; returns its path as ARI wants it, without extension."""

    def make(name: str, seconds: float) -> str:
        with wave.open(str(tmp_path / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(8000)
            file.writeframes(bytes(int(seconds * 8000) * 2))
        return str(tmp_path / name)

    return make
