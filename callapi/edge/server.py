"""The listening socket: opens early and answers 503 until the endpoint is serving."""

import asyncio
import logging
import socket
import ssl
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from aiohttp import HttpVersion11, StreamReader, hdrs, web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http import RawRequestMessage
from multidict import CIMultiDictProxy

from callapi.access.ip import origin
from callapi.edge.brake import Brake
from callapi.edge.connections import Connections, room_for
from callapi.edge.peer import Peers
from callapi.edge.protocol import Protocol
from callapi.edge.rpc import RpcEndpoint

_log = logging.getLogger(__name__)

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

_LONGEST_LINGER_S: Final = 2.0
BACKLOG: Final = 1024
CONNECTIONS: Final = 20_000
LOOK_S: Final = 0.02
# who says nothing before TLS is spoken is none of the connections that make room
HANDSHAKE_S: Final = 10.0
_CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"


class Server:
    def __init__(
        self,
        endpoints: Sequence[RpcEndpoint],
        routes: Iterable[web.AbstractRouteDef] = (),
        *,
        brake: Brake,
        peers: Peers,
        tls: ssl.SSLContext | None = None,
        finish_within_s: float = 5.0,
        keepalive_s: float = 75.0,
        handshake_s: float = HANDSHAKE_S,
        connections: int = CONNECTIONS,
    ) -> None:
        """The first endpoint refuses what is asked of no other."""
        app = web.Application()
        app.router.add_routes(routes)
        known = [(path, endpoint) for endpoint in endpoints for path in endpoint.paths]
        for path, endpoint in (*known, ("/{path:.*}", endpoints[0])):
            app.router.add_route("*", path, endpoint.answer, expect_handler=_expect)
        self._is_leaving = False
        self._asked_at = 0.0  # the last request
        self._runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=finish_within_s
        )
        self._straight = {path: endpoint.answer for path, endpoint in known}
        self._refuse = endpoints[0].refuse
        self._brake = brake
        self._peers = peers
        self._tls = tls
        self._keepalive_s = keepalive_s
        self._handshake_s = None if tls is None else handshake_s
        self._connections = Connections(room_for(connections))
        self._socket: asyncio.Server | None = None

    @property
    def port(self) -> int:
        assert self._socket is not None
        port: int = self._socket.sockets[0].getsockname()[1]
        return port

    async def open(
        self, host: str, port: int, listener: socket.socket | None = None
    ) -> None:
        """`listener` is bound and listening already, and stays so for others."""
        await self._runner.setup()
        assert self._runner.server is not None
        _tell_protocols(self._runner.server, self._asked)
        _go_straight(self._runner.server, self._straight)
        loop = asyncio.get_running_loop()
        begin = partial(
            loop.create_server,
            self._protocol,
            ssl=self._tls,
            ssl_handshake_timeout=self._handshake_s,
            backlog=BACKLOG,
        )
        if listener is None:
            self._socket = await begin(host, port)
        else:
            self._socket = await begin(sock=listener)
        _log.info("listening on %s:%d", host, self.port)

    async def leave(self, linger_s: float) -> None:
        """Nobody is let in any more; who is here has his answer, and is told to go.

        A client that keeps its connection may be sending a request at this moment: it
        has an answer, until nobody has asked for `linger_s`.
        """
        if self._socket is not None:
            self._socket.close()
        self._is_leaving = True
        self._brake.release()
        self._asked_at = began = time.monotonic()
        assert self._runner.server is not None
        while (now := time.monotonic()) < began + _LONGEST_LINGER_S:
            await asyncio.sleep(LOOK_S)  # who is just being let in is counted then
            if not self._runner.server.connections or now > self._asked_at + linger_s:
                return

    def _asked(self) -> None:
        self._asked_at = time.monotonic()

    async def close(self) -> None:
        """Requests that have begun are answered, within the time given for it."""
        if self._socket is not None:
            self._socket.close()
        await self._runner.cleanup()

    async def _slow(self, request: web.BaseRequest) -> None:
        """Of what is no JSON-RPC: `RpcEndpoint` sees to the rest."""
        headers, forwarded = request.headers, list[str]()
        if isinstance(headers, CIMultiDictProxy):  # else the head is broken
            forwarded = headers.getall("X-Forwarded-For", [])
        peer = self._peers.address(request.protocol.peername, forwarded)
        await self._brake.hold(origin(peer))

    def _protocol(self) -> Protocol:
        assert self._runner.server is not None
        return Protocol(
            self._runner.server,
            self._refuse,
            self._slow,
            self._keepalive_s,
            self._connections,
            lambda: self._is_leaving,
        )


def tls_context(certificate: Path, key: Path | None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificate, key)
    return context


def _tell_protocols(server: web.Server, asked: Callable[[], object]) -> None:
    """Each of a request that begins: aiohttp alone does not say when."""
    make = server.request_factory

    def begin(
        message: RawRequestMessage,
        body: StreamReader,
        protocol: web.RequestHandler,
        writer: AbstractStreamWriter,
        task: "asyncio.Task[None]",
    ) -> web.BaseRequest:
        assert isinstance(protocol, Protocol)
        protocol.begin(body)
        asked()
        return make(message, body, protocol, writer, task)

    server.request_factory = begin


def _go_straight(server: web.Server, answers: Mapping[str, Answer]) -> None:
    """To an endpoint without the router, which costs a tenth of a request."""
    routed = server.request_handler

    def answer(request: web.BaseRequest) -> Awaitable[web.StreamResponse]:
        straight = answers.get(request.raw_path)
        if straight is None or hdrs.EXPECT in request.headers:
            return routed(request)
        assert isinstance(request, web.Request)
        return straight(request)

    server.request_handler = answer


async def _expect(request: web.Request) -> None:
    """What else a client expects is nothing we could refuse with a frame of ours."""
    expected = request.headers.get("Expect", "").lower()
    if expected == "100-continue" and request.version >= HttpVersion11:
        await request.writer.write(_CONTINUE)
        request.writer.output_size = 0  # the answer has not begun
