"""`python -m scripts.bench.attack`: see `make bench-attack`."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from scripts.bench.attackers import attacks
from scripts.bench.figures import Figures
from scripts.bench.ours import Ours
from scripts.bench.pinning import LOAD_CORE, described, pin
from scripts.bench.report import aim
from scripts.bench.runs import WARM_UP_S, Case, run
from scripts.bench.scene import open_scene
from scripts.bench.usage import Watch, resident_mb

RATE = 50.0  # requests a second of a client who does no harm
LIMITED = ("an account over its limit", "an account that only fails")
MOST_SLOWER = 0.10
MOST_MB = 640.0
LOOK_S = 0.05
SETTLE_S = 6.0  # what may be done at once is over
BEGUN_WITHIN_S = 60.0

HEAD = (
    f"{'':30}{'p50 ms':>8}{'under attack':>14}{'slower':>9}"
    f"{'p99 ms':>9}{'under attack':>14}{'peak MB':>9}"
    f"{'cores':>8}{'under attack':>14}"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    alone: Figures
    attacked: Figures
    peak_mb: float
    cores: tuple[float, float]  # that the server takes, alone and under attack

    @property
    def slower(self) -> float:
        return self.attacked.p50 / self.alone.p50 - 1

    @property
    def row(self) -> str:
        alone, attacked = self.alone, self.attacked
        row = (
            f"{self.name:30}{alone.p50 * 1000:8.2f}{attacked.p50 * 1000:14.2f}"
            f"{self.slower:9.0%}{alone.p99 * 1000:9.2f}{attacked.p99 * 1000:14.2f}"
            f"{self.peak_mb:9.0f}{self.cores[0]:8.2f}{self.cores[1]:14.2f}"
        )
        if attacked.refused or attacked.lost:
            row += f"\n    {attacked.refused} refused, {attacked.lost} lost"
        return row


@click.command()
@click.option("--seconds", default=8.0, help="length of each run", show_default=True)
@click.option("--only", multiple=True, help="an attack by its name")
def main(seconds: float, only: Sequence[str]) -> None:
    """Measure how a client fares while the server is attacked from another address.

    The client asks fifty times a second for `list.talk_options`. It shares its core
    with the attackers: there they wait for each other.
    """
    click.echo(f"{described()}; {seconds:g} s a run")
    with tempfile.TemporaryDirectory(prefix="callapi-attack-") as name:
        directory = Path(name)
        directory.chmod(0o711)  # PostgreSQL may be another user
        try:
            asyncio.run(bench(seconds, only, directory))
        except RuntimeError as reason:
            sys.exit(f"bench-attack: {reason}")


async def bench(seconds: float, only: Sequence[str], directory: Path) -> None:
    outcomes = []
    click.echo(HEAD)
    async with open_scene(directory) as scene:
        await scene.database.accounts(1, 1)
        (hostile,) = await scene.database.keys(1)
        for name in only or attacks(hostile):
            outcome = await _outcome(scene.server, name, hostile, seconds)
            click.echo(outcome.row)
            outcomes.append(outcome)
        log = (directory / "callapi.log").read_text()
    for told in _aims(outcomes, log):
        click.echo(told)


def _aims(outcomes: Sequence[Outcome], log: str) -> list[str]:
    unanswered = sum(it.attacked.refused + it.attacked.lost for it in outcomes)
    peak = max(it.peak_mb for it in outcomes)
    failures = log.count("Traceback") + log.count("internal_error")
    told = [
        aim(f"{unanswered} requests not served", "none", not unanswered),
        aim(f"{peak:.0f} MB at most", f"under {MOST_MB:.0f} MB", peak < MOST_MB),
        aim(f"{failures} failures in the log", "none", not failures),
    ]
    for it in outcomes:
        if it.name in LIMITED:
            what = f"{it.name} slows another by {max(0, it.slower):.0%}"
            at_most = f"at most {MOST_SLOWER:.0%}"
            told.append(aim(what, at_most, it.slower <= MOST_SLOWER))
    return told


async def _outcome(server: Ours, name: str, hostile: str, seconds: float) -> Outcome:
    body = server.request("list.talk_options")
    case = Case("list.talk_options", server.port, ((body,),), seconds)
    await run(case, seconds=WARM_UP_S)
    watch = Watch({"server": server.pid})
    alone = await run(case, rate=RATE)
    before = watch.usage().cores["server"]
    peaks = [resident_mb(server.pid)]
    watching = asyncio.create_task(_watch(server.pid, peaks))
    async with _attack(server, name, hostile):
        watch.begin()
        attacked = await run(case, rate=RATE)
        cores = before, watch.usage().cores["server"]
    watching.cancel()
    return Outcome(name, alone, attacked, max(peaks), cores)


async def _watch(pid: int, peaks: list[float]) -> None:
    while True:
        peaks.append(resident_mb(pid))
        await asyncio.sleep(LOOK_S)


@asynccontextmanager
async def _attack(server: Ours, name: str, hostile: str) -> AsyncIterator[None]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "scripts.bench.attackers"),
        *(name, str(server.port), hostile),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        pin(process.pid, LOAD_CORE)
        async with asyncio.timeout(BEGUN_WITHIN_S):
            if await process.stdout.readline() != b"begun\n":
                raise RuntimeError(f"the attack does not begin: {name}")
        await asyncio.sleep(SETTLE_S)
        yield
        if process.returncode is not None:
            raise RuntimeError(f"the attack has ended: {name}")
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


if __name__ == "__main__":
    main()
