"""A seed is played, and then held to all invariants."""

import asyncio
import shutil
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import aiohttp
import asyncpg

from callapi.simulator.command import SimulatorError
from tests.chaos.agreement import AGREEMENTS
from tests.chaos.faults import LOAD_S, Planned
from tests.chaos.invariants import INVARIANTS, Invariant
from tests.chaos.trial import Say, Trial
from tests.chaos.world import Ground, World, world

PATIENCE_S = 20.0  # of all invariants together
LOOK_S = 0.2
NOT_YET = (AssertionError, SimulatorError, aiohttp.ClientError, asyncpg.PostgresError)


async def play(
    ground: Ground,
    seed: int,
    say: Say,
    faults: Sequence[Planned],
    load_s: float = LOAD_S,
    keep: Path | None = None,
) -> None:
    """Raises AssertionError with all that is wrong; `keep`: where logs go."""
    say(f"seed {seed}: {', '.join(it.fault.name for it in faults)}")
    async with world(ground) as it:
        trial = Trial(it, seed, say, faults, load_s)
        try:
            wrong = await verdict(trial)
            wrong += await stopped(it)
        finally:
            if keep is not None:
                keep_logs(it, keep / f"seed-{seed}")
        say(f"  {summary(trial)}")
        assert not wrong, f"seed {seed}:\n" + "\n".join(wrong)


async def verdict(trial: Trial) -> list[str]:
    """All that is wrong, while calls are up and when they have ended."""
    await trial.run()
    wrong = await held_to(trial, AGREEMENTS)
    await trial.settle()
    return wrong + await held_to(trial, INVARIANTS)


async def held_to(trial: Trial, invariants: Sequence[Invariant]) -> list[str]:
    began, wrong = time.monotonic(), []
    for invariant in invariants:
        left_s = PATIENCE_S - (time.monotonic() - began)
        reason = await eventually(trial, invariant, left_s)
        if reason:
            wrong.append(f"{invariant.__name__}: {reason}")
    return wrong


async def eventually(trial: Trial, invariant: Invariant, within_s: float) -> str:
    """Why it does not hold even then; nothing, when it does."""
    until = time.monotonic() + within_s
    while True:
        try:
            await invariant(trial)
        except NOT_YET as reason:
            if time.monotonic() > until:
                return str(reason) or type(reason).__name__
            await asyncio.sleep(LOOK_S)
        else:
            return ""


async def stopped(it: World) -> list[str]:
    """Both in good order, with nothing of them left."""
    codes = [await node.server.stop() for node in it.nodes]
    left = await it.pool.fetch("select name from nodes")
    wrong = [f"exit codes {codes}"] if any(codes) else []
    return wrong + [f"nodes that are gone are listed: {left}"] * bool(left)


def keep_logs(it: World, place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    for path in it.directory.glob("*.log"):
        shutil.copy(path, place)


def summary(trial: Trial) -> str:
    asked, seconds = trial.journal.asked, time.monotonic() - trial.began_at
    outcomes = Counter(it.outcome for it in asked)
    told = ", ".join(f"{count} {name}" for name, count in outcomes.most_common())
    sessions = len({it.session_id for it in trial.journal.started})
    taken = Counter(it.json["event_id"] for it in trial.world.target.taken)
    recorded = len(list(trial.world.recordings.rglob("*.wav")))
    return (
        f"{seconds:.0f} s, {len(asked)} requests ({told}), {sessions} calls started,"
        f" {recorded} recordings, {len(taken)} notifications"
        f" ({taken.total() - len(taken)} of them twice)"
    )
