"""Listening: hears what PostgreSQL notifies, on a connection of its own.

While that connection is down nothing is heard and nothing is kept for later: who
listens is told of both, and on the next start looks at everything again.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

from callapi.clock import Clock
from callapi.store.pool import connect

_log = logging.getLogger(__name__)

_ASK_EVERY_S: Final = 2.0  # a dead line is noticed no later than this, plus the timeout
_ANSWER_WITHIN_S: Final = 2.0
_TRY_AGAIN_AFTER_S: Final = 0.5

Hear = Callable[[str], None]


class Listening:
    def __init__(
        self,
        database_url: str,
        clock: Clock,
        channels: Mapping[str, Hear],
        on_start: Callable[[], None],
        on_stop: Callable[[], None],
    ) -> None:
        """What is called here may not wait."""
        self._url = database_url
        self._clock = clock
        self._channels = channels
        self._on_start = on_start
        self._on_stop = on_stop
        self._first_try = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Wait for the first try; a database that is not there keeps nobody waiting."""
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
            for channel, hear in self._channels.items():
                await connection.add_listener(channel, _payload_to(hear))
            self._on_start()
            self._first_try.set()
            while True:
                timer = self._clock.call_later(_ASK_EVERY_S, woken.set)
                await woken.wait()
                woken.clear()
                timer.cancel()
                await connection.execute("select 1", timeout=_ANSWER_WITHIN_S)
        finally:
            self._on_stop()
            connection.terminate()

    def _lose(self, woken: asyncio.Event) -> None:
        self._on_stop()
        woken.set()


def _payload_to(hear: Hear) -> Callable[..., None]:
    def heard(*told: Any) -> None:
        hear(told[-1])

    return heard
