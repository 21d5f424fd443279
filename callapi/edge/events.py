"""GET /events: live events as Server-Sent Events, or over a WebSocket.

The token comes as `Authorization: Bearer`, or as `access_token` in the query, because a
browser's EventSource and WebSocket can send no header. Who comes back tells the last
event he has had in `Last-Event-ID`, or as `last_event_id` in the query.
"""

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from typing import Final

from aiohttp import WSCloseCode, web

from callapi.access.entrance import Entrance
from callapi.clock import Clock
from callapi.domain.errors import ApiError, Mnemonic
from callapi.edge.bearer import token_of
from callapi.edge.cors import Cors
from callapi.edge.peer import Address, Peers
from callapi.edge.refusal import JSON_HEADERS, SERVER
from callapi.edge.tls import is_tls
from callapi.metrics import Metrics
from callapi.notify.feed import Feed, Follower, Told, TooManyStreams
from callapi.rpc.exchange import new_log_id
from callapi.rpc.reply import Replies
from callapi.rpc.security_log import SecurityLog
from callapi.store.outage import is_outage

log = logging.getLogger(__name__)

PATH: Final = "/events"
METHODS: Final = "GET"
HEADERS: Final = "Authorization, Last-Event-ID"
LOOK_S: Final = 1.0  # how often it is looked whether a token still counts
BEAT_S: Final = 15.0  # the longest silence
TAKE_S: Final = 10.0  # how long a client may take to accept what it is sent
LONGEST_MESSAGE: Final = 4096  # that a client may send, to no effect
RETRY_AFTER_S: Final = 5
SSE_HEADERS: Final = {
    **SERVER,
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",  # proxies pass on each event at once
}
BEGINNING: Final = b"retry: 2000\n\n"
BEAT: Final = b": still here\n\n"
STATUS: Final = {
    Mnemonic.IP_NOT_WHITELISTED: 403,
    Mnemonic.FORBIDDEN: 403,
    Mnemonic.COMPONENT_DISABLED: 403,
    Mnemonic.ACCOUNT_INACTIVE: 403,
    Mnemonic.INVALID_PARAMETER_VALUE: 400,
}


class Unwanted(Exception):
    """A request that no token could make good."""

    def __init__(self, status: int, **headers: str) -> None:
        super().__init__(status)
        self.status = status
        self.headers = {name.replace("_", "-"): it for name, it in headers.items()}


@dataclass(eq=False, slots=True)
class Stream:
    """What has to be known of it while it lasts."""

    request: web.Request
    token: str
    peer: Address
    follower: Follower
    account_id: int

    @property
    def is_lost(self) -> bool:
        transport = self.request.transport
        return transport is None or transport.is_closing()


class EventsEndpoint:
    def __init__(
        self,
        feed: Feed,
        entrance: Entrance,
        replies: Replies,
        security_log: SecurityLog,
        clock: Clock,
        metrics: Metrics,
        *,
        peers: Peers,
        cors: Cors,
        requires_tls: bool,
    ) -> None:
        self._feed = feed
        self._entrance = entrance
        self._replies = replies
        self._security_log = security_log
        self._clock = clock
        self._metrics = metrics
        self._peers = peers
        self._cors = cors
        self._requires_tls = requires_tls
        self._streams: set[Stream] = set()
        self._is_serving = False
        self._watching: asyncio.Task[None] | None = None

    def open(self) -> None:
        self._is_serving = True
        self._watching = asyncio.create_task(self._watch())

    async def close(self) -> None:
        """Every stream ends, and none begins."""
        self._is_serving = False
        for stream in self._streams:
            stream.follower.end()
        if self._watching is not None:
            self._watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watching

    async def answer(self, request: web.Request) -> web.StreamResponse:
        log_id = new_log_id(self._clock.now())
        peer = self._peers.address(
            request.protocol.peername, request.headers.getall("X-Forwarded-For", ())
        )
        own = {"X-Request-Id": log_id, **self._cors.headers(request.headers)}
        try:
            if request.method == "OPTIONS":
                return self._preflight(request)
            self._check_request(request)
            return await self._stream(request, peer, own)
        except Unwanted as unwanted:
            refusal = ApiError(Mnemonic.INVALID_REQUEST)
            self._note(
                f"http_{unwanted.status}", unwanted.status, request, peer, log_id
            )
            return self._refuse(refusal, unwanted.status, own | unwanted.headers)
        except ApiError as error:
            status = STATUS.get(error.mnemonic, 401)
            self._note(error.mnemonic, status, request, peer, log_id)
            if status == 401:
                own["WWW-Authenticate"] = "Bearer"
            return self._refuse(error, status, own)
        except TooManyStreams:
            own["Retry-After"] = str(RETRY_AFTER_S)
            return self._refuse(self._too_many(), 429, own)
        except Exception as failure:
            if not is_outage(failure):
                raise
            log.warning("no stream: %r", failure)
            own["Retry-After"] = str(RETRY_AFTER_S)
            return self._refuse(ApiError(Mnemonic.INTERNAL_ERROR), 503, own)

    # --- who is let in

    def _preflight(self, request: web.Request) -> web.Response:
        headers = self._cors.preflight(request.headers, METHODS, HEADERS)
        if headers is None:
            raise Unwanted(405, Allow=METHODS)
        return web.Response(status=204, headers=SERVER | headers)

    def _check_request(self, request: web.Request) -> None:
        if self._requires_tls and not is_tls(request, self._peers):
            raise Unwanted(403)
        if request.method != "GET":
            raise Unwanted(405, Allow=METHODS)
        if not self._is_serving:
            raise Unwanted(503, Retry_After=str(RETRY_AFTER_S))

    async def _stream(
        self, request: web.Request, peer: Address, headers: dict[str, str]
    ) -> web.StreamResponse:
        token = token_of(request)
        if not token:
            raise ApiError(Mnemonic.REQUIRED_PARAMETER_MISSED, "access_token")
        grant = await self._entrance.check(token, peer)
        since = _since(request)
        socket = web.WebSocketResponse(
            heartbeat=BEAT_S, max_msg_size=LONGEST_MESSAGE, compress=False
        )
        socket.headers.update(SERVER)
        is_socket = socket.can_prepare(request).ok
        if is_socket and not self._cors.admits(request.headers):
            raise Unwanted(403)
        account_id = grant.account.id
        async with self._feed.follow(account_id, since) as follower:
            stream = Stream(request, token, peer, follower, account_id)
            self._streams.add(stream)
            try:
                if is_socket:
                    return await self._over_socket(stream, socket)
                return await self._over_sse(stream, headers)
            finally:
                self._streams.discard(stream)

    def _note(
        self, kind: str, status: int, request: web.Request, peer: Address, log_id: str
    ) -> None:
        self._metrics.refused.labels(status).inc()
        if status != 503:  # the path alone: a query may hold a token
            detail = f"{request.method} {request.path}"
            self._security_log.note(kind, peer, log_id, detail)

    def _too_many(self) -> ApiError:
        most = self._feed.per_account
        return ApiError(
            Mnemonic.LIMIT_EXCEEDED, limit_type="account", limit_max_value=most
        )

    def _refuse(
        self, error: ApiError, status: int, headers: dict[str, str]
    ) -> web.Response:
        body = self._replies.refused(error)
        return web.Response(status=status, body=body, headers=JSON_HEADERS | headers)

    # --- what is told

    async def _over_sse(
        self, stream: Stream, headers: dict[str, str]
    ) -> web.StreamResponse:
        response = web.StreamResponse(headers=SSE_HEADERS | headers)
        await response.prepare(stream.request)
        try:
            await response.write(BEGINNING)
            while (told := await self._next(stream)) is not None:
                async with asyncio.timeout(TAKE_S):
                    await response.write(b"".join(it.sse for it in told) or BEAT)
            await response.write_eof()
        except TimeoutError:
            _cut(stream)
        except ConnectionError:
            log.debug("a client of the events has left")
        return response

    async def _over_socket(
        self, stream: Stream, socket: web.WebSocketResponse
    ) -> web.StreamResponse:
        await socket.prepare(stream.request)
        listening = asyncio.create_task(_listen(socket, stream.follower))
        try:
            while (told := await self._next(stream)) is not None:
                async with asyncio.timeout(TAKE_S):
                    for it in told:
                        await socket.send_str(it.json)
            code = WSCloseCode.GOING_AWAY
            if self._is_serving:
                code = WSCloseCode.POLICY_VIOLATION
            async with asyncio.timeout(TAKE_S):
                await socket.close(code=code)
        except TimeoutError:
            _cut(stream)
        except ConnectionError:
            log.debug("a client of the events has left")
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
        return socket

    async def _next(self, stream: Stream) -> list[Told] | None:
        """What to send, [] for a sign of life; None: it is over.

        Nobody is told anything that his token would not show him at this moment.
        """
        told = await self._feed.next(stream.follower)
        if stream.follower.is_over and not told:
            return None
        return told if await self._is_let_in(stream) else None

    async def _is_let_in(self, stream: Stream) -> bool:
        try:
            grant = await self._entrance.check(stream.token, stream.peer)
        except ApiError:
            return False
        return grant.account.id == stream.account_id

    async def _watch(self) -> None:
        """Ends what may not go on, and shows the rest that we are there."""
        beat_at = self._clock.now() + BEAT_S
        while True:
            await self._clock.sleep(LOOK_S)
            is_beat = self._clock.now() >= beat_at
            if is_beat:
                beat_at = self._clock.now() + BEAT_S
            try:
                for stream in list(self._streams):
                    await self._look_at(stream, is_beat=is_beat)
            except Exception as failure:  # the next look may fare better
                log.warning("streams not looked at: %r", failure)

    async def _look_at(self, stream: Stream, *, is_beat: bool) -> None:
        if stream.is_lost or not await self._is_let_in(stream):
            stream.follower.end()
        elif is_beat:
            stream.follower.beat()


def _since(request: web.Request) -> int | None:
    text = request.headers.get("Last-Event-ID") or request.query.get("last_event_id")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise ApiError(Mnemonic.INVALID_PARAMETER_VALUE, "last_event_id")
    return int(text)


async def _listen(socket: web.WebSocketResponse, follower: Follower) -> None:
    """Clients have nothing to say but that they leave."""
    async for _ in socket:
        pass
    follower.end()


def _cut(stream: Stream) -> None:
    """It takes nothing: what is buffered for it is thrown away."""
    transport = stream.request.transport
    if transport is not None:
        transport.abort()
    log.info("a client of the events was too slow")
