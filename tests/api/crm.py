"""A client's server for interactive processing: real, small, and on this machine."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    path: str  # with its query
    body: str
    headers: dict[str, str]


@dataclass(slots=True)
class Crm:
    """Answers with `reply` (JSON), or `text`, or not before it is closed."""

    url: str = ""
    reply: Any = None
    text: str | None = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    is_silent: bool = False
    asked: "asyncio.Queue[Asked]" = field(default_factory=asyncio.Queue)
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, request: web.Request) -> web.Response:
        body = await request.text()
        asked = Asked(request.method, request.path_qs, body, dict(request.headers))
        self.asked.put_nowait(asked)
        if self.is_silent:
            await self.closing.wait()
        if self.text is not None:
            return web.Response(
                text=self.text, status=self.status, headers=self.headers
            )
        return web.json_response(self.reply, status=self.status)


@asynccontextmanager
async def open_crm() -> AsyncIterator[Crm]:
    crm = Crm()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", crm.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    crm.url = f"http://127.0.0.1:{runner.addresses[0][1]}/route"
    try:
        yield crm
    finally:
        crm.closing.set()
        await runner.cleanup()
