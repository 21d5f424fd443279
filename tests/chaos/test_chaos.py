"""The short form of `make chaos`: fixed seeds, which have every fault between them."""

from collections.abc import AsyncIterator

import pytest

from tests.chaos.faults import FAULTS, plan
from tests.chaos.invariants import INVARIANTS, Invariant
from tests.chaos.spoil import SPOILS, Spoil
from tests.chaos.trial import Trial
from tests.chaos.verdict import play, verdict
from tests.chaos.world import Ground, ground, world

SEEDS = (0, 3, 70)

pytestmark = pytest.mark.timeout(300)  # processes are begun and ended in each


@pytest.fixture(scope="module")
async def place() -> AsyncIterator[Ground]:
    async with ground() as it:
        yield it


def test_these_seeds_have_every_fault() -> None:
    happen = {planned.fault.name for seed in SEEDS for planned in plan(seed)}
    assert happen == {fault.name for fault in FAULTS}


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
        trial = Trial(it, 0, print, faults=(), load_s=5.0)
        await trial.run()
        assert await verdict(trial) == []
        blind = [it.__name__ for it, spoil in SPOILS if await holds(it, spoil, trial)]
        assert blind == []
    assert {invariant for invariant, _ in SPOILS} == set(INVARIANTS)


@pytest.mark.parametrize("seed", SEEDS)
async def test_nothing_is_lost_and_nothing_is_left(place: Ground, seed: int) -> None:
    await play(place, seed, print)
