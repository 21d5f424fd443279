"""`python -m scripts.bench.memory`: see `make bench-memory`."""

import asyncio
import sys
import tempfile
from pathlib import Path

import click

from scripts.bench.ours import Ours, our_server
from scripts.bench.pinning import described
from scripts.bench.report import aim
from scripts.bench.runs import Case, run
from scripts.bench.usage import resident_mb

WARM_REQUESTS, WARM_CALLS = 20_000, 2_000
SOME = 2_000  # calls between two looks
MOST_GROWTH = 0.05
OVER_WITHIN_S = 120.0
POLL_S = 0.5


@click.command()
@click.option("--requests", default=100_000, show_default=True)
@click.option("--calls", default=10_000, show_default=True)
@click.option("--calls-per-s", default=100.0, show_default=True)
def main(requests: int, calls: int, calls_per_s: float) -> None:
    """Measure whether the server's memory grows with what it has done."""
    click.echo(described())
    with tempfile.TemporaryDirectory(prefix="callapi-memory-") as name:
        directory = Path(name)
        directory.chmod(0o711)  # PostgreSQL may be another user
        try:
            asyncio.run(bench(requests, calls, calls_per_s, directory))
        except RuntimeError as reason:
            sys.exit(f"bench-memory: {reason}")


async def bench(requests: int, calls: int, calls_per_s: float, directory: Path) -> None:
    async with our_server(directory) as server:
        await _ask(server, WARM_REQUESTS)
        await _call(server, WARM_CALLS, calls_per_s)
        before = resident_mb(server.pid)
        _tell(before, f"after {WARM_REQUESTS:,} requests and {WARM_CALLS:,} calls")
        await _ask(server, requests)
        _tell(resident_mb(server.pid), f"and {requests:,} requests")
        for done in range(0, calls, SOME):
            more = min(SOME, calls - done)
            await _call(server, more, calls_per_s)
            _tell(resident_mb(server.pid), f"and {done + more:,} calls")
        after = resident_mb(server.pid)
    growth = after / before - 1
    wanted = f"within {MOST_GROWTH:.0%}"
    click.echo(aim(f"memory has grown by {growth:.1%}", wanted, growth <= MOST_GROWTH))


async def _ask(server: Ours, count: int) -> None:
    await _all(server, server.request("list.talk_options"), count)


async def _call(server: Ours, count: int, rate: float) -> None:
    """Calls that come to a conversation and end by themselves."""
    await _all(server, server.start_simple_call("hangs_up"), count, rate)
    for _ in range(round(OVER_WITHIN_S / POLL_S)):
        if not await server.ask("/v4.0", server.request("list.calls")):
            return
        await asyncio.sleep(POLL_S)
    raise RuntimeError("calls are left over")


async def _all(server: Ours, body: str, count: int, rate: float = 0.0) -> None:
    """The same request so many times; none may fail."""
    case = Case("memory", server.port, ((body,),), seconds=600)
    figures = await run(case, most=count, rate=rate)
    if figures.refused or figures.lost:
        raise RuntimeError(f"{figures.refused} refused, {figures.lost} lost")


def _tell(megabytes: float, what: str) -> None:
    click.echo(f"{megabytes:8.1f} MB {what}")


if __name__ == "__main__":
    main()
