"""POST /v4.0 and /data/v2.0: bytes in, Reply out. The HTTP rules of spec 1.3."""

import logging
from collections.abc import Hashable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from callapi.access.ip import origin
from callapi.clock import Clock
from callapi.domain.errors import Mnemonic
from callapi.edge.body import Bodies
from callapi.edge.brake import Brake
from callapi.edge.cors import Cors
from callapi.edge.media_type import media_type
from callapi.edge.peer import Address, Peers
from callapi.edge.rate_limit import rate_limit_headers
from callapi.edge.refusal import JSON_HEADERS, SERVER, Refusals, Refused
from callapi.edge.tls import is_tls
from callapi.rpc.exchange import Exchange, new_log_id
from callapi.rpc.pipeline import Pipeline, Unavailable
from callapi.rpc.reply import Reply
from callapi.rpc.versions import Version, Versions

_log = logging.getLogger(__name__)

LONG: Final = 65_536  # bytes; to read so many costs as much as another refusal
PASSWORD: Final = 100  # refusals: what it costs to judge one


class RpcEndpoint:
    """One API. What is no version of it is refused like the rest of what is wrong."""

    def __init__(
        self,
        pipeline: Pipeline,
        versions: Versions,
        refusals: Refusals,
        clock: Clock,
        brake: Brake,
        *,
        peers: Peers,
        cors: Cors,
        requires_tls: bool,
        longest_body: int,
        body_within_s: float = 30.0,
    ) -> None:
        self._pipeline = pipeline
        self._versions = versions
        self._refusals = refusals
        self._clock = clock
        self._brake = brake
        self._peers = peers
        self._cors = cors
        self._requires_tls = requires_tls
        self._bodies = Bodies(longest_body, body_within_s)
        self._prefix = pipeline.api.prefix
        self.paths = [f"{self._prefix}/{name}" for name in versions.names]
        self.is_serving = False  # until all is started, and again before it stops

    async def answer(self, request: web.Request) -> web.StreamResponse:
        now = self._clock.now()
        log_id = new_log_id(now)
        peer = self._peer(request)
        try:
            version = self._check_line(request)  # 1 and 2
            preflight = self._check_method(request)  # 3
            if preflight is not None:
                return web.Response(status=204, headers=SERVER | preflight)
            is_utf8 = _check_headers(request)  # 4 and 5
            reply, refusal = await self._exchanged(
                request,
                Exchange(
                    peer,
                    version,
                    now,
                    log_id,
                    is_utf8,
                    request.headers.get("Idempotency-Key"),
                    self._pipeline.api.name,
                    request.headers.get("traceparent"),
                ),
            )
        except Refused as refused:
            return self._refuse(request, refused.status, peer, log_id)
        except Unavailable as failure:
            cause = failure.__cause__
            _log.warning("unavailable: %s: %s", type(cause).__name__, cause)
            return self._refuse(request, 503, peer, log_id)
        if refusal is not None:
            await self._brake.hold(refusal.of, refusal.count)
        return self._reply(request, reply, log_id)

    async def _exchanged(
        self, request: web.Request, exchange: Exchange
    ) -> tuple[Reply, "_Refusal | None"]:
        """When this returns nothing of the request is kept: a refusal may be held."""
        async with AsyncExitStack() as answering:
            body = await self._bodies.read(request, exchange.peer, answering)  # 6 and 7
            if not self.is_serving:
                raise Refused(503)  # 8
            reply = await self._pipeline.answer(body, exchange)
            return reply, _refusal(exchange, len(body))

    def refuse(self, request: web.BaseRequest, status: int) -> web.Response:
        """What has not come to `answer`, or not through it; its headers may be none."""
        peer = self._peers.address(request.protocol.peername, ())
        return self._refuse(request, status, peer, new_log_id(self._clock.now()))

    def _peer(self, request: web.Request) -> Address:
        return self._peers.address(
            request.protocol.peername, request.headers.getall("X-Forwarded-For", ())
        )

    def _check_line(self, request: web.Request) -> Version:
        if self._requires_tls and not is_tls(request, self._peers):
            raise Refused(403)
        name = request.path.removeprefix(f"{self._prefix}/").removesuffix("/")
        version = self._versions.find(name)
        if version is None:
            raise Refused(404)
        return version

    def _check_method(self, request: web.Request) -> dict[str, str] | None:
        """The headers to answer with if it is a preflight of an allowed page."""
        if request.method == "POST":
            return None
        preflight = None
        if request.method == "OPTIONS":
            preflight = self._cors.preflight(request.headers)
        if preflight is None:
            raise Refused(405)
        return preflight

    def _refuse(
        self, request: web.BaseRequest, status: int, peer: Address, log_id: str
    ) -> web.Response:
        self._pipeline.metrics.refused.labels(status).inc()
        if status < 500:
            self._pipeline.security_log.note(
                f"http_{status}", peer, log_id, f"{request.method} {request.path}"
            )
        headers = {"X-Request-Id": log_id} | self._cors.headers(request.headers)
        return self._refusals.response(status, headers)

    def _reply(self, request: web.Request, reply: Reply, log_id: str) -> web.Response:
        headers = {
            **JSON_HEADERS,
            "X-Request-Id": log_id,
            **self._cors.headers(request.headers),
        }
        if reply.quota is not None:
            headers |= rate_limit_headers(reply.quota)
        if reply.is_replayed:
            headers["Idempotency-Replayed"] = "true"
        return web.Response(body=reply.body, headers=headers)


@dataclass(frozen=True, slots=True)
class _Refusal:
    of: Hashable
    count: int


def _refusal(exchange: Exchange, length: int) -> _Refusal | None:
    """Whose it is, as far as was shown. Of nobody we know, length counts as well."""
    if exchange.error is None:
        return None
    if exchange.account is not None and exchange.is_let_in:
        return _Refusal(exchange.account.id, 1)
    judged = PASSWORD if exchange.error.mnemonic is Mnemonic.AUTH_ERROR else 1
    return _Refusal(origin(exchange.peer), judged + length // LONG)


def _check_headers(request: web.Request) -> bool:
    """Whether the charset is UTF-8 is for JSON-RPC to tell."""
    encodings = request.headers.getall("Content-Encoding", ())
    if any(encoding.strip().lower() != "identity" for encoding in encodings):
        raise Refused(415)
    media = media_type(request.headers.get("Content-Type"))
    if not media.is_json:
        raise Refused(415)
    return media.is_utf8
