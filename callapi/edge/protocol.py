"""aiohttp's HTTP protocol with our frame for what is no proper HTTP (spec 1.3).

aiohttp drops a connection whose client stops sending; here the request that has begun
is answered first, with 400 if its body is incomplete.
"""

import logging

from aiohttp import web

from callapi.edge.refusal import Refusals

_log = logging.getLogger(__name__)


class Protocol(web.RequestHandler):
    def __init__(
        self, server: web.Server, refusals: Refusals, keepalive_s: float
    ) -> None:
        super().__init__(
            server,
            loop=server._loop,
            keepalive_timeout=keepalive_s,
            access_log=None,  # type: ignore[arg-type]  # None is how it is switched off
            auto_decompress=False,  # an encoded body is refused, never unpacked
        )
        self._refusals = refusals
        self.is_cut_short = False

    def eof_received(self) -> bool | None:  # type: ignore[override]  # asyncio takes it
        """The client stops sending; it may still wait for an answer."""
        begun = [payload for _, payload in self._messages]
        if self._current_request is not None:
            begun.append(self._current_request.content)
        if not begun or self.ssl_context is not None:  # TLS cannot close one side only
            return None
        for body in begun:
            if not body.is_eof():
                self.is_cut_short = True
                body.feed_eof()
        self.close()
        return True

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        if request.writer.output_size > 0:
            raise ConnectionError("an answer is under way already")
        if status >= 500:
            _log.error("the edge failed", exc_info=exc)
        return self._refusals.response(500 if status >= 500 else 400, {})

    async def finish_response(
        self,
        request: web.BaseRequest,
        resp: web.StreamResponse,
        start_time: float | None,
    ) -> tuple[web.StreamResponse, bool]:
        """aiohttp refuses by itself what has no path at all: OPTIONS *, CONNECT."""
        if isinstance(resp, web.HTTPException):
            resp = self._refusals.response(resp.status, {})
        return await super().finish_response(request, resp, start_time)
