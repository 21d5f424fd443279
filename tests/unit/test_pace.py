"""Legs are originated at a pace, on a clock the test moves."""

import asyncio

import pytest

from callapi.switch.ari import SwitchDown
from callapi.switch.pace import Pace
from tests.fakes import FakeClock, turn_loop


async def test_turns_are_given_out_at_equal_distances(clock: FakeClock) -> None:
    pace = Pace(clock, 10, patience_s=5)
    begun = clock.now()
    times: list[float] = []

    async def take() -> None:
        await pace.turn()
        times.append(round(clock.now() - begun, 3))

    tasks = [asyncio.create_task(take()) for _ in range(3)]
    await turn_loop()
    await clock.advance(0.1)
    await clock.advance(0.1)
    await asyncio.gather(*tasks)
    assert times == [0.0, 0.1, 0.2]


async def test_who_would_wait_too_long_is_refused_at_once(clock: FakeClock) -> None:
    pace = Pace(clock, 1, patience_s=0.5)
    await pace.turn()
    with pytest.raises(SwitchDown):
        await pace.turn()


async def test_without_a_limit_nobody_waits(clock: FakeClock) -> None:
    pace = Pace(clock, None, patience_s=0)
    for _ in range(1000):
        await pace.turn()
    assert clock.due_times == []
