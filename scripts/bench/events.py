"""Live events: the time from what happened to the client that is told of it."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
import orjson

from scripts.bench.ours import Ours

CALLS = 100
PER_S = 10.0  # begun, and later ended: 20 legs a second, as a switch is asked for
PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Latencies:
    """Seconds; of each event, from the moment that it carries."""

    events: int
    p50: float
    p99: float
    longest: float


async def live_events(server: Ours) -> Latencies:
    """A hundred calls are begun, talk and are ended; one client follows them."""
    async with aiohttp.ClientSession(server.url) as http:
        headers = {"Authorization": f"Bearer {server.key}"}
        async with http.get("/events", headers=headers) as stream:
            following = asyncio.create_task(_follow(stream))
            ids = [await _start(http, server) for _ in range(CALLS)]
            await asyncio.sleep(3)  # until all have answered
            for session_id in ids:
                release = server.request("release.call", call_session_id=session_id)
                await _ask(http, release)
            late = await asyncio.wait_for(following, PATIENCE_S)
    quantiles = statistics.quantiles(late, n=100, method="inclusive")
    return Latencies(len(late), quantiles[49], quantiles[98], max(late))


async def _start(http: aiohttp.ClientSession, server: Ours) -> int:
    reply = await _ask(http, server.start_simple_call())
    session_id: int = reply["result"]["data"]["call_session_id"]
    return session_id


async def _ask(
    http: aiohttp.ClientSession, body: str
) -> dict[str, dict[str, dict[str, int]]]:
    """Paced: what follows comes no sooner than that."""
    headers = {"Content-Type": "application/json"}
    next_one = asyncio.create_task(asyncio.sleep(1 / PER_S))
    async with http.post("/v4.0", data=body, headers=headers) as response:
        reply: dict[str, dict[str, dict[str, int]]] = orjson.loads(
            await response.read()
        )
    await next_one
    return reply


async def _follow(stream: aiohttp.ClientResponse) -> list[float]:
    """How late each event was, until all calls have ended."""
    late, over = [], 0
    async for received, line in _data(stream):
        payload = orjson.loads(line)
        told = datetime.strptime(payload["notification_time"], "%Y-%m-%d %H:%M:%S.%f")
        late.append(received - told.replace(tzinfo=UTC).timestamp())
        over += payload["notification_mnemonic"] == "call_session_finished"
        if over == CALLS:
            break
    return late


async def _data(stream: aiohttp.ClientResponse) -> AsyncIterator[tuple[float, bytes]]:
    async for line in stream.content:
        if line.startswith(b"data: "):
            yield time.time(), line.removeprefix(b"data: ")
