"""The engines of one kind, and the texts that wait for them."""

import asyncio
import logging
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from callapi.media.clip import Clip
from callapi.media.engine import Engine, EngineGone, EngineRefused, Voice
from callapi.media.engines import Kind
from callapi.media.sound import Samples, Sound, from_samples
from callapi.media.speech_cache import SpeechCache
from callapi.metrics import Metrics

SHORTEST_S = 0.2  # a text without a sound in it, "..." say, is still a clip
ATTEMPTS = 2

log = logging.getLogger(__name__)


class SpeechError(Exception):
    """The text cannot be spoken now; the message says why, without the text."""


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    key: str
    text: str
    voice: str
    done: asyncio.Future[Clip]


class Booth:
    """`workers` engines speak at a time; at most `queue_size` texts wait for them."""

    def __init__(
        self,
        kind: Kind,
        cache: SpeechCache,
        metrics: Metrics,
        *,
        directory: Path,
        voices: Path,
        workers: int,
        timeout_s: float,
        queue_size: int,
    ) -> None:
        self.kind = kind
        self._cache = cache
        self._metrics = metrics
        command = kind.command(voices)
        scratch = [directory / f".{uuid.uuid4().hex}.raw" for _ in range(workers)]
        self._engines = [
            Engine(command, path, timeout_s, kind.s_per_character) for path in scratch
        ]
        self._queue = asyncio.Queue[Job](queue_size)
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def voices(self) -> Mapping[str, Voice]:
        return self._engines[0].voices

    async def start(self) -> None:
        """Raises EngineGone when an engine does not come up."""
        for engine in self._engines:
            await engine.start()
        self._tasks = [asyncio.create_task(self._work(e)) for e in self._engines]

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        for engine in self._engines:
            await engine.close()

    async def load(self, voice: str) -> None:
        """Raises EngineGone, or EngineRefused when there is no such voice."""
        for engine in self._engines:
            await engine.load(voice)

    def edition(self, voice: str) -> str:
        """What has to be the same for a text to sound the same."""
        known = self.voices.get(voice)
        return f"{self.kind.edition} {known.edition if known else ''}".rstrip()

    def order(self, key: str, text: str, voice: str) -> Job:
        if not self._tasks:
            raise SpeechError("speech is not running")
        job = Job(key, text, voice, asyncio.get_running_loop().create_future())
        try:
            self._queue.put_nowait(job)
        except asyncio.QueueFull:
            raise SpeechError("too many texts are waiting to be spoken") from None
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

    async def _make(self, engine: Engine, job: Job) -> Clip:
        samples = await _spoken(engine, job)
        rate = engine.voices[job.voice].rate
        sound = await asyncio.to_thread(_sound, samples, rate)
        clip = await asyncio.to_thread(self._cache.keep, job.key, sound)
        extra = {"engine": self.kind.name, "voice": job.voice, "seconds": clip.seconds}
        log.info("text spoken", extra={**extra, "waiting": self._queue.qsize()})
        return clip


async def _spoken(engine: Engine, job: Job) -> Samples:
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
