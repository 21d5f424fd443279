"""Places for what takes long: so many at a time, and no account has more than half."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class Places:
    def __init__(self, most: int) -> None:
        self._all = asyncio.Semaphore(most)
        self._most_of_one = max(1, most // 2)
        # there as long as somebody of the account is in, or waits
        self._own: WeakValueDictionary[int, asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, account_id: int) -> AsyncIterator[None]:
        """Who waits for his own account stands in nobody else's way."""
        own = self._own.get(account_id)
        if own is None:
            own = self._own[account_id] = asyncio.Semaphore(self._most_of_one)
        async with own, self._all:
            yield
