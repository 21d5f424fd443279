"""`python -m scripts.bench`: see `make bench`."""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from scripts.bench import report
from scripts.bench.calls import start_calls, talking_ids
from scripts.bench.events import live_events
from scripts.bench.ours import our_server
from scripts.bench.pinning import described
from scripts.bench.runs import Case, Outcome, measure, measure_once
from scripts.bench.servers import free_port, serving
from scripts.bench.workers import workers

SOME, MANY = 100, 1000  # sessions
WORKED_ON = 32  # of them, each by a connection of its own
REQUEST = (
    '{"jsonrpc":"2.0","id":"bench","method":"list.talk_options",'
    '"params":{"access_token":"q7m2x9k4t1v8c5b0n3z6w7y2r4p9s1d8f5g0h3j6"}}'
)


@click.command()
@click.option("--seconds", default=5.0, help="length of each run", show_default=True)
def main(seconds: float) -> None:
    """Measure callapi against bare aiohttp, side by side."""
    click.echo(f"{described()}; {seconds:g} s a run")
    with tempfile.TemporaryDirectory(prefix="callapi-bench-") as name:
        directory = Path(name)
        directory.chmod(0o711)  # PostgreSQL may be another user
        asyncio.run(bench(seconds, directory))


async def bench(seconds: float, directory: Path) -> None:
    bare = await _reference("bare", "bare aiohttp", seconds, directory)
    stock = await _reference("stock", "aiohttp and jsonrpcserver", seconds, directory)
    await _ours(seconds, directory, bare, stock)
    click.echo(await workers(seconds, directory))


async def _reference(
    module: str, name: str, seconds: float, directory: Path
) -> Outcome:
    port = free_port()
    command = [f"scripts.bench.{module}", str(port)]
    async with serving(command, port, directory / f"{module}.log"):
        return await measure(Case(name, port, ((REQUEST,),), seconds))


async def _ours(seconds: float, directory: Path, bare: Outcome, stock: Outcome) -> None:
    async with our_server(directory) as server:

        async def measured(
            name: str, *rounds: Sequence[str], connections: int = 32
        ) -> Outcome:
            sent = tuple(map(tuple, rounds))
            return await measure(Case(name, server.port, sent, seconds, connections))

        listing = [server.request("list.calls")]
        options = await measured(
            "list.talk_options", [server.request("list.talk_options")]
        )
        empty = await measured("list.calls, no session", listing)
        told = await live_events(server)
        rate = report.AIM_CALLS_PER_S
        some = await start_calls(server, rate=rate, most=SOME, seconds=60, before=0)
        few = await measured("list.calls, 100 sessions", listing, connections=4)
        ids = (await talking_ids(server))[:WORKED_ON]
        tags = await server.tag_ids()
        once = (tuple(server.tag(ids, tags)),)
        tagging = await measure_once(Case("tag.call", server.port, once, seconds))
        holding = await measured("hold.call, unhold.call", *map(server.hold, ids))
        for session_id in ids:  # where a run has ended in between
            await server.send(server.hold(session_id)[1])
        paced = await start_calls(
            server, rate=rate, most=MANY - SOME, seconds=60, before=some.expected
        )
        full = await measured("list.calls, 1,000 sessions", listing, connections=4)
        fast = await start_calls(
            server, rate=0, most=MANY, seconds=60, before=paced.expected
        )
    click.echo(report.table([bare, stock, options, tagging, holding, empty, few, full]))
    for calls in (paced, fast):
        click.echo(report.calls_row(calls, bare))
    for aim in report.aims(bare, options, full, paced, told):
        click.echo(aim)


if __name__ == "__main__":
    main()
