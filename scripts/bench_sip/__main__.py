"""`python -m scripts.bench_sip`: see `make bench-sip`."""

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import click

from scripts.bench.ours import our_server
from scripts.bench.usage import Watch
from scripts.bench_sip import asterisk, report, sipp
from scripts.bench_sip.calls import Callers
from scripts.bench_sip.hearing import open_hearing
from scripts.bench_sip.moments import Moments
from scripts.bench_sip.phases import Phase, Phases
from scripts.bench_sip.trunk import open_trunk

REQUEST_S = 15.0
SETTLE_S = 120.0  # beside the times asked for: starting, waiting, ending


@dataclass(frozen=True, slots=True)
class Aim:
    calls_per_s: float
    seconds: float
    conversations: int
    hold_s: float


@dataclass(frozen=True, slots=True)
class Scene:
    callers: Callers
    phases: Phases
    watch: Watch
    asterisk: asterisk.Asterisk
    sipp: sipp.Sipp


@click.command()
@click.option("--calls-per-s", default=20.0, show_default=True)
@click.option("--seconds", default=60.0, help="of that", show_default=True)
@click.option("--conversations", default=150, help="at once", show_default=True)
@click.option("--hold-s", default=20.0, help="how long those last", show_default=True)
def main(calls_per_s: float, seconds: float, conversations: int, hold_s: float) -> None:
    """Measure calls through a real Asterisk, with sound, answered by SIPp."""
    aim = Aim(calls_per_s, seconds, conversations, hold_s)
    with tempfile.TemporaryDirectory(prefix="callapi-sip-") as name:
        directory = Path(name)
        directory.chmod(0o711)  # PostgreSQL may be another user
        try:
            asyncio.run(bench(aim, directory))
        except RuntimeError as reason:
            sys.exit(f"bench-sip: {reason}")
        except (KeyboardInterrupt, asyncio.CancelledError):
            sys.exit("bench-sip: ended before the end")
        except TimeoutError:
            sys.exit("bench-sip: it does not come to an end")


async def bench(aim: Aim, directory: Path) -> None:
    me = asyncio.current_task()
    if me is not None:  # who is told to end ends all that it has started
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, me.cancel)
    longest = aim.seconds + aim.conversations / aim.calls_per_s + aim.hold_s
    async with asyncio.timeout(longest + SETTLE_S), scene(aim, directory) as it:
        cores, load = os.cpu_count(), os.getloadavg()[0]
        click.echo(f"{it.asterisk.version}, {cores} cores for all of it, load {load}")
        before = it.watch.memory_mb()
        short = await it.phases.short_calls(aim.calls_per_s, aim.seconds)
        _tell(f"{aim.calls_per_s:g} calls a second", short)
        many = await it.phases.at_once(aim.conversations, aim.calls_per_s, aim.hold_s)
        _tell(f"{aim.conversations} conversations at once", many)
        left = report.Left(
            await it.callers.left(),
            await it.asterisk.left_over(),
            await it.sipp.failed(),
            before,
            it.watch.memory_mb(),
        )
        for line in report.left_lines(left):
            click.echo(line)
        goals = (aim.calls_per_s, aim.seconds, aim.conversations)
        for line in report.aims(short, many, left, *goals):
            click.echo(line)


def _tell(name: str, phase: Phase) -> None:
    for line in report.phase_lines(name, phase):
        click.echo(line)


@asynccontextmanager
async def scene(aim: Aim, directory: Path) -> AsyncIterator[Scene]:
    """Everything that is needed, started; and ended when the block is left."""
    moments = Moments()
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        hearing = await enter(open_hearing(moments))
        trunk = await enter(open_trunk(moments, hearing))
        phones = await enter(sipp.answering(directory, trunk.port, hearing.port))
        switch = await enter(asterisk.running(directory, trunk.port))
        trunk.sipp_port, trunk.asterisk_port = phones.port, switch.sip_port
        # two legs a call, and room enough that the pace is not what is measured
        pace = {"CALLAPI_ORIGINATE_PER_S": str(aim.calls_per_s * 10)}
        server = await enter(our_server(directory, switch.settings | pace, core=None))
        http = await enter(
            aiohttp.ClientSession(
                server.url, timeout=aiohttp.ClientTimeout(total=REQUEST_S)
            )
        )
        callers = Callers(server, http, moments)
        watch = Watch(
            {
                "callapi": server.pid,
                "Asterisk": switch.pid,
                "SIPp": phones.pid,
                "sound": hearing.pid,
                "this": os.getpid(),
            }
        )
        phases = Phases(callers, hearing, watch)
        yield Scene(callers, phases, watch, switch, phones)


if __name__ == "__main__":
    main()
