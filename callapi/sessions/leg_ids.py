"""Ids for legs to come, from blocks that are this process's own."""

import asyncio
from collections.abc import Iterator

from callapi.store import sessions
from callapi.store.pool import Pool

AT_HAND = 4  # with those of its route, no step begins more legs


class LegIds:
    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._ids: list[int] = []
        self._lock = asyncio.Lock()

    async def ahead(self, more: int = 0) -> Iterator[int]:
        """For one step, which asks no database."""
        async with self._lock:
            while len(self._ids) < AT_HAND + more:
                self._ids.extend(await sessions.next_leg_ids(self._pool))
        return self._taken()

    def _taken(self) -> Iterator[int]:
        while True:
            yield self._ids.pop(0)
