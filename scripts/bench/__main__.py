"""`python -m scripts.bench`: see `make bench`."""

import asyncio
import tempfile
from pathlib import Path

import click

from scripts.bench import report
from scripts.bench.calls import start_calls
from scripts.bench.events import live_events
from scripts.bench.ours import our_server
from scripts.bench.pinning import described
from scripts.bench.runs import Case, Outcome, measure
from scripts.bench.servers import free_port, serving

SESSIONS = 1000
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


async def _reference(
    module: str, name: str, seconds: float, directory: Path
) -> Outcome:
    port = free_port()
    command = [f"scripts.bench.{module}", str(port)]
    async with serving(command, port, directory / f"{module}.log"):
        return await measure(Case(name, port, REQUEST, seconds))


async def _ours(seconds: float, directory: Path, bare: Outcome, stock: Outcome) -> None:
    async with our_server(directory) as server:

        async def measured(name: str, method: str, connections: int = 32) -> Outcome:
            body = server.request(method)
            return await measure(Case(name, server.port, body, seconds, connections))

        options = await measured("list.talk_options", "list.talk_options")
        empty = await measured("list.calls, no session", "list.calls")
        told = await live_events(server)
        paced = await start_calls(
            server, rate=report.AIM_CALLS_PER_S, most=SESSIONS, seconds=60, before=0
        )
        full = await measured("list.calls, 1,000 sessions", "list.calls", 4)
        fast = await start_calls(
            server, rate=0, most=SESSIONS, seconds=60, before=paced.expected
        )
    click.echo(report.table([bare, stock, options, empty, full]))
    for calls in (paced, fast):
        click.echo(report.calls_row(calls, bare))
    for aim in report.aims(bare, options, full, paced, told):
        click.echo(aim)


if __name__ == "__main__":
    main()
