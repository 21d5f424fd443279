"""Batch: many callers, one trip. What they ask while a trip is under way goes along
with the next one, so the work per caller falls as the load rises.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")


class Batch(Generic[Item, Answer]):
    """`go` is given up to `largest` items and returns one answer for each."""

    def __init__(
        self,
        go: Callable[[Sequence[Item]], Awaitable[Sequence[Answer]]],
        largest: int,
    ) -> None:
        self._go = go
        self._largest = largest
        self._waiting: list[tuple[Item, asyncio.Future[Answer]]] = []
        self._travelling: asyncio.Task[None] | None = None

    async def ask(self, item: Item) -> Answer:
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, answer))
        if self._travelling is None:
            self._travelling = asyncio.create_task(self._travel())
        return await answer

    async def close(self) -> None:
        """Wait until everything asked has been answered."""
        if self._travelling is not None:
            await self._travelling

    async def _travel(self) -> None:
        while self._waiting:
            trip = self._waiting[: self._largest]
            del self._waiting[: self._largest]
            await self._make(trip)
        self._travelling = None

    async def _make(self, trip: list[tuple[Item, asyncio.Future[Answer]]]) -> None:
        try:
            answers = await self._go([item for item, _ in trip])
        except Exception as failure:  # told to each caller, who knows what it means
            for _, answer in trip:
                if not answer.done():
                    answer.set_exception(failure)
            return
        for (_, answer), given in zip(trip, answers, strict=True):
            if not answer.done():
                answer.set_result(given)
