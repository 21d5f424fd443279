"""The process that speaks and listens (sound.py), as its parent sees it."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

from scripts.bench.servers import end
from scripts.bench_sip.moments import Fact, Moments
from scripts.bench_sip.sound import Heard

START_S = 10.0
COUNT_S = 10.0


class Hearing:
    def __init__(self, process: asyncio.subprocess.Process, moments: Moments) -> None:
        self._process = process
        self._moments = moments
        self.port = 0
        self._counts: asyncio.Queue[Heard] = asyncio.Queue()
        self._reader: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, moments: Moments) -> Self:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "scripts.bench_sip.sound"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        hearing = cls(process, moments)
        try:
            async with asyncio.timeout(START_S):
                _, port = (await hearing._line()).split()
        except BaseException:  # also when we are to end
            await hearing.close()
            raise
        hearing.port = int(port)
        hearing._reader = asyncio.create_task(hearing._read())
        return hearing

    @property
    def pid(self) -> int:
        return self._process.pid

    def begin(self, number: str, port: int) -> None:
        self._tell(f"begin {number} {port}")

    def end(self, number: str) -> None:
        self._tell(f"end {number}")

    async def count(self) -> Heard:
        """What has been heard since this was asked last."""
        self._tell("count")
        return await asyncio.wait_for(self._counts.get(), COUNT_S)

    async def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        await end(self._process)
        if self._reader:
            await self._reader

    def _tell(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(line.encode() + b"\n")

    async def _line(self) -> str:
        assert self._process.stdout
        return (await self._process.stdout.readline()).decode()

    async def _read(self) -> None:
        while line := await self._line():
            match line.split():
                case ["hears", number, at]:
                    self._moments.note(number, Fact.HEARS, float(at))
                case _:
                    self._counts.put_nowait(Heard.model_validate_json(line))


@asynccontextmanager
async def open_hearing(moments: Moments) -> AsyncIterator[Hearing]:
    hearing = await Hearing.open(moments)
    try:
        yield hearing
    finally:
        await hearing.close()
