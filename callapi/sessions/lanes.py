"""Lanes: one thing after another for each key, different keys side by side."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Hashable, KeysView
from typing import Any

log = logging.getLogger(__name__)


class Lanes:
    """Keeps every task it begins until it is done, and says when one fails."""

    def __init__(self, name: str, on_failure: Callable[[Exception], None]) -> None:
        self._name = name
        self._on_failure = on_failure
        self._last: dict[Hashable, asyncio.Task[None]] = {}

    def put(
        self, key: Hashable, work: Coroutine[Any, Any, object]
    ) -> asyncio.Task[None]:
        """Do `work` when all that was put under `key` before is done."""
        task = asyncio.create_task(self._follow(self._last.get(key), work))
        self._last[key] = task
        task.add_done_callback(lambda done: self._forget(key, done))
        return task

    def has(self, key: Hashable) -> bool:
        return key in self._last

    @property
    def keys(self) -> KeysView[Hashable]:
        return self._last.keys()

    @property
    def busy(self) -> int:
        return len(self._last)

    async def done(self, key: Hashable) -> None:
        """Wait for what has been put under `key` so far."""
        if key in self._last:
            await asyncio.wait([self._last[key]])

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        while self._last:
            await asyncio.wait(set(self._last.values()))

    async def drain(self, timeout_s: float) -> None:
        """Wait for what is under way, then end what would not end."""
        try:
            await asyncio.wait_for(self.idle(), timeout_s)
        except TimeoutError:
            late = set(self._last.values())
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _follow(
        self, before: asyncio.Task[None] | None, work: Coroutine[Any, Any, object]
    ) -> None:
        try:
            if before is not None:
                await asyncio.wait([before])
            await work
        except Exception as failure:
            log.exception("work in lane %s failed", self._name)
            self._on_failure(failure)
        finally:
            work.close()

    def _forget(self, key: Hashable, task: asyncio.Task[None]) -> None:
        if self._last.get(key) is task:
            del self._last[key]
