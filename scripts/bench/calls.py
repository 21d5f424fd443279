"""Call starts: whether all that were accepted came to a conversation."""

import asyncio
from dataclasses import dataclass

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
    rounds = ((server.start_simple_call(),),)
    case = Case("start.simple_call", server.port, rounds, seconds)
    starts = await run(case, rate=rate, most=most)
    expected = before + starts.answered - starts.refused
    return Calls(rate, starts, await _talking(server, expected), expected)


async def _talking(server: Ours, expected: int) -> int:
    """Sessions with both legs in conversation; gives them time to get there."""
    count = 0
    for _ in range(round(CONNECTED_WITHIN_S / POLL_S)):
        count = len(await talking_ids(server))
        if count >= expected:
            break
        await asyncio.sleep(POLL_S)
    return count


async def talking_ids(server: Ours) -> list[int]:
    """The sessions that talk now."""
    sessions = await server.ask("/v4.0", server.request("list.calls"))
    return [
        session["call_session_id"]
        for session in sessions
        if [leg["state"] for leg in session["legs"]].count(TALKING) == 2
    ]
