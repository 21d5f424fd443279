"""Upkeep: what grows is cut back, what will be needed is made ahead. Once an hour."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Final

from callapi.access.logins import WINDOW_S
from callapi.clock import Clock
from callapi.store import (
    deliveries,
    events,
    idempotency,
    requests,
    security,
    tokens,
)
from callapi.store.pool import Pool

_log = logging.getLogger(__name__)

_EVERY_S: Final = 3600
_DAY_S: Final = 86_400

# What others have to do as often, told the time; nobody waits for the first round.
Job = Callable[[float], Awaitable[None]]


class Upkeep:
    def __init__(
        self,
        pool: Pool,
        clock: Clock,
        request_log_days: int = 90,
        security_log_rows: int = 100_000,
        jobs: Sequence[Job] = (),
    ) -> None:
        self._pool = pool
        self._clock = clock
        self._request_log_days = request_log_days
        self._security_log_rows = security_log_rows
        self._jobs = jobs
        self._running: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """The first round is waited for: requests need today's partition."""
        await self.round()
        self._running = asyncio.create_task(self._run())

    async def close(self) -> None:
        if self._running is not None:
            self._running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._running

    async def round(self) -> None:
        now = self._clock.now()
        await requests.make_partitions(self._pool, now)
        dropped = await requests.drop_partitions(
            self._pool, now, self._request_log_days
        )
        await requests.delete_old(self._pool, now)
        await security.delete_oldest(self._pool, self._security_log_rows)
        before = now - self._request_log_days * _DAY_S
        for delete_some in (deliveries.delete_old, events.delete_old):
            while await delete_some(self._pool, before):
                pass
        await idempotency.delete_old(self._pool, now)
        await tokens.delete_old_login_failures(self._pool, now - WINDOW_S)
        if dropped:
            _log.info("%d days of the request log dropped", dropped)

    async def _run(self) -> None:
        """The jobs begin at once: `open` has done the rest."""
        await self._do_jobs()
        while True:
            await self._clock.sleep(_EVERY_S)
            await self._attempt(self.round)
            await self._do_jobs()

    async def _do_jobs(self) -> None:
        """One that fails keeps none of the others from its turn."""
        for job in self._jobs:
            await self._attempt(partial(job, self._clock.now()))

    async def _attempt(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except Exception as failure:  # tried again in an hour
            _log.warning("upkeep failed: %r", failure)
