"""Entries: a channel can be used when it has come into its application, not before.

The request that makes one is answered a moment earlier; what is asked of the channel in
between is refused (422, 409). Its StasisStart says that it is there, to whoever listens
for the application. That may be another node: then the application itself is asked.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from callapi.switch.ari import Ari, AriError, SwitchDown

ENTER_S = 5.0
UNKNOWN = 404
ASK_S = 0.05  # so long is waited for the event before each question


class Entries:
    def __init__(self, ari: Ari) -> None:
        self._ari = ari
        self._expected: dict[str, asyncio.Event] = {}

    def entered(self, channel: str) -> None:
        """Its StasisStart has come."""
        if channel in self._expected:
            self._expected[channel].set()

    @asynccontextmanager
    async def expecting(self, channel: str, app: str) -> AsyncIterator[None]:
        """Make the channel in the block; it is there when the block has been left."""
        entered = self._expected[channel] = asyncio.Event()
        try:
            yield
            await self._until(entered, channel, app)
        finally:
            del self._expected[channel]

    async def _until(self, entered: asyncio.Event, channel: str, app: str) -> None:
        end = time.monotonic() + ENTER_S
        while time.monotonic() < end:
            try:
                await asyncio.wait_for(entered.wait(), ASK_S)
            except TimeoutError:
                if channel in await self._inside(app):
                    return
            else:
                return
        raise SwitchDown(f"{channel} never entered the application")

    async def _inside(self, app: str) -> list[str]:
        try:
            told = await self._ari.request("GET", f"applications/{app}")
        except AriError as error:
            if error.status != UNKNOWN:
                raise
            return []
        channels: list[str] = told["channel_ids"]
        return channels
