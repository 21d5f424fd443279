"""Changes: hears from PostgreSQL which cached grants are out of date.

While the listening connection is down the cache is stopped and every request asks the
database, so what was revoked meanwhile stops working all the same.
"""

import asyncio
import contextlib
import logging
from typing import Any, Final

from callapi.access.cache import GrantCache
from callapi.clock import Clock
from callapi.store.pool import connect

_log = logging.getLogger(__name__)

_ASK_EVERY_S: Final = 2.0  # a dead line is noticed no later than this, plus the timeout
_ANSWER_WITHIN_S: Final = 2.0
_TRY_AGAIN_AFTER_S: Final = 0.5


class Changes:
    def __init__(self, database_url: str, cache: GrantCache, clock: Clock) -> None:
        self._url = database_url
        self._cache = cache
        self._clock = clock
        self._first_try = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None

    async def open(self) -> None:
        self._listening = asyncio.create_task(self._listen_for_ever())
        await self._first_try.wait()

    async def close(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._listening

    async def _listen_for_ever(self) -> None:
        while True:
            try:
                await self._listen()
            except Exception as failure:  # whatever it is, only hearing again helps
                _log.warning("not hearing of changes: %r", failure)
            self._first_try.set()
            await self._clock.sleep(_TRY_AGAIN_AFTER_S)

    async def _listen(self) -> None:
        connection = await connect(self._url)
        try:
            woken = asyncio.Event()
            connection.add_termination_listener(lambda _: self._lose(woken))
            await connection.add_listener("account_changed", self._forget_account)
            await connection.add_listener("token_changed", self._forget_token)
            self._cache.start()
            self._first_try.set()
            while True:
                timer = self._clock.call_later(_ASK_EVERY_S, woken.set)
                await woken.wait()
                woken.clear()
                timer.cancel()
                await connection.execute("select 1", timeout=_ANSWER_WITHIN_S)
        finally:
            self._cache.stop()
            connection.terminate()

    def _lose(self, woken: asyncio.Event) -> None:
        self._cache.stop()
        woken.set()

    def _forget_account(self, *heard: Any) -> None:
        self._cache.forget_account(int(heard[-1]))

    def _forget_token(self, *heard: Any) -> None:
        self._cache.forget_token(bytes.fromhex(heard[-1]))
