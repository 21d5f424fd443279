"""What is done to the server: many calls one after another, then many at once."""

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from scripts.bench.usage import Usage, Watch
from scripts.bench_sip.calls import Callers, Failed, Talk
from scripts.bench_sip.hearing import Hearing
from scripts.bench_sip.sound import Heard

SHORT_TALK_S = 2.0

Work = Coroutine[None, None, Talk | None]


@dataclass(slots=True)
class Phase:
    """What came of it."""

    asked: int
    talks: list[Talk] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)  # why
    stuck: list[str] = field(default_factory=list)
    seconds: float = 0.0  # from the first start to the last
    at_once: int = 0  # conversations
    listed: int = 0  # in conversation, by list.calls, when all should be
    heard: Heard | None = None
    usage: Usage | None = None

    @property
    def per_second(self) -> float:
        return len(self.talks) / self.seconds


class Phases:
    def __init__(self, callers: Callers, hearing: Hearing, watch: Watch) -> None:
        self._callers = callers
        self._hearing = hearing
        self._watch = watch

    async def short_calls(self, per_s: float, seconds: float) -> Phase:
        """So many a second are begun; each is a short conversation."""
        phase = Phase(round(per_s * seconds))
        self._callers.most_talking = 0
        async with self._measured(phase):
            calls = (self._short_call(phase) for _ in range(phase.asked))
            phase.seconds = await paced(calls, per_s)
        phase.at_once = self._callers.most_talking
        return phase

    async def _short_call(self, phase: Phase) -> None:
        talk = await self._begin(phase)
        if talk is not None:
            await asyncio.sleep(SHORT_TALK_S)
            await self._release(phase, talk)

    async def at_once(self, count: int, per_s: float, seconds: float) -> Phase:
        """So many come to be, go on together for a while, and end together."""
        phase = Phase(count)
        begins = (self._begin(phase) for _ in range(count))
        phase.seconds = await paced(begins, per_s)
        async with self._measured(phase):
            await asyncio.sleep(seconds)
            phase.at_once = self._callers.talking
            phase.listed = await self._callers.talking_listed()
        await asyncio.gather(*(self._release(phase, talk) for talk in phase.talks))
        return phase

    @asynccontextmanager
    async def _measured(self, phase: Phase) -> AsyncIterator[None]:
        await self._hearing.count()  # from here on
        self._watch.begin()
        yield
        phase.heard = await self._hearing.count()
        phase.usage = self._watch.usage()

    async def _begin(self, phase: Phase) -> Talk | None:
        try:
            talk = await self._callers.converse()
        except Failed as reason:
            phase.lost.append(str(reason))
            return None
        phase.talks.append(talk)
        return talk

    async def _release(self, phase: Phase, talk: Talk) -> None:
        try:
            await self._callers.release(talk)
        except Failed as reason:
            phase.stuck.append(str(reason))


async def paced(works: Iterable[Work], per_s: float) -> float:
    """Begin each at its time, and see all of them end. Returns how long beginning took.

    They have their times, whether or not the server keeps up with them.
    """
    begun = time.monotonic()
    async with asyncio.TaskGroup() as group:
        for count, work in enumerate(works, 1):
            group.create_task(work)
            await asyncio.sleep(begun + count / per_s - time.monotonic())
        return time.monotonic() - begun
