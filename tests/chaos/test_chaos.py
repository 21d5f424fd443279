"""The short form of `make chaos`: one seed, and every fault there is."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.chaos.agreement import AGREEMENTS
from tests.chaos.faults import FAULTS, plan
from tests.chaos.invariants import INVARIANTS, Invariant
from tests.chaos.spoil import SPOILS, Spoil
from tests.chaos.trial import Trial
from tests.chaos.verdict import play, verdict
from tests.chaos.world import Ground, ground, world

SEED = 7
LOAD_S = 24.0
ARTIFACTS = Path(__file__).parents[2] / "artifacts/chaos"  # what the processes said

pytestmark = pytest.mark.timeout(300)  # processes are begun and ended in each


@pytest.fixture(scope="module")
async def place() -> AsyncIterator[Ground]:
    async with ground() as it:
        yield it


async def holds(invariant: Invariant, spoil: Spoil, trial: Trial) -> bool:
    await spoil(trial)
    try:
        await invariant(trial)
    except AssertionError:
        return False
    return True


async def test_each_invariant_can_fail(place: Ground) -> None:
    """Nothing happens to this world, until it is spoiled by hand."""
    async with world(place) as it:
        trial = Trial(it, 0, print, faults=(), load_s=3.0)
        assert await verdict(trial) == []
        blind = [it.__name__ for it, spoil in SPOILS if await holds(it, spoil, trial)]
        assert blind == []
    assert {invariant for invariant, _ in SPOILS} == {*AGREEMENTS, *INVARIANTS}


async def test_nothing_is_lost_and_nothing_is_left(place: Ground) -> None:
    faults = plan(SEED, len(FAULTS), LOAD_S)
    await play(place, SEED, print, faults, LOAD_S, keep=ARTIFACTS)
