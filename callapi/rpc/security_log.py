"""SecurityLog: refused addresses, bad tokens, unknown methods, unreadable requests.

Such requests cost the sender nothing, so the log is bounded: in what waits, in rows a
second, and (by `upkeep`) in rows altogether. It never makes a reply wait.
"""

import asyncio
import contextlib
import logging
from collections import deque
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address
from typing import Final

from callapi.clock import Clock
from callapi.rpc.exact import legible
from callapi.store.pool import Pool
from callapi.store.security import SecurityEvent, insert_events

_log = logging.getLogger(__name__)

PER_SECOND: Final = 100
_LONGEST_DETAIL: Final = 200


class SecurityLog:
    def __init__(self, pool: Pool, clock: Clock) -> None:
        self._pool = pool
        self._clock = clock
        self._waiting: deque[SecurityEvent] = deque()
        self._dropped = 0
        self._writing: asyncio.Task[None] | None = None

    def note(
        self,
        kind: str,
        peer: IPv4Address | IPv6Address,
        request_id: str,
        detail: str = "",
        account_id: int | None = None,
    ) -> None:
        """`kind` is the mnemonic of a refusal, or http_<status>."""
        if len(self._waiting) >= PER_SECOND:
            self._dropped += 1
            return
        now = datetime.fromtimestamp(self._clock.now(), UTC)
        told = legible(detail.replace("\x00", " "))[:_LONGEST_DETAIL]
        self._waiting.append(
            SecurityEvent(now, kind, peer, account_id, told, request_id)
        )
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_by_the_second())

    async def close(self) -> None:
        if self._writing is not None:
            self._writing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._writing
        await self._write()

    async def _write_by_the_second(self) -> None:
        while self._waiting:
            await self._write()
            await self._clock.sleep(1)
        self._writing = None

    async def _write(self) -> None:
        events = list(self._waiting)
        self._waiting.clear()
        if self._dropped:
            now = datetime.fromtimestamp(self._clock.now(), UTC)
            told = f"{self._dropped} more"
            events.append(SecurityEvent(now, "dropped", None, None, told, None))
            self._dropped = 0
        if not events:
            return
        try:
            await insert_events(self._pool, events)
        except Exception as failure:  # a lost row must not end the log
            _log.warning("%d security events lost: %r", len(events), failure)
