"""aiohttp's HTTP protocol with our frame for what is no proper HTTP (spec 1.3).

aiohttp drops a connection whose client stops sending; here the request that has begun
is answered first, with 400 if its body is incomplete. Who says nothing for so long as
`keepalive_s`, or does not come to the end of a head in that time, aiohttp cuts off.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Hashable

from aiohttp import StreamReader, web

from callapi.access.ip import origin
from callapi.edge.connections import Connections
from callapi.edge.peer import Peers

_log = logging.getLogger(__name__)

Refuse = Callable[[web.BaseRequest, int], web.Response]
Slow = Callable[[web.BaseRequest], Awaitable[None]]
_DIRECT = Peers()  # whoever has made the connection, be it a proxy


class Protocol(web.RequestHandler):
    def __init__(
        self,
        server: web.Server,
        refuse: Refuse,
        slow: Slow,
        keepalive_s: float,
        connections: Connections,
        is_leaving: Callable[[], bool],
    ) -> None:
        """`slow` is waited for before a refusal is told.

        `is_leaving`: with each answer the client is told to go elsewhere.
        """
        super().__init__(
            server,
            loop=server._loop,
            keepalive_timeout=keepalive_s,
            access_log=None,  # type: ignore[arg-type]  # None is how it is switched off
            auto_decompress=False,  # an encoded body is refused, never unpacked
        )
        self._refuse = refuse
        self._slow = slow
        self._connections = connections
        self._address: Hashable = None
        self._is_leaving = is_leaving
        self._body: StreamReader | None = None  # of the request that has begun
        self._has_stopped = False
        self.is_cut_short = False  # that body

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._address = origin(_DIRECT.address(self.peername, ()))
        if not self._connections.open(self, self._address):
            self.give_way()

    def connection_lost(self, exc: BaseException | None) -> None:
        if self._manager is not None:  # else it was lost before
            self._connections.close(self, self._address)
        super().connection_lost(exc)

    def give_way(self) -> None:
        """At once: a client that does not read is not waited for."""
        if self.transport is not None:
            self.transport.abort()
        self.force_close()

    def begin(self, body: StreamReader) -> None:
        """Told by the server of each request, before it is looked at."""
        self._body = body
        self._cut_short()
        if body.is_eof():
            self.has_all()

    def has_all(self) -> None:
        """Of a request: from now on the client waits for us."""
        self._connections.work(self, self._address)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._cut_short()

    def eof_received(self) -> bool | None:  # type: ignore[override]  # asyncio takes it
        """The client stops sending; it may still wait for an answer."""
        is_idle = self._request_count == 0 or (
            self._waiter is not None and not self._waiter.done()
        )
        if is_idle or self.ssl_context is not None:  # TLS ends both ways at once
            return None
        self._has_stopped = True
        self._cut_short()
        self.close()
        return True

    def _cut_short(self) -> None:
        """An incomplete body stays so once the end, or a mistake, has followed it."""
        body = self._body
        has_ended = self._has_stopped or bool(self._messages)
        if has_ended and body is not None and not body.is_eof():
            self.is_cut_short = True
            body.feed_eof()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        if isinstance(exc, ConnectionError) or request.writer.output_size > 0:
            raise ConnectionError(
                "nobody is there to be told, or it has begun"
            ) from exc
        if status >= 500:
            _log.error("the edge failed", exc_info=exc)
        return self._refuse(request, 500 if status >= 500 else 400)

    async def finish_response(
        self,
        request: web.BaseRequest,
        resp: web.StreamResponse,
        start_time: float | None,
    ) -> tuple[web.StreamResponse, bool]:
        """aiohttp refuses by itself what has no path at all: OPTIONS *, CONNECT."""
        if isinstance(resp, web.HTTPException):
            resp = self._refuse(request, resp.status)
        if 400 <= resp.status < 500:
            await self._slow(request)
        if self._manager is not None:  # still connected
            # for the answer to be read, too
            self._connections.wait(self, self._address)
        if self._is_leaving():
            resp.force_close()
        return await super().finish_response(request, resp, start_time)
