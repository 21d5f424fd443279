"""The short form of `make chaos`: fixed seeds, which have every fault between them."""

from collections.abc import AsyncIterator

import pytest

from tests.chaos.faults import FAULTS, plan
from tests.chaos.verdict import play
from tests.chaos.world import Ground, ground

SEEDS = (0, 3, 70)

pytestmark = pytest.mark.timeout(300)  # processes are begun and ended in each


@pytest.fixture(scope="module")
async def place() -> AsyncIterator[Ground]:
    async with ground() as it:
        yield it


def test_these_seeds_have_every_fault() -> None:
    happen = {planned.fault.name for seed in SEEDS for planned in plan(seed)}
    assert happen == {fault.name for fault in FAULTS}


@pytest.mark.parametrize("seed", SEEDS)
async def test_nothing_is_lost_and_nothing_is_left(place: Ground, seed: int) -> None:
    await play(place, seed, print)
