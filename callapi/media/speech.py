"""Text becomes a Clip: spoken once, kept on disk, found again after a restart."""

import asyncio
import hashlib
from pathlib import Path
from unicodedata import category

from callapi.media.booth import Booth, Job, SpeechError
from callapi.media.clip import Clip
from callapi.media.engine import EngineGone, EngineRefused
from callapi.media.engines import ESPEAK, Kind
from callapi.media.speech_cache import SpeechCache
from callapi.media.voices import fitting_voice
from callapi.metrics import Metrics


class NoVoice(SpeechError):
    """The voice of all texts is not there or does not load: a wrong setting."""


class Speech:
    """What the engine asked for has no voice to read, espeak reads."""

    def __init__(
        self,
        directory: Path,
        voice: str = "en-us",
        workers: int = 1,
        timeout_s: float = 20.0,
        *,
        engine: Kind = ESPEAK,
        voices: Path | None = None,
        queue_size: int = 1000,
        cache_bytes: int = 2**30,
        keep_s: float = 6 * 3600.0,
        metrics: Metrics | None = None,
    ) -> None:
        """`voices` is the directory of the voices of the installation's own."""
        self._voice = voice
        self._metrics = metrics or Metrics()
        self._cache = SpeechCache(directory, cache_bytes, keep_s)
        self._booths = [
            Booth(
                kind,
                self._cache,
                self._metrics,
                directory=directory,
                voices=voices or directory,
                workers=workers,
                timeout_s=timeout_s,
                queue_size=queue_size,
            )
            for kind in dict.fromkeys((engine, ESPEAK))
        ]
        self._jobs: dict[str, Job] = {}  # asked for, not yet answered

    async def start(self) -> None:
        await asyncio.to_thread(self._cache.open)
        try:
            for booth in self._booths:
                await booth.start()
            await self._booths[0].load(self._voice)
        except EngineGone as error:
            await self.close()
            raise SpeechError(str(error)) from error
        except EngineRefused as error:
            await self.close()
            raise NoVoice(f"tts_voice: {error}") from error

    async def close(self) -> None:
        for booth in self._booths:
            await booth.close()
        for job in self._jobs.values():
            if not job.done.done():
                job.done.set_exception(SpeechError("speech is shutting down"))
        self._jobs.clear()

    async def say(self, text: str, voice: str | None = None) -> Clip:
        readable = _readable(text)
        booth, chosen = self._choose(readable, voice or self._voice)
        key = _key(booth, chosen, readable)
        clip = self._cache.find(key)
        if clip is not None:
            self._metrics.speech.labels("cached").inc()
            return clip
        job = self._jobs.get(key)
        if job is None:
            job = self._jobs[key] = booth.order(key, readable, chosen)
            job.done.add_done_callback(lambda _: self._jobs.pop(key, None))
        return await asyncio.shield(job.done)  # others may wait for the same text

    def key(self, text: str) -> str:
        """Changes when the text comes to sound otherwise."""
        readable = _readable(text)
        return _key(*self._choose(readable, self._voice), readable)

    def _choose(self, text: str, voice: str) -> tuple[Booth, str]:
        """Who reads the text, and by which voice."""
        known = [b.voices[voice] for b in self._booths if voice in b.voices]
        language = known[0].language if known else voice
        fitting = fitting_voice(text, language)
        if fitting == language:
            fitting = voice
        able = [booth for booth in self._booths if fitting in booth.voices]
        return (*able, self._booths[-1])[0], fitting


def _key(booth: Booth, voice: str, text: str) -> str:
    parts = (booth.edition(voice), voice, text)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _readable(text: str) -> str:
    """Control characters are commands to the engine, and NUL is its end of the text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise SpeechError("the text is not valid Unicode") from None
    return "".join(" " if category(char) == "Cc" else char for char in text).strip()
