"""A switch that does nothing any more, and is not dead: found out by its silence."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from callapi.switch.ari import Ari
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
