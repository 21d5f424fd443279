"""Timers: the moment a session's patience ends becomes a cause.

The deadline itself stands in the session's row; what is kept here only wakes the
process that wrote it, and `watch` finds what somebody else has left behind.
"""

from collections.abc import Callable
from contextvars import Context

from callapi.clock import Clock, Timer


class Timers:
    def __init__(self, clock: Clock, on_due: Callable[[int], None]) -> None:
        self._clock = clock
        self._on_due = on_due
        self._running: dict[int, tuple[float, Timer]] = {}

    def set(self, session_id: int, at: float | None) -> None:
        """Wake the session at `at` (Unix seconds) instead of whenever it was."""
        running = self._running.pop(session_id, None)
        if running is not None:
            if running[0] == at:
                self._running[session_id] = running
                return
            running[1].cancel()
        if at is not None:
            delay = max(0.0, at - self._clock.now())
            timer = self._clock.call_later(delay, lambda: self._due(session_id))
            self._running[session_id] = (at, timer)

    def close(self) -> None:
        for _, timer in self._running.values():
            timer.cancel()
        self._running.clear()

    def _due(self, session_id: int) -> None:
        """What is done now is no part of the request or step that has set it."""
        self._running.pop(session_id, None)
        Context().run(self._on_due, session_id)
