"""Sweep: sounds without a row, which a process that was killed has left, are removed.

A sound is stored in the transaction that makes its row. So none is being stored while
the table is locked, and whatever has no row then never will have one.
"""

import asyncio
import logging

from callapi.media.library import Library
from callapi.store import media as store
from callapi.store.pool import Pool

_log = logging.getLogger(__name__)


class Sweep:
    def __init__(self, pool: Pool, library: Library, owner: str) -> None:
        """`owner` names the database: sounds of another one are not touched."""
        self._pool = pool
        self._library = library
        self._owner = owner

    async def round(self, now: float) -> None:
        ids, unfinished = await asyncio.to_thread(self._look)
        strays = await store.list_unknown(self._pool, ids) if ids else []
        if not strays and not unfinished:
            return
        async with self._pool.acquire() as connection, connection.transaction():
            await store.lock_files(connection)
            strays = await store.list_unknown(connection, strays)
            await asyncio.to_thread(self._remove, strays)
        if strays:
            _log.info("%d sounds without a row removed", len(strays))

    def _look(self) -> tuple[list[int], bool]:
        if not self._library.belongs_to(self._owner):
            return [], False
        return self._library.stored(), bool(self._library.unfinished())

    def _remove(self, strays: list[int]) -> None:
        for media_id in strays:
            self._library.remove(media_id)
        for path in self._library.unfinished():
            path.unlink(missing_ok=True)
