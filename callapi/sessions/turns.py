"""Turns: who may move a session now, first come, first served."""

import asyncio
from collections.abc import AsyncIterator, KeysView
from contextlib import asynccontextmanager

from callapi.trace import SESSION_ID


class Turns:
    """One lock for each session that somebody moves or waits to move."""

    def __init__(self) -> None:
        self._locks: dict[int, tuple[asyncio.Lock, int]] = {}  # with its users

    def __contains__(self, session_id: int) -> bool:
        return session_id in self._locks

    @property
    def keys(self) -> KeysView[int]:
        return self._locks.keys()

    @asynccontextmanager
    async def of(self, session_id: int) -> AsyncIterator[None]:
        before = SESSION_ID.set(session_id)
        lock, users = self._locks.get(session_id, (None, 0))
        lock = lock or asyncio.Lock()
        self._locks[session_id] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            SESSION_ID.reset(before)
            lock, users = self._locks[session_id]
            if users == 1:
                del self._locks[session_id]
            else:
                self._locks[session_id] = (lock, users - 1)
