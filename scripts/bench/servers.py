"""The servers measured, one at a time: started, pinned to their core, ended."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from scripts.bench.pinning import SERVER_CORE, pin

START_S = 60.0
STOP_S = 20.0
POLL_S = 0.05


@asynccontextmanager
async def serving(
    module: Sequence[str],
    port: int,
    log: Path,
    env: Mapping[str, str] | None = None,
    core: int | None = SERVER_CORE,
) -> AsyncIterator[int]:
    """Yields its process id."""
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", *module), env=env, stdout=output, stderr=output
        )
    try:
        async with asyncio.timeout(START_S):
            await listening(port, process, log)
        pin(process.pid, core)
        yield process.pid
    finally:
        await end(process)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def listening(port: int, process: asyncio.subprocess.Process, log: Path) -> None:
    while process.returncode is None:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(POLL_S)
        else:
            writer.close()
            await writer.wait_closed()
            return
    told = await asyncio.to_thread(log.read_text)
    raise RuntimeError(f"the server has ended:\n{told[-2000:]}")


async def end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_S)
    except TimeoutError:
        process.kill()
        await process.wait()
