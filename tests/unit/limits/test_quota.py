"""Calendar windows (spec 2.6, 6.6)."""

import pytest

from callapi.limits.quota import Quota, windows_at
from tests.fakes import START

MIDNIGHT = 1_795_305_600.0  # 2026-11-22T00:00:00Z


def test_the_day_ends_at_midnight_and_the_minute_at_second_zero() -> None:
    windows = windows_at(START, 0)
    assert (windows.day_reset, windows.minute_reset) == (86_400 - 33_302, 58)
    assert windows.day_reset % 60 == windows.minute_reset


@pytest.mark.parametrize(
    ("now", "day", "minute"),
    [
        (MIDNIGHT, 86_400, 60),
        (MIDNIGHT + 0.001, 86_400, 60),
        (MIDNIGHT + 1, 86_399, 59),
        (MIDNIGHT - 0.001, 1, 1),
        (MIDNIGHT - 1, 1, 1),
        (MIDNIGHT - 60, 60, 60),
    ],
)
def test_resets_are_whole_seconds_rounded_up(now: float, day: int, minute: int) -> None:
    windows = windows_at(now, 0)
    assert (windows.day_reset, windows.minute_reset) == (day, minute)


def test_midnight_may_be_that_of_another_zone() -> None:
    ahead = windows_at(MIDNIGHT - 3 * 3600, 3 * 3600)
    assert ahead.day == windows_at(MIDNIGHT, 0).day
    assert ahead.day_reset == 86_400
    behind = windows_at(MIDNIGHT, -90 * 60)
    assert behind.day == windows_at(MIDNIGHT, 0).day - 1
    assert behind.day_reset == 90 * 60
    assert behind.minute_reset == 60


def test_windows_change_exactly_when_they_end() -> None:
    before, after = windows_at(MIDNIGHT - 0.001, 0), windows_at(MIDNIGHT, 0)
    assert (after.day, after.minute) == (before.day + 1, before.minute + 1)


def test_nothing_remains_below_zero() -> None:
    quota = windows_at(MIDNIGHT, 0).quota(10, 5, day_used=11, minute_used=2)
    assert quota == Quota(10, 0, 86_400, 5, 3, 60)
