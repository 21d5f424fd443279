"""Live events: the stream goes on where it broke off."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from typing import Any, Final

import aiohttp

from callapi.client.connection import Connection, NoAnswer
from callapi.client.error import error_of

PATH: Final = "/events"
SILENCE_S: Final = 45.0  # three times what the server lets pass without a word
USUAL_WAIT_S: Final = 2.0
TOLD: Final = frozenset({400, 401, 403})  # with an error of the API
PASSING: Final = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Event:
    """`resync` among them: events are missing, look for yourself."""

    id: int | None  # where to go on from
    name: str
    data: dict[str, Any]


class _Broken(Exception):
    def __init__(self, wait_s: float | None = None) -> None:
        self.wait_s = wait_s


async def follow(
    connection: Connection, last_event_id: int | None = None
) -> AsyncGenerator[Event, None]:
    """Events of the account, for ever; raises ApiError when they are not for you."""
    stream = _Stream(connection, last_event_id)
    while True:
        try:
            async for event in stream.events():
                yield event
        except _Broken as broken:
            wait_s = stream.wait_s if broken.wait_s is None else broken.wait_s
            await asyncio.sleep(wait_s)


class _Stream:
    def __init__(self, connection: Connection, last_event_id: int | None) -> None:
        self._connection = connection
        self._last = last_event_id
        self.wait_s = USUAL_WAIT_S  # as the server would have it

    async def events(self) -> AsyncIterator[Event]:
        """Of one connection: it ends by _Broken, or by an error."""
        headers = {
            "Accept": "text/event-stream",
            "Authorization": f"Bearer {self._connection.access_token}",
        }
        if self._last is not None:
            headers["Last-Event-ID"] = str(self._last)
        timeout = aiohttp.ClientTimeout(total=None, sock_read=SILENCE_S)
        url = self._connection.url + PATH
        try:
            async with self._connection.session.get(
                url, headers=headers, timeout=timeout
            ) as answer:
                if answer.status != 200:
                    await _refused(answer)
                async for event in self._read(answer):
                    yield event
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as failure:
            raise _Broken from failure
        raise _Broken

    async def _read(self, answer: aiohttp.ClientResponse) -> AsyncIterator[Event]:
        told: dict[str, str] = {}
        async for line in answer.content:
            text = line.decode().rstrip("\r\n")
            if text:
                name, _, value = text.partition(":")
                value = value.removeprefix(" ")
                is_more = name == "data" and name in told
                told[name] = f"{told[name]}\n{value}" if is_more else value
                continue
            if "retry" in told:
                self.wait_s = int(told["retry"]) / 1000
            if "data" in told:
                yield self._event(told)
            told = {}

    def _event(self, told: dict[str, str]) -> Event:
        own = int(told["id"]) if told.get("id") else None
        if own is not None:
            self._last = own
        return Event(own, told.get("event", "message"), json.loads(told["data"]))


async def _refused(answer: aiohttp.ClientResponse) -> None:
    if answer.status in PASSING:
        told = answer.headers.get("Retry-After", "")
        raise _Broken(float(told) if told.isdigit() else None)
    if answer.status not in TOLD or answer.content_type != "application/json":
        raise NoAnswer(f"{answer.url.origin()}: HTTP {answer.status}, and no events")
    reply = await answer.json()
    raise error_of(reply["error"])
