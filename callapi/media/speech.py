"""Text becomes a Clip: spoken once, kept on disk, found again after a restart."""

import asyncio
import hashlib
import importlib.metadata
import logging
import uuid
from dataclasses import dataclass
from pathlib import Path
from unicodedata import category

import numpy as np

from callapi.media.clip import Clip
from callapi.media.engine import Engine, EngineGone, EngineRefused
from callapi.media.sound import Samples, Sound, from_samples
from callapi.media.speech_cache import SpeechCache
from callapi.media.voices import fitting_voice
from callapi.metrics import Metrics

# What another engine said, or what was made into files another way, is said anew.
ENGINE = f"espeakng-loader {importlib.metadata.version('espeakng-loader')}, recipe 1"
SHORTEST_S = 0.2  # a text without a sound in it, "..." say, is still a clip
ATTEMPTS = 2

log = logging.getLogger(__name__)


class SpeechError(Exception):
    """The text cannot be spoken now; the message says why, without the text."""


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    key: str
    text: str
    voice: str
    done: asyncio.Future[Clip]


class Speech:
    """`workers` engines speak at a time; at most `queue_size` texts wait for them."""

    def __init__(
        self,
        directory: Path,
        voice: str = "en-us",
        workers: int = 1,
        timeout_s: float = 20.0,
        *,
        queue_size: int = 1000,
        cache_bytes: int = 2**30,
        keep_s: float = 6 * 3600.0,
        metrics: Metrics | None = None,
    ) -> None:
        self._voice = voice
        self._metrics = metrics or Metrics()
        self._cache = SpeechCache(directory, cache_bytes, keep_s)
        scratch = [directory / f".{uuid.uuid4().hex}.raw" for _ in range(workers)]
        self._engines = [Engine(path, timeout_s) for path in scratch]
        self._queue = asyncio.Queue[_Job](queue_size)
        self._jobs: dict[str, _Job] = {}  # asked for, not yet answered
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        await asyncio.to_thread(self._cache.open)
        try:
            for engine in self._engines:
                await engine.start()
                engine.check_voice(self._voice)
        except (EngineGone, EngineRefused) as error:
            await self.close()
            raise SpeechError(str(error)) from error
        self._tasks = [asyncio.create_task(self._work(e)) for e in self._engines]

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        for engine in self._engines:
            await engine.close()
        for job in self._jobs.values():
            job.done.set_exception(SpeechError("speech is shutting down"))
        self._jobs.clear()

    async def say(self, text: str, voice: str | None = None) -> Clip:
        readable = _readable(text)
        chosen = fitting_voice(readable, voice or self._voice)
        key = hashlib.sha256("\0".join((ENGINE, chosen, readable)).encode()).hexdigest()
        clip = self._cache.find(key)
        if clip is not None:
            self._metrics.speech.labels("cached").inc()
            return clip
        job = self._jobs.get(key) or self._order(key, readable, chosen)
        return await asyncio.shield(job.done)  # others may wait for the same text

    def _order(self, key: str, text: str, voice: str) -> _Job:
        if not self._tasks:
            raise SpeechError("speech is not running")
        job = _Job(key, text, voice, asyncio.get_running_loop().create_future())
        try:
            self._queue.put_nowait(job)
        except asyncio.QueueFull:
            raise SpeechError("too many texts are waiting to be spoken") from None
        self._jobs[key] = job
        job.done.add_done_callback(lambda done: done.exception())  # all may have left
        return job

    async def _work(self, engine: Engine) -> None:
        while True:
            job = await self._queue.get()
            try:
                clip = await self._make(engine, job)
            except SpeechError as error:
                self._metrics.speech.labels("failed").inc()
                job.done.set_exception(error)
            except Exception as error:  # root of a task: a full disk, or a bug of ours
                self._metrics.speech.labels("failed").inc()
                log.exception("speech failed")
                job.done.set_exception(SpeechError(f"speech failed: {error!r}"))
            else:
                self._metrics.speech.labels("spoken").inc()
                job.done.set_result(clip)
            del self._jobs[job.key]

    async def _make(self, engine: Engine, job: _Job) -> Clip:
        samples = await _spoken(engine, job)
        sound = await asyncio.to_thread(_sound, samples, engine.rate)
        clip = await asyncio.to_thread(self._cache.keep, job.key, sound)
        extra = {"voice": job.voice, "seconds": clip.seconds}
        log.info("text spoken", extra={**extra, "waiting": self._queue.qsize()})
        return clip


async def _spoken(engine: Engine, job: _Job) -> Samples:
    """The second attempt has a new engine: the first one may have failed by chance."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return await engine.speak(job.text, job.voice)
        except EngineRefused as error:
            raise SpeechError(str(error)) from error
        except EngineGone as error:
            log.warning("attempt %s to speak a text failed: %s", attempt, error)
            failure = error
    raise SpeechError(str(failure)) from failure


def _sound(samples: Samples, rate: int) -> Sound:
    missing = max(0, round(SHORTEST_S * rate) - len(samples))
    return from_samples(np.pad(samples, (0, missing)), rate)


def _readable(text: str) -> str:
    """Control characters are commands to the engine, and NUL is its end of the text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise SpeechError("the text is not valid Unicode") from None
    return "".join(" " if category(char) == "Cc" else char for char in text).strip()
