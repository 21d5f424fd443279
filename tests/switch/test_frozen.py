"""A switch that does nothing any more, and is not dead: found out by its silence."""

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from callapi.clock import SystemClock
from callapi.sessions.ears import DOORS_S, Ears
from callapi.sessions.seats import Seats
from callapi.simulator.server import Simulator
from callapi.switch.ari import Ari
from callapi.switch.pace import Pace
from callapi.switch.switch import Switch
from callapi.switch.trunks import Trunks
from tests.fakes import Noticed
from tests.switch.sides import PATIENCE_S, nothing

PASSWORD = "sesame"
NOTICED_S = 12.0  # twice of what is promised


@pytest.fixture
async def simulator(tmp_path: Path) -> AsyncIterator[tuple[int, str]]:
    """Pid and URL of one in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "callapi", "simulator", "run", "--port", "0"),
        env=os.environ
        | {"CALLAPI_DATA_DIR": str(tmp_path), "CALLAPI_ARI_PASSWORD": PASSWORD},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE_S):
            line = await process.stdout.readline()
        yield process.pid, line.decode().split()[2].rstrip(",")
    finally:
        process.kill()
        await process.communicate()


async def test_a_frozen_switch_is_noticed(simulator: tuple[int, str]) -> None:
    """In a few seconds: new calls go elsewhere from then on, or are refused."""
    pid, url = simulator
    ari = Ari(url, "callapi", PASSWORD, "callapi")
    connected, lost = asyncio.Event(), asyncio.Event()
    await ari.open()
    listener = asyncio.create_task(ari.listen(nothing, connected.set, lost.set))
    try:
        async with asyncio.timeout(PATIENCE_S):
            await connected.wait()
        os.kill(pid, signal.SIGSTOP)
        async with asyncio.timeout(NOTICED_S):
            await lost.wait()
        assert not ari.connected
        os.kill(pid, signal.SIGCONT)
        connected.clear()
        async with asyncio.timeout(PATIENCE_S + NOTICED_S):
            await connected.wait()
    finally:
        listener.cancel()
        await asyncio.gather(listener, return_exceptions=True)
        await ari.close()


def switch_at(url: str, folder: Path) -> tuple[Ari, Switch]:
    ari = Ari(url, "callapi", PASSWORD, "callapi")
    pace, trunks = Pace(SystemClock(), None, PATIENCE_S), Trunks(random.Random(1), "x")
    return ari, Switch(url, ari, pace, "PJSIP/{number}", trunks, folder)


@asynccontextmanager
async def heard(ari: Ari) -> AsyncIterator[None]:
    connected = asyncio.Event()
    listener = asyncio.create_task(ari.listen(nothing, connected.set, lambda: None))
    try:
        async with asyncio.timeout(PATIENCE_S):
            await connected.wait()
        yield
    finally:
        listener.cancel()
        await asyncio.gather(listener, return_exceptions=True)


async def test_a_frozen_switch_keeps_others_from_nothing(
    simulator: tuple[int, str], database: str, tmp_path: Path
) -> None:
    """They are told where calls go that come in, though it has not been noticed yet."""
    pid, url = simulator
    seats = Seats(database, "callapi")
    async with AsyncExitStack() as stack:
        other = Simulator(SystemClock(), password=PASSWORD, spool=tmp_path / "other")
        await stack.enter_async_context(other)
        both = [switch_at(it, tmp_path) for it in (url, other.url)]
        await seats.open()
        stack.push_async_callback(seats.close)
        ears = Ears(seats, both, lambda app, is_own: [])
        await ears.open(PATIENCE_S)
        stack.push_async_callback(ears.close_requests)
        stack.push_async_callback(ears.leave)
        for ari, _ in both:
            await stack.enter_async_context(heard(ari))
        os.kill(pid, signal.SIGSTOP)
        other.network.globals = noticed = Noticed()
        async with asyncio.timeout(3 * DOORS_S):
            await noticed.put.wait()
        os.kill(pid, signal.SIGCONT)
    assert noticed == {"CALLAPI_APPS": "callapi"}
