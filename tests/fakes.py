"""Stand-ins a test hands in. There are few: servers and sockets are real."""

import asyncio
import heapq
import itertools
from collections.abc import Callable
from datetime import UTC, datetime

START = datetime(2026, 11, 22, 9, 15, 2, tzinfo=UTC).timestamp()

# How often the loop may turn between two timers, so that what one has woken gets
# as far as it can without I/O before the next is due.
TURNS = 10


class FakeTimer:
    def __init__(
        self, due: float, callback: Callable[[], object], *, is_sleep: bool = False
    ) -> None:
        self.due = due
        self.callback = callback
        self.is_sleep = is_sleep
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True


class FakeClock:
    """A clock that stands still until the test moves it."""

    def __init__(self, now: float = START) -> None:
        self._now = now
        self._order = itertools.count()
        self._timers: list[tuple[float, int, FakeTimer]] = []

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        timer = self._add(FakeTimer(self._at(seconds), woken.set, is_sleep=True))
        try:
            await woken.wait()
        finally:
            timer.cancel()

    def call_later(self, seconds: float, callback: Callable[[], object]) -> FakeTimer:
        return self._add(FakeTimer(self._at(seconds), callback))

    @property
    def due_times(self) -> list[float]:
        """When the timers that still run are due, in order."""
        return sorted(t.due for _, _, t in self._timers if not t.is_cancelled)

    @property
    def next_alarm(self) -> float | None:
        """When the next timer is due that is more than a task's sleep."""
        awake = (t for _, _, t in self._timers if not t.is_sleep)
        return min((t.due for t in awake if not t.is_cancelled), default=None)

    async def advance(self, seconds: float) -> None:
        """Move time on, firing what falls due in order, each at its own moment."""
        end = self._now + seconds
        await turn_loop()
        while self._timers and self._timers[0][0] <= end:
            due, _, timer = heapq.heappop(self._timers)
            self._now = max(self._now, due)
            if not timer.is_cancelled:
                timer.callback()
                await turn_loop()
        self._now = end
        await turn_loop()

    async def leap(self, seconds: float) -> None:
        """Move time on at once: what falls due on the way fires when it is over.

        For hours and days in which nothing goes on; what looks around once a second
        does so once, not a hundred thousand times.
        """
        self._now += seconds
        await self.advance(0)

    def _at(self, seconds: float) -> float:
        return self._now + max(0.0, seconds)

    def _add(self, timer: FakeTimer) -> FakeTimer:
        heapq.heappush(self._timers, (timer.due, next(self._order), timer))
        return timer


async def turn_loop(turns: int = TURNS) -> None:
    for _ in range(turns):
        await asyncio.sleep(0)


class Noticed(dict[str, str]):
    """Wakes who waits for something to be put in."""

    def __init__(self) -> None:
        super().__init__()
        self.put = asyncio.Event()

    def __setitem__(self, name: str, value: str) -> None:
        super().__setitem__(name, value)
        self.put.set()
