"""One case: as fast as it goes, then paced at half of that."""

import asyncio
import sys
from dataclasses import dataclass, replace

from scripts.bench.figures import Figures, Load
from scripts.bench.pinning import LOAD_CORE, pin

WARM_UP_S = 0.5


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    port: int
    rounds: tuple[tuple[str, ...], ...]  # of requests; of each connection, or one
    seconds: float
    connections: int = 32
    path: str = "/v4.0"

    @property
    def halves(self) -> tuple["Case", "Case"]:
        """Of requests that can be made but once: each run has its own."""
        (shared,) = self.rounds
        cut = len(shared) // 2
        first, second = (shared[:cut],), (shared[cut:],)
        return replace(self, rounds=first), replace(self, rounds=second)

    @property
    def requests(self) -> int:
        return sum(map(len, self.rounds))


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    fastest: Figures
    half: Figures  # paced at half of that


async def measure(case: Case) -> Outcome:
    await run(case, seconds=WARM_UP_S)
    fastest = await run(case)
    half = await run(case, rate=max(1.0, fastest.per_second / 2))
    return Outcome(case.name, fastest, half)


async def measure_once(case: Case) -> Outcome:
    """As `measure`, without repeating a request."""
    first, second = case.halves
    fastest = await run(first, most=first.requests)
    rate = max(1.0, fastest.per_second / 2)
    half = await run(second, rate=rate, most=second.requests)
    return Outcome(case.name, fastest, half)


async def run(
    case: Case, *, seconds: float = 0.0, rate: float = 0.0, most: int = 1_000_000
) -> Figures:
    load = Load(
        port=case.port,
        rounds=case.rounds,
        connections=case.connections,
        seconds=seconds or case.seconds,
        rate=rate,
        most=most,
        path=case.path,
    )
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "scripts.bench.load"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    pin(process.pid, LOAD_CORE)
    output, _ = await process.communicate(load.model_dump_json().encode())
    if process.returncode:
        raise RuntimeError(f"the load generator failed on {case.name}")
    figures = Figures.model_validate_json(output)
    if figures.refused == figures.answered:
        raise RuntimeError(f"{case.name} is refused: {figures.first_refusal}")
    return figures
