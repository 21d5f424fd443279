"""The listening socket: opens early and answers 503 until the endpoint is serving."""

import asyncio
import logging
import ssl
from pathlib import Path
from typing import Final

from aiohttp import web

from callapi.edge.protocol import Protocol
from callapi.edge.refusal import Refusals
from callapi.edge.rpc import RpcEndpoint

_log = logging.getLogger(__name__)

_KEEPALIVE_S: Final = 75.0
_CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"


class Server:
    def __init__(
        self,
        endpoint: RpcEndpoint,
        refusals: Refusals,
        *,
        longest_body: int,
        tls: ssl.SSLContext | None = None,
        finish_within_s: float = 5.0,
    ) -> None:
        # aiohttp refuses a body that is as long as this, not only a longer one
        app = web.Application(client_max_size=longest_body + 1)
        for path in (*endpoint.paths, "/{path:.*}"):  # the known ones are found faster
            app.router.add_route("*", path, endpoint.answer, expect_handler=_expect)
        self._runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=finish_within_s
        )
        self._refusals = refusals
        self._tls = tls
        self._socket: asyncio.Server | None = None

    @property
    def port(self) -> int:
        assert self._socket is not None
        port: int = self._socket.sockets[0].getsockname()[1]
        return port

    async def open(self, host: str, port: int) -> None:
        await self._runner.setup()
        self._socket = await asyncio.get_running_loop().create_server(
            self._protocol, host, port, ssl=self._tls, backlog=1024
        )
        _log.info("listening on %s:%d", host, self.port)

    async def close(self) -> None:
        """Requests that have begun are answered, within the time given for it."""
        if self._socket is not None:
            self._socket.close()
        await self._runner.cleanup()

    def _protocol(self) -> Protocol:
        assert self._runner.server is not None
        return Protocol(self._runner.server, self._refusals, _KEEPALIVE_S)


def tls_context(certificate: Path, key: Path | None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificate, key)
    return context


async def _expect(request: web.Request) -> None:
    """Any expectation is met: what is wrong with the request is told in the reply."""
    if request.version.minor >= 1:
        await request.writer.write(_CONTINUE)
        request.writer.output_size = 0  # the answer has not begun
