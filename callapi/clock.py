"""Time, as everything here is told it: one Clock object, handed in."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Final, Protocol

log = logging.getLogger(__name__)

APART_S: Final = 0.1  # so much may lie between nodes


class Timer(Protocol):
    def cancel(self) -> None: ...


class Clock(Protocol):
    """`SystemClock` when serving; tests hand in a clock they move themselves."""

    def now(self) -> float:
        """Unix time in seconds."""
        ...

    async def sleep(self, seconds: float) -> None: ...

    def call_later(self, seconds: float, callback: Callable[[], object]) -> Timer:
        """Call `callback` once, in the event loop, `seconds` from now."""
        ...


class SystemClock:
    def now(self) -> float:
        return time.time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def call_later(self, seconds: float, callback: Callable[[], object]) -> Timer:
        return asyncio.get_running_loop().call_later(max(0.0, seconds), callback)


class SharedClock:
    """The time that all nodes go by, whatever the clocks of their machines say: that
    of their database, which they hear time and again. Until then it is their own.
    """

    def __init__(self, own: Clock) -> None:
        self._own = own
        self._ahead_s = 0.0  # of our own clock

    def now(self) -> float:
        return self._own.now() + self._ahead_s

    async def sleep(self, seconds: float) -> None:
        await self._own.sleep(seconds)

    def call_later(self, seconds: float, callback: Callable[[], object]) -> Timer:
        return self._own.call_later(seconds, callback)

    def hear(self, told: float, within_s: float) -> None:
        """What time it was somewhere in the last `within_s`."""
        apart_s = told + within_s / 2 - self.now()
        if abs(apart_s) > within_s / 2 + APART_S:
            log.warning("the clock is %.3f s apart from the database's", apart_s)
            self._ahead_s += apart_s
