"""The Asterisk REST Interface: requests, and events over a websocket that comes back.

Knows ARI, no sessions. Events are lost while the socket is down, so whoever listens is
told of each new connection and settles what may have been missed.
"""

import asyncio
import logging
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from time import perf_counter
from typing import Any

import aiohttp
import orjson
from opentelemetry.trace import Span

from callapi import spans
from callapi.metrics import Metrics

log = logging.getLogger(__name__)

REQUEST_TIMEOUT_S = 10.0
# a silence is too long, not the whole: a recording lasts for hours
DOWNLOAD = aiohttp.ClientTimeout(total=None, sock_read=REQUEST_TIMEOUT_S)
BLOCK_BYTES = 2**18
HEARTBEAT_S = 4.0  # of silence; an answer is waited for half as long
FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 5.0
REPLACED_PAUSE_S = 2.0  # two who want the same socket need not fight for it
CONNECTIONS = 50
GONE = (404, 409, 412, 422)
WORD = re.compile("[a-zA-Z_]+")
OWNER = "CALLAPI_OWNER"  # a global variable: gone with the Asterisk that has it


class AriError(Exception):
    """Asterisk answered, with a status that is no success."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(f"{status} {message}")
        self.status = status
        self.message = message


class SwitchDown(Exception):
    """Asterisk does not answer."""


NO_SOCKET = (aiohttp.ClientError, TimeoutError, OSError, AriError, SwitchDown)


class Ari:
    def __init__(
        self,
        url: str,
        user: str,
        password: str,
        app: str,
        metrics: Metrics | None = None,
        owner: str = "",
    ) -> None:
        """`owner`: who we are. An Asterisk of another owner is not listened to."""
        self._url = url.rstrip("/") + "/ari/"
        self._headers = {"Authorization": _basic(user, password)}
        self.app = app
        self.lines_app = f"{app}-lines"  # hears who registers, and of no call
        self._metrics = metrics or Metrics()
        self._owner = owner
        self._http: aiohttp.ClientSession | None = None
        self.connected = False

    async def open(self) -> None:
        self._http = aiohttp.ClientSession(
            headers=self._headers,
            connector=aiohttp.TCPConnector(limit=CONNECTIONS),
            timeout=aiohttp.ClientTimeout(total=REQUEST_TIMEOUT_S),
        )

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close()

    async def request(
        self,
        method: str,
        path: str,
        variables: dict[str, str] | None = None,
        **query: str | int,
    ) -> Any:
        """One REST request; the JSON of the answer, or None where it has no body."""
        body = {"variables": variables} if variables else None
        return await self._send(method, path, body, query)

    async def put(self, path: str, body: dict[str, Any]) -> Any:
        return await self._send("PUT", path, body, {})

    async def _send(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None,
        query: Mapping[str, str | int],
    ) -> Any:
        with _span(method, path):
            content = await self._exchange(method, path, body, query)
        try:
            return orjson.loads(content) if content else None
        except orjson.JSONDecodeError as error:  # somebody else answers on its port
            raise SwitchDown(f"{method} {path}: no JSON") from error

    async def _exchange(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None,
        query: Mapping[str, str | int],
    ) -> bytes:
        begun = perf_counter()
        try:
            async with self._client.request(
                method, self._url + path, params=query, json=body
            ) as answer:
                content = await answer.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            self._metrics.ari_failures.labels("0").inc()
            reason = _reason(error)
            log.debug("ARI %s %s: %s", method, path, reason, extra={"status": 0})
            raise SwitchDown(f"{method} {path}: {reason}") from error
        seconds = perf_counter() - begun
        self._metrics.ari_seconds.labels(method).observe(seconds)
        told = {"status": answer.status, "ms": round(seconds * 1000, 1)}
        log.debug("ARI %s %s", method, path, extra=told)
        if answer.status >= 400:
            self._metrics.ari_failures.labels(str(answer.status)).inc()
            raise AriError(answer.status, _message(content, answer.reason))
        return content

    async def ask(self, method: str, path: str, **query: str | int) -> None:
        """A request whose object may be gone, which is as good as done."""
        try:
            await self.request(method, path, None, **query)
        except AriError as error:
            if error.status not in GONE:
                raise

    async def download(self, path: str, into: Path) -> bool:
        """A file as it is, however long that takes; False when there is none."""
        with _span("GET", path):
            return await self._download(path, into)

    async def _download(self, path: str, into: Path) -> bool:
        try:
            async with self._client.get(self._url + path, timeout=DOWNLOAD) as answer:
                log.debug("ARI GET %s", path, extra={"status": answer.status})
                if answer.status == 404:
                    return False
                if answer.status >= 400:
                    message = _message(await answer.read(), answer.reason)
                    raise AriError(answer.status, message)
                with into.open("wb") as file:
                    async for block in answer.content.iter_chunked(BLOCK_BYTES):
                        await asyncio.to_thread(file.write, block)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise SwitchDown(f"GET {path}: {_reason(error)}") from error
        return True

    async def listen(
        self,
        on_event: Callable[[dict[str, Any]], None],
        on_connected: Callable[[], None],
        on_lost: Callable[[], None],
    ) -> None:
        """Hand on events in order, for ever; reconnect with growing pauses.

        What is called here may not wait: a slow reader is cut off. `on_lost` is also
        called when a first connection fails.
        """
        pause = FIRST_PAUSE_S
        while True:
            try:
                await self._claim()
                async with self._client.ws_connect(
                    f"{self._url}events?app={self.app},{self.lines_app}"
                    "&subscribeAll=false",
                    heartbeat=HEARTBEAT_S,
                    timeout=aiohttp.ClientWSTimeout(ws_close=REQUEST_TIMEOUT_S),
                ) as socket:
                    pause = FIRST_PAUSE_S
                    self.connected = True
                    log.info("connected to the switch")
                    on_connected()
                    if await _read(socket, on_event):
                        log.warning("another client listens as %s", self.app)
                        pause = REPLACED_PAUSE_S
                    else:
                        log.warning("the switch closed the event socket")
            except NO_SOCKET as error:
                log.warning("no event socket to %s: %s", self._url, _reason(error))
            finally:
                self.connected = False
            on_lost()
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_S)

    async def _claim(self) -> None:
        """Two databases number their calls alike, and each would end the other's."""
        if not self._owner:
            return
        found = await self.request("GET", "asterisk/variable", variable=OWNER)
        if not found["value"]:
            await self.request(
                "POST", "asterisk/variable", variable=OWNER, value=self._owner
            )
        elif found["value"] != self._owner:
            raise SwitchDown("it serves another callapi until it is restarted")

    @property
    def _client(self) -> aiohttp.ClientSession:
        if self._http is None:
            raise SwitchDown("the client is not open")
        return self._http


def _span(method: str, path: str) -> AbstractContextManager[Span]:
    """It has no ids, names or numbers in it, which stand between the words."""
    if not spans.is_recording():
        return spans.NOTHING
    words = (it if WORD.fullmatch(it) else "*" for it in path.split("/"))
    return spans.span(f"ARI {method} {'/'.join(words)}", spans.SpanKind.CLIENT)


def _basic(user: str, password: str) -> str:
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


async def _read(
    socket: aiohttp.ClientWebSocketResponse, on_event: Callable[[dict[str, Any]], None]
) -> bool:
    """Whether another client has been given our place: this socket is mute then."""
    async for message in socket:
        if message.type is not aiohttp.WSMsgType.TEXT:
            continue
        try:
            event = orjson.loads(message.data)
            if event.get("type") == "ApplicationReplaced":
                return True
            on_event(event)
        except Exception:  # one bad event may not stop the ones behind it
            log.exception("an event could not be taken")
    return False


def _reason(error: Exception) -> str:
    """A time that is over has no words of its own."""
    return str(error) or type(error).__name__


def _message(content: bytes, reason: str | None) -> str:
    """An Asterisk that is just beginning answers with a page of HTML."""
    try:
        return str(orjson.loads(content)["message"])
    except (ValueError, KeyError, TypeError):
        return reason or ""
