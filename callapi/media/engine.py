"""One espeak process as seen from here: started on demand, replaced when it fails."""

import asyncio
import logging
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict

from callapi.media.sound import Samples

COMMAND = (sys.executable, "-m", "callapi.media.espeak")
START_TIMEOUT_S = 30.0
FULL_SCALE = 2**15

log = logging.getLogger(__name__)


class EngineGone(Exception):
    """The process has crashed, hangs, or did not start; the text may be innocent."""


class EngineRefused(Exception):
    """The engine lives and says why it does not speak this."""


class _Hello(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    rate: int
    voices: frozenset[str]


class _Request(BaseModel):
    model_config = ConfigDict(frozen=True)
    voice: str
    text: str
    into: Path


class _Reply(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    error: str | None


class Engine:
    """Serves one text at a time: the caller takes turns."""

    def __init__(self, scratch: Path, timeout_s: float) -> None:
        self._scratch = scratch  # a file of this engine's own, overwritten each time
        self._timeout_s = timeout_s
        self._process: Process | None = None
        self._hello = _Hello(rate=0, voices=frozenset())

    @property
    def rate(self) -> int:
        return self._hello.rate

    async def start(self) -> None:
        """Idempotent; raises EngineGone when the process does not come up."""
        if self._process is not None:
            return
        self._process = await asyncio.create_subprocess_exec(
            *COMMAND,
            stdin=PIPE,
            stdout=PIPE,
            start_new_session=True,  # a Ctrl-C is for the server, which then ends us
        )
        line = await self._exchange(b"", START_TIMEOUT_S)
        self._hello = _Hello.model_validate_json(line)
        log.info("speech engine started", extra={"pid": self._process.pid})

    def check_voice(self, voice: str) -> None:
        if voice not in self._hello.voices:
            raise EngineRefused(f"unknown voice {voice!r}")

    async def speak(self, text: str, voice: str) -> Samples:
        await self.start()
        self.check_voice(voice)
        request = _Request(voice=voice, text=text, into=self._scratch)
        line = await self._exchange(
            request.model_dump_json().encode() + b"\n", self._timeout_s
        )
        error = _Reply.model_validate_json(line).error
        if error is not None:
            raise EngineRefused(error)
        return await asyncio.to_thread(self._spoken)

    async def close(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            process.kill()
        await process.wait()
        self._scratch.unlink(missing_ok=True)

    async def _exchange(self, line: bytes, timeout_s: float) -> bytes:
        """Write a line, read a line; a process that does not answer is ended.

        Also when we are cancelled: an answer nobody read would be taken for the next.
        """
        try:
            async with asyncio.timeout(timeout_s):
                return await self._write_and_read(line)
        except (TimeoutError, OSError, EOFError) as error:
            await self.close()
            raise EngineGone(f"the speech engine is gone: {error!r}") from error
        except asyncio.CancelledError:
            await self.close()
            raise

    async def _write_and_read(self, line: bytes) -> bytes:
        process = self._process
        assert process
        assert process.stdin
        assert process.stdout
        process.stdin.write(line)
        await process.stdin.drain()
        return await process.stdout.readuntil(b"\n")

    def _spoken(self) -> Samples:
        pcm = np.frombuffer(self._scratch.read_bytes(), np.int16)
        return pcm.astype(np.float32) / np.float32(FULL_SCALE)
