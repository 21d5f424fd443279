"""The client's server that is told of events: it may refuse them, or be silent."""

import asyncio
from dataclasses import dataclass, field

from aiohttp import web

from tests.api.receiver import Receiver, Request


@dataclass(slots=True)
class Target:
    receiver: Receiver
    taken: list[Request] = field(default_factory=list)
    mood: str = "takes"
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.receiver.answer = self.answer

    def turns(self, mood: str) -> None:
        self.mood = mood
        self._changed.set()
        self._changed = asyncio.Event()

    async def answer(self, request: Request) -> web.Response:
        if self.mood == "refuses":
            return web.Response(status=503)
        if self.mood == "is silent":
            await self._changed.wait()
        self.taken.append(request)
        return web.Response()
