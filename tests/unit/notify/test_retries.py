"""Retries: growing waits, three days, and what a target may ask for."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callapi.notify.retries import (
    GIVE_UP_S,
    WAITS_S,
    is_worth_it,
    next_attempt,
    retry_after_s,
)

NOW = 1_741_072_507.0  # 2025-03-04 07:15:07 UTC


def schedule(seed: int, takes_s: float = 0.0) -> list[float]:
    """When each attempt is made, if all fail."""
    chance, now, times = random.Random(seed), 0.0, [0.0]
    while True:
        now += takes_s
        due = next_attempt(now, len(times), GIVE_UP_S, 0.0, chance)
        if due is None:
            return times
        times.append(due)
        now = due


@given(st.integers(), st.floats(0.0, 10.0))
def test_it_goes_on_for_three_days_and_then_ends(seed: int, takes_s: float) -> None:
    times = schedule(seed, takes_s)
    waits = [b - a for a, b in itertools.pairwise(times)]
    assert times[-1] == GIVE_UP_S
    assert 10 <= len(times) <= 14
    for wait, usual in zip(waits[: len(WAITS_S) - 1], WAITS_S, strict=False):
        assert 0.9 * usual <= wait - takes_s <= 1.1 * usual + 0.001
    assert waits[:7] == sorted(waits[:7])


def test_not_all_come_back_in_the_same_moment() -> None:
    assert len({schedule(seed)[1] for seed in range(20)}) == 20


def test_a_target_may_ask_for_more_time_but_not_for_any() -> None:
    chance = random.Random(1)
    assert next_attempt(NOW, 1, NOW + GIVE_UP_S, 600.0, chance) == NOW + 600.0
    assert next_attempt(NOW, 1, NOW + GIVE_UP_S, 1e9, chance) == NOW + 1800.0
    assert next_attempt(NOW, 1, NOW + 60.0, 600.0, chance) == NOW + 60.0


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, 0.0),
        ("120", 120.0),
        (" 7 ", 7.0),
        ("0", 0.0),
        ("-5", 0.0),
        ("soon", 0.0),
        ("", 0.0),
        ("9" * 400, 999_999_999.0),
        ("Tue, 04 Mar 2025 07:16:07 GMT", 60.0),
        ("Tue, 04 Mar 2025 07:10:00 GMT", 0.0),
        ("Tue, 99 Mar 2025 07:10:00 GMT", 0.0),
    ],
)
def test_what_retry_after_says(header: str | None, seconds: float) -> None:
    assert retry_after_s(header, NOW) == seconds


@given(st.text())
def test_whatever_it_says_is_a_time(header: str) -> None:
    assert retry_after_s(header, NOW) >= 0


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 599])
def test_what_is_worth_another_attempt(status: int) -> None:
    assert is_worth_it(status)


@pytest.mark.parametrize("status", [301, 307, 400, 401, 404, 410, 422])
def test_what_is_not(status: int) -> None:
    assert not is_worth_it(status)
