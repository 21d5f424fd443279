"""`python -m scripts.bench.growth`: see `make bench-growth`."""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from scripts.bench.calls import start_calls, talking_ids
from scripts.bench.costs import Cost, Meter
from scripts.bench.curves import Curves, draw
from scripts.bench.pages import pages
from scripts.bench.pinning import described
from scripts.bench.scene import Scene, open_scene

TIMES = (1, 10, 100)
BASE = 10  # sessions that are up, whatever grows
CALLS_PER_S = 50.0
DRAWING = Path(__file__).with_name("growth.svg")


async def _sessions(scene: Scene, first: int, last: int) -> None:
    """Ten are up already."""
    more = last - max(first - 1, BASE)
    if more > 0:
        before = len(await talking_ids(scene.server))
        await start_calls(
            scene.server, rate=CALLS_PER_S, most=more, seconds=60, before=before
        )


async def _accounts(scene: Scene, first: int, last: int) -> None:
    await scene.database.accounts(first, last)


async def _events(scene: Scene, first: int, last: int) -> None:
    """Ten of each call."""
    await scene.database.sessions((first + 9) // 10, last // 10)


async def _requests(scene: Scene, first: int, last: int) -> None:
    await scene.database.requests(first, last)


@dataclass(frozen=True, slots=True)
class Dimension:
    title: str
    smallest: int
    grow: Callable[[Scene, int, int], Awaitable[None]]


DIMENSIONS = {
    "sessions": Dimension("calls that are up", 10, _sessions),
    "accounts": Dimension("accounts", 100, _accounts),
    "events": Dimension("events of past calls", 10_000, _events),
    "log": Dimension("rows of the request log", 100_000, _requests),
}


@click.command()
@click.option("--seconds", default=2.0, help="length of each run", show_default=True)
@click.option("--only", type=click.Choice([*DIMENSIONS]), multiple=True)
@click.option("--svg", type=click.Path(path_type=Path), default=DRAWING)
def main(seconds: float, only: Sequence[str], svg: Path) -> None:
    """Measure how the cost of a request grows with what there is.

    In the end, a page of the request log of ten million rows.
    """
    click.echo(f"{described()}; {seconds:g} s a run")
    drawn = []
    for name in only or DIMENSIONS:
        with tempfile.TemporaryDirectory(prefix="callapi-growth-") as directory:
            Path(directory).chmod(0o711)  # PostgreSQL may be another user
            try:
                drawn.append(asyncio.run(_measure(name, seconds, Path(directory))))
            except RuntimeError as reason:
                sys.exit(f"bench-growth: {reason}")
    if not only:
        svg.write_text(draw(drawn), encoding="utf-8")
        click.echo(f"drawn: {svg}")


async def _measure(name: str, seconds: float, directory: Path) -> Curves:
    dimension = DIMENSIONS[name]
    found: dict[str, list[Cost]] = {}
    async with open_scene(directory) as scene:
        await start_calls(
            scene.server, rate=CALLS_PER_S, most=BASE, seconds=60, before=0
        )
        sizes = [dimension.smallest * times for times in TIMES]
        for before, size in zip([0, *sizes], sizes, strict=False):
            await dimension.grow(scene, before + 1, size)
            keys = await scene.database.keys(size) if name == "accounts" else []
            sessions = await talking_ids(scene.server)
            costs = await Meter(scene.server, seconds).costs(sessions, keys)
            for request, cost in costs.items():
                found.setdefault(request, []).append(cost)
        curves = Curves(dimension.title, sizes, found)
        click.echo(curves.table())
        if name == "log":
            await pages(scene.server, scene.database)
    return curves


if __name__ == "__main__":
    main()
