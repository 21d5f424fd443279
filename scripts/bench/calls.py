"""Call starts: whether all that were accepted came to a conversation."""

import asyncio
import json
from dataclasses import dataclass

import aiohttp

from scripts.bench.figures import Figures
from scripts.bench.ours import Ours
from scripts.bench.runs import Case, run

CONNECTED_WITHIN_S = 30.0
POLL_S = 0.5
TALKING = "Conversation"


@dataclass(frozen=True, slots=True)
class Calls:
    rate: float  # asked for; 0: as fast as it goes
    starts: Figures
    talking: int  # of all that were started, now or before
    expected: int


async def start_calls(
    server: Ours, *, rate: float, most: int, seconds: float, before: int
) -> Calls:
    case = Case("start.simple_call", server.port, server.start_simple_call, seconds)
    starts = await run(case, rate=rate, most=most)
    expected = before + starts.answered - starts.refused
    return Calls(rate, starts, await _talking(server, expected), expected)


async def _talking(server: Ours, expected: int) -> int:
    """Sessions with both legs in conversation; gives them time to get there."""
    count = 0
    async with aiohttp.ClientSession(server.url) as client:
        for _ in range(round(CONNECTED_WITHIN_S / POLL_S)):
            count = await talking_now(client, server.request("list.calls"))
            if count >= expected:
                break
            await asyncio.sleep(POLL_S)
    return count


async def talking_now(client: aiohttp.ClientSession, request: str) -> int:
    headers = {"Content-Type": "application/json"}
    async with client.post("/v4.0", data=request, headers=headers) as response:
        reply = json.loads(await response.read())
    sessions = reply["result"]["data"]
    return sum(
        [leg["state"] for leg in session["legs"]].count(TALKING) == 2
        for session in sessions
    )
