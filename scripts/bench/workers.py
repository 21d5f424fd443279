"""Two workers beside one: what they answer, and what a request costs each of them.

Where load generator and databases have no cores of their own, two workers can not
answer twice as much. Then what a request costs tells what there would be.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.bench.figures import Figures
from scripts.bench.ours import our_server
from scripts.bench.pinning import CORES, pin
from scripts.bench.report import aim
from scripts.bench.runs import WARM_UP_S, Case, run
from scripts.bench.usage import command, cpu_s, offspring

AIM_TIMES = 1.7
CONNECTIONS = 32  # to each worker
OTHERS = 2  # cores that the load generator and the databases take
IS_WORKER = "--listener"
UP_WITHIN_S = 60.0
POLL_S = 0.1


@dataclass(frozen=True, slots=True)
class Crew:
    figures: Figures
    cpu_ms: float  # of all workers, for one request


async def workers(seconds: float, directory: Path) -> str:
    one = await _crew(1, seconds, directory)
    two = await _crew(2, seconds, directory)
    times = two.figures.per_second / one.figures.per_second
    possible = 2 * one.cpu_ms / two.cpu_ms
    is_free = len(CORES) >= 2 + OTHERS
    told = (
        f"two workers answer {two.figures.per_second:.0f} requests a second, one"
        f" {one.figures.per_second:.0f}: {times:.2f} times, on {len(CORES)} cores;\n"
        f"         a request takes {two.cpu_ms:.2f} ms of a worker's core, and"
        f" {one.cpu_ms:.2f} where there is but one: with cores enough for load and\n"
        f"         databases as well, {possible:.2f} times"
    )
    reached = times if is_free else possible
    return aim(told, f"{AIM_TIMES} times", reached >= AIM_TIMES)


async def _crew(count: int, seconds: float, directory: Path) -> Crew:
    settings = {"CALLAPI_WORKERS": str(count)}
    place = directory / f"workers-{count}"  # provisioned once, with a key told once
    place.mkdir(mode=0o711)  # the servers run as a user of their own
    async with our_server(place, settings, core=None) as server:
        pids = [server.pid] if count == 1 else await _worker_pids(server.pid, count)
        for pid, core in zip(pids, CORES, strict=False):
            pin(pid, core)
        body = server.request("list.talk_options")
        case = Case("workers", server.port, ((body,),), seconds, count * CONNECTIONS)
        await run(case, seconds=WARM_UP_S)
        before = sum(map(cpu_s, pids))
        figures = await run(case)
        used_s = sum(map(cpu_s, pids)) - before
    return Crew(figures, used_s / figures.answered * 1000)


async def _worker_pids(supervisor: int, count: int) -> Sequence[int]:
    for _ in range(round(UP_WITHIN_S / POLL_S)):
        pids = [pid for pid in offspring(supervisor) if IS_WORKER in command(pid)]
        if len(pids) == count:
            return pids
        await asyncio.sleep(POLL_S)
    raise RuntimeError("the workers do not come up")
