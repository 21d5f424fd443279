"""A client's server that notifications are sent to, on loopback."""

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

PATIENCE_S = 30.0

Answer = Callable[["Request"], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.body)
        return told

    def is_signed_with(self, secret: str) -> bool:
        """As a receiver checks it, after the Standard Webhooks conventions."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        content = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}."
        digest = hmac.digest(key, content.encode() + self.body, hashlib.sha256)
        wanted = "v1," + base64.b64encode(digest).decode()
        return wanted in self.headers["webhook-signature"].split(" ")


@dataclass(slots=True)
class Receiver:
    """Answers 200 until a test says otherwise; keeps all that it was sent."""

    url: str = ""
    requests: list[Request] = field(default_factory=list)
    answer: Answer | None = None
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    def answers(self, status: int, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        async def answer(_: Request) -> web.Response:
            return web.Response(status=status, headers=named)

        self.answer = answer

    def accepts(self) -> None:
        self.answer = None

    async def got(self, count: int) -> list[Request]:
        """The first so many requests, once they are there."""
        try:
            async with asyncio.timeout(PATIENCE_S), self._changed:
                await self._changed.wait_for(lambda: len(self.requests) >= count)
        except TimeoutError:
            raise AssertionError(f"{len(self.requests)} of {count}") from None
        return self.requests[:count]

    def events(self) -> list[str]:
        return [it.headers["X-Notification-Event"] for it in self.requests]

    async def take(self, request: web.Request) -> web.StreamResponse:
        taken = Request(
            request.method,
            request.raw_path,
            dict(request.headers),
            await request.read(),
        )
        async with self._changed:
            self.requests.append(taken)
            self._changed.notify_all()
        if self.answer is None:
            return web.Response(text="thank you")
        return await self.answer(taken)


@asynccontextmanager
async def receiver(host: str = "127.0.0.1") -> AsyncIterator[Receiver]:
    it = Receiver()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", it.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, host, 0).start()
    it.url = f"http://{host}:{runner.addresses[0][1]}/hook"
    try:
        yield it
    finally:
        await runner.cleanup()
