"""A node's own clock, which another process can put forward or back.

The offset is a number in a file that both have mapped. Waits go on as they were: a
system whose time of day is set does no differently.
"""

import asyncio
import mmap
import struct
import time
from collections.abc import Callable
from pathlib import Path

from callapi.clock import Timer

FORM = struct.Struct("=d")


class StepClock:
    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._offset = mmap.mmap(file.fileno(), FORM.size)

    def now(self) -> float:
        (offset_s,) = FORM.unpack_from(self._offset)
        return time.time() + float(offset_s)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def call_later(self, seconds: float, callback: Callable[[], object]) -> Timer:
        return asyncio.get_running_loop().call_later(max(0.0, seconds), callback)


def set_offset(path: Path, seconds: float) -> None:
    path.touch()
    with path.open("r+b") as file:
        file.write(FORM.pack(seconds))
