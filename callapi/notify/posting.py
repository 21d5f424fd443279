"""One attempt: a request out, an outcome back. No target can make it raise."""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Final

import aiohttp
from aiohttp import ClientTimeout, DummyCookieJar, TCPConnector
from yarl import URL

from callapi import spans
from callapi.notify.guard import ForbiddenAddress, Guard, GuardedResolver

USER_AGENT: Final = "callgear-notify/1.0"
CONNECT_S: Final = 3.0
WHOLE_S: Final = 10.0
KEPT_BYTES: Final = 4096  # of the reply
JSON: Final = "application/json; charset=UTF-8"

TIMEOUT, CONNECTION, TLS = "timeout", "connection", "tls"
HTTP_STATUS, FORBIDDEN = "http_status", "forbidden_address"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`error` is None for a success; without a status nobody has answered."""

    seconds: float
    status: int | None = None
    error: str | None = None
    message: str | None = None
    reply: str | None = None
    retry_after: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None

    @property
    def signed(self) -> bytes:
        """What a signature is of: the body, or for GET the path with the query."""
        if self.body is not None:
            return self.body
        return URL(self.url, encoded=True).raw_path_qs.encode()


@dataclass(frozen=True, slots=True)
class About:
    """For the span of a request: what it follows from (`traceparent`), and more."""

    trace: str | None = None
    facts: spans.Facts = field(default_factory=dict)


NOTHING_MORE: Final = About()


class Poster:
    """Sends one request after another, on a connection of its own each.

    A connection kept open would have to be given up just when the target does.
    """

    def __init__(
        self,
        guard: Guard,
        authorities: Path | None = None,
        *,
        connect_s: float = CONNECT_S,
        whole_s: float = WHOLE_S,
    ) -> None:
        self._guard = guard
        self._authorities = authorities
        self._timeout = ClientTimeout(total=whole_s, sock_connect=connect_s)
        self._http: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        tls = await asyncio.to_thread(ssl.create_default_context)
        if self._authorities is not None:
            await asyncio.to_thread(tls.load_verify_locations, self._authorities)
        connector = TCPConnector(
            limit=0,
            force_close=True,
            use_dns_cache=False,
            resolver=GuardedResolver(self._guard),
            socket_factory=self._guard.socket_for,
            ssl=tls,
        )
        self._http = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=DummyCookieJar(),
            timeout=self._timeout,
            trust_env=False,
            auto_decompress=False,
        )

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close()

    async def send(self, post: Post, about: About = NOTHING_MORE) -> Outcome:
        begun = perf_counter()
        kind = spans.SpanKind.CLIENT
        try:
            with spans.span("webhook", kind, about.trace, about.facts) as span:
                status, reply, later = await self._request(post)
                spans.tell(span, {"http_status": status})
        except Exception as failure:  # whatever it is, the target is to blame
            error, message = _named(failure)
            return Outcome(perf_counter() - begun, error=error, message=message)
        seconds = perf_counter() - begun
        if 200 <= status < 300:
            return Outcome(seconds, status, reply=reply)
        message = f"HTTP status {status}"
        return Outcome(seconds, status, HTTP_STATUS, message, reply, later)

    async def _request(self, post: Post) -> tuple[int, str, str | None]:
        """A redirect is an answer like any other: it is not followed."""
        assert self._http is not None
        url = URL(post.url, encoded=True)
        self._guard.check_url_host(url.host or "")
        headers = {"User-Agent": USER_AGENT, **spans.headers(), **post.headers}
        if post.body is not None:
            headers["Content-Type"] = JSON
        async with self._http.request(
            post.method, url, data=post.body, headers=headers, allow_redirects=False
        ) as response:
            reply = await _beginning(response)
            return response.status, reply, response.headers.get("Retry-After")


async def _beginning(response: aiohttp.ClientResponse) -> str:
    """The rest is never read, however long it is."""
    kept = b""
    while len(kept) < KEPT_BYTES:
        part = await response.content.read(KEPT_BYTES - len(kept))
        if not part:
            return _text(kept)
        kept += part
    response.close()
    return _text(kept)


def _text(kept: bytes) -> str:
    return kept.decode("utf-8", "replace").replace("\x00", "\ufffd")


def _named(failure: Exception) -> tuple[str, str]:
    if _forbidden(failure):
        return FORBIDDEN, "the target has a private address"
    if isinstance(failure, TimeoutError):
        return TIMEOUT, "no answer in time"
    if isinstance(failure, aiohttp.ClientSSLError | ssl.SSLError):
        return TLS, str(failure)[:200]
    return CONNECTION, (str(failure) or type(failure).__name__)[:200]


def _forbidden(failure: BaseException) -> bool:
    """The connector wraps what a resolver or a socket has to say."""
    if isinstance(failure, ForbiddenAddress):
        return True
    told = getattr(failure, "os_error", None)
    return isinstance(told, ForbiddenAddress)
