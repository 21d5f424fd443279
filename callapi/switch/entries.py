"""Entries: a channel can be used when it has come into our application, not before.

The request that makes one is answered a moment earlier; what is asked of the channel in
between is refused (422, 409). Only its StasisStart says that it is there.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from callapi.switch.ari import SwitchDown

ENTER_S = 5.0


class Entries:
    def __init__(self) -> None:
        self._expected: dict[str, asyncio.Event] = {}

    def entered(self, channel: str) -> None:
        """Its StasisStart has come."""
        if channel in self._expected:
            self._expected[channel].set()

    @asynccontextmanager
    async def expecting(self, channel: str) -> AsyncIterator[None]:
        """Make the channel in the block; it is there when the block has been left."""
        entered = self._expected[channel] = asyncio.Event()
        try:
            yield
            await asyncio.wait_for(entered.wait(), ENTER_S)
        except TimeoutError:
            raise SwitchDown(f"{channel} never entered the application") from None
        finally:
            del self._expected[channel]
