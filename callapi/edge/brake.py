"""Brake: who is refused time and again waits for his refusals, and only he.

A refused request costs its sender no points, so nothing else would keep one account, or
one address with a list of guesses, from taking all of the processor. What is granted is
never held.
"""

import asyncio
from collections.abc import Hashable
from typing import Final

from callapi.clock import Clock

AT_ONCE_S: Final = 4.0  # refusals of so many seconds are told at once
PATIENCE_S: Final = 20.0  # nobody is held for longer
MOST_HELD: Final = 1000  # a client that does not wait for its answer costs us memory
MOST_KNOWN: Final = 10_000


class Brake:
    def __init__(
        self, clock: Clock, per_s: float, most_known: int = MOST_KNOWN
    ) -> None:
        """`per_s` 0: nobody is held."""
        self._most_known = most_known
        self._clock = clock
        self._apart = 1 / per_s if per_s else 0.0
        self._due: dict[Hashable, float] = {}  # when all that was told would be, paced
        self._held: set[asyncio.Event] = set()
        self._is_over = False

    def release(self) -> None:
        """Nobody is held any more: the server is about to stop."""
        self._is_over = True
        for told in self._held:
            told.set()

    async def hold(self, who: Hashable, count: int = 1) -> None:
        """Called for each refusal, before it is told; it may count as several."""
        if not self._apart or self._is_over:
            return
        now = self._clock.now()
        due = max(now, self._due.get(who, 0.0)) + count * self._apart
        self._due[who] = min(due, now + AT_ONCE_S + PATIENCE_S)
        if len(self._due) > self._most_known:
            self._forget(now)
        seconds = due - now - AT_ONCE_S
        if seconds > 0 and len(self._held) < MOST_HELD:
            await self._hold(min(seconds, PATIENCE_S))

    async def _hold(self, seconds: float) -> None:
        told = asyncio.Event()
        timer = self._clock.call_later(seconds, told.set)
        self._held.add(told)
        try:
            await told.wait()
        finally:
            self._held.discard(told)
            timer.cancel()

    def _forget(self, now: float) -> None:
        """Whose pace is kept; if that is nobody, all of them: better than no bound."""
        self._due = {who: due for who, due in self._due.items() if due > now}
        if len(self._due) > self._most_known:
            self._due.clear()
