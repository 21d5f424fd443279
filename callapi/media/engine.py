"""One speech process as seen from here: started on demand, replaced when it fails."""

import asyncio
import logging
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np
from pydantic import BaseModel, ConfigDict

from callapi.media.sound import Samples

START_TIMEOUT_S = 30.0
FULL_SCALE = 2**15

log = logging.getLogger(__name__)


class EngineGone(Exception):
    """The process has crashed, hangs, or did not start; the text may be innocent."""


class EngineRefused(Exception):
    """The engine lives and says why it does not speak this."""


class Voice(BaseModel):
    """See `speaker.Voice`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    language: str
    rate: int
    edition: str


class _Hello(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    voices: dict[str, Voice]


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

    def __init__(
        self,
        command: tuple[str, ...],
        scratch: Path,
        timeout_s: float,
        s_per_character: float = 0.0,
    ) -> None:
        self._command = command
        self._scratch = scratch  # a file of this engine's own, overwritten each time
        self._timeout_s = timeout_s
        self._s_per_character = s_per_character
        self._process: Process | None = None
        # what it has told when it last started
        self.voices: Mapping[str, Voice] = MappingProxyType({})

    async def start(self) -> None:
        """Idempotent; raises EngineGone when the process does not come up."""
        if self._process is not None:
            return
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=PIPE,
            stdout=PIPE,
            start_new_session=True,  # a Ctrl-C is for the server, which then ends us
        )
        line = await self._exchange(b"", START_TIMEOUT_S)
        self.voices = MappingProxyType(_Hello.model_validate_json(line).voices)
        log.info("speech engine started", extra={"pid": self._process.pid})

    async def load(self, voice: str) -> None:
        """Have it ready: a large one takes a while."""
        await self._ask("", voice, START_TIMEOUT_S)

    async def speak(self, text: str, voice: str) -> Samples:
        await self._ask(
            text, voice, self._timeout_s + self._s_per_character * len(text)
        )
        return await asyncio.to_thread(self._spoken)

    async def close(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            process.kill()
        await process.wait()
        self._scratch.unlink(missing_ok=True)

    async def _ask(self, text: str, voice: str, timeout_s: float) -> None:
        await self.start()
        if voice not in self.voices:
            known = ", ".join(sorted(self.voices))
            raise EngineRefused(f"unknown voice {voice!r}, known are {known}")
        request = _Request(voice=voice, text=text, into=self._scratch)
        line = await self._exchange(
            request.model_dump_json().encode() + b"\n", timeout_s
        )
        error = _Reply.model_validate_json(line).error
        if error is not None:
            raise EngineRefused(error)

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
