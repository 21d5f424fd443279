"""Nodes go by one time, that of their database."""

import pytest

from callapi.clock import APART_S, SharedClock
from tests.fakes import FakeClock


@pytest.mark.parametrize("apart_s", [3600.0, -3600.0, 2 * APART_S])
def test_a_wrong_clock_is_put_right(clock: FakeClock, apart_s: float) -> None:
    shared, right = SharedClock(clock), clock.now() + apart_s
    shared.hear(right, 0.0)
    assert shared.now() == pytest.approx(right)


async def test_a_clock_that_is_set_is_put_right(clock: FakeClock) -> None:
    shared = SharedClock(clock)
    right = clock.now()
    shared.hear(right, 0.0)
    await clock.advance(3600.0)  # it only seems so
    shared.hear(right, 0.0)
    assert shared.now() == pytest.approx(right)


def test_what_took_long_to_hear_is_no_reason(clock: FakeClock) -> None:
    """The time was told before, or after, all of the wait for it."""
    shared, now = SharedClock(clock), clock.now()
    for told in (now - 1.9, now):
        shared.hear(told, 2.0)
        assert shared.now() == now


async def test_what_is_waited_for_is_as_long_as_before(clock: FakeClock) -> None:
    shared, rung = SharedClock(clock), list[float]()
    shared.hear(clock.now() + 3600.0, 0.0)
    shared.call_later(5.0, lambda: rung.append(clock.now()))
    assert clock.due_times == [clock.now() + 5.0]
