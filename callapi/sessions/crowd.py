"""Crowd: who is free is found, and taken, by one session of an account at a time.

Within this process lanes see to that. Among several nodes a lock of the database does,
from the question until the step that takes the number has been written.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final

from callapi.sessions.seats import Seats
from callapi.store import sessions
from callapi.store.pool import Pool

MOST: Final = 4  # accounts at once: each holds a connection while it asks by another


class Crowd:
    def __init__(self, pool: Pool, seats: Seats) -> None:
        self._pool = pool
        self._seats = seats
        self._most = asyncio.Semaphore(max(1, min(MOST, pool.get_max_size() // 2 - 1)))

    async def one_by_one(
        self, account_id: int, work: Coroutine[Any, Any, None]
    ) -> None:
        try:
            if self._seats.is_alone:
                await work
                return
            async with self._most, self._pool.acquire() as db, db.transaction():
                await sessions.lock_finding(db, account_id)
                await work
        finally:
            work.close()
