"""In which order employees are dialled (Data API spec 4.4, `strategy`)."""

import random

import pytest

from callapi.domain.strategy import in_order
from callapi.domain.target import Target, outside


def number(digits: str, employee_id: int) -> Target:
    return Target(digits, digits, "pstn", employee_id=employee_id)


A1, A2 = number("1001", 1), number("1002", 1)
B = number("2001", 2)
C = number("3001", 3)
ROAD = outside("12025550155")
ALL = (A1, B, A2, ROAD, C)


@pytest.mark.parametrize("strategy", ["by_priority", "simultaneous"])
def test_order_stays_as_it_is(strategy: str) -> None:
    assert in_order(ALL, strategy) == ALL


@pytest.mark.parametrize(
    ("last", "order"),
    [
        (None, (A1, B, A2, ROAD, C)),
        (9, (A1, B, A2, ROAD, C)),
        (1, (B, ROAD, C, A1, A2)),
        (2, (ROAD, C, A1, A2, B)),
        (3, (A1, A2, B, ROAD, C)),
    ],
)
def test_round_robin_begins_after_the_last(
    last: int | None, order: tuple[Target, ...]
) -> None:
    assert in_order(ALL, "round_robin", last=last) == order


def test_least_recent_begins_with_those_who_never_talked() -> None:
    talked = {1: 300.0, 3: 200.0}
    assert in_order(ALL, "least_recent", talked=talked) == (B, ROAD, C, A1, A2)


def test_random_keeps_an_employee_s_numbers_together() -> None:
    orders = {in_order(ALL, "random", chance=random.Random(n)) for n in range(200)}
    assert len(orders) == 24
    for order in orders:
        assert sorted(map(repr, order)) == sorted(map(repr, ALL))
        assert order.index(A2) == order.index(A1) + 1
