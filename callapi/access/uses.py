"""Uses: when and from where keys were used last, in the database to the minute.

No request waits for it, and none of a busy key writes: a key is written down at most
once a minute.
"""

import asyncio
import logging
from typing import Final

from callapi.access.ip import Address
from callapi.domain.account import Token
from callapi.store import tokens as store
from callapi.store.pool import Pool

_log = logging.getLogger(__name__)

EVERY_S: Final = 60.0
_MOST_REMEMBERED: Final = 20_000


class Uses:
    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._written: dict[int, float] = {}  # by token
        self._waiting: dict[int, store.Use] = {}
        self._writing: asyncio.Task[None] | None = None

    def note(self, token: Token, peer: Address, now: float) -> None:
        if not token.is_key or now - self._written.get(token.id, -EVERY_S) < EVERY_S:
            return
        if len(self._written) >= _MOST_REMEMBERED:
            self._written.clear()
        self._written[token.id] = now
        self._waiting[token.id] = store.Use(token.id, now, str(peer))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())

    async def close(self) -> None:
        """Wait until what was noted is written."""
        if self._writing is not None:
            await self._writing

    async def _write(self) -> None:
        while self._waiting:
            uses, self._waiting = list(self._waiting.values()), {}
            try:
                await store.note_uses(self._pool, uses)
            except Exception as failure:  # nobody is refused for it
                _log.warning("uses of keys not written: %r", failure)
        self._writing = None
