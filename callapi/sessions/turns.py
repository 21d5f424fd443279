"""Turns: who moves a session waits for those before him, each session for itself."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from callapi.trace import SESSION_ID


class Turns:
    def __init__(self) -> None:
        self._locks: dict[int, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def of(self, session_id: int) -> AsyncIterator[None]:
        """First come, first served."""
        SESSION_ID.set(session_id)
        lock, users = self._locks.get(session_id, (None, 0))
        lock = lock or asyncio.Lock()
        self._locks[session_id] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            lock, users = self._locks[session_id]
            if users == 1:
                del self._locks[session_id]
            else:
                self._locks[session_id] = (lock, users - 1)
