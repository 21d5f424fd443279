"""A softphone process (softphone.py) as its parent sees it: commands and events."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any, Self

OBEY_S = 20.0
STOP_S = 5.0
ROOT = Path(__file__).resolve().parent.parent.parent

Event = dict[str, Any]


class Child:
    def __init__(
        self,
        process: asyncio.subprocess.Process,
        on_event: Callable[[Event], Awaitable[None]],
    ) -> None:
        self.process = process
        self.on_event = on_event
        self.ids = count(1)
        self.replies: dict[int, asyncio.Future[None]] = {}
        self.port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.reader = asyncio.create_task(self.read())

    @classmethod
    async def start(
        cls, folder: Path, asterisk: str, on_event: Callable[[Event], Awaitable[None]]
    ) -> Self:
        """`folder` takes its log and its recordings."""
        log = os.open(folder / "softphones.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.telephony.softphone"),
            *(asterisk, str(folder)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            cwd=ROOT,
        )
        os.close(log)
        return cls(process, on_event)

    async def command(self, do: str, **facts: object) -> None:
        """Returns when it has been obeyed; fails with what the child says."""
        assert self.process.stdin
        id = next(self.ids)
        self.replies[id] = asyncio.get_running_loop().create_future()
        line = json.dumps({"id": id, "do": do, **facts})
        self.process.stdin.write(line.encode() + b"\n")
        try:
            async with asyncio.timeout(OBEY_S):
                await self.replies[id]
        finally:
            del self.replies[id]

    async def read(self) -> None:
        assert self.process.stdout
        async for line in self.process.stdout:
            message = json.loads(line)
            if "reply" in message:
                self.acknowledge(message["reply"], message["error"])
            elif message["event"] == "ready":
                self.port.set_result(message["port"])
            else:
                await self.on_event(message)

    def acknowledge(self, id: int, error: str | None) -> None:
        reply = self.replies.get(id)
        if reply is None or reply.done():
            return  # nobody waits for it any more
        if error is None:
            reply.set_result(None)
        else:
            reply.set_exception(AssertionError(error))

    async def stop(self) -> None:
        """It goes when its standard input closes, or is made to."""
        assert self.process.stdin
        self.process.stdin.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_S):
                await self.process.wait()
        if self.process.returncode is None:
            self.process.kill()
        await self.reader
