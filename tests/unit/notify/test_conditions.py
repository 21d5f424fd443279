"""Conditions: each operator, and what always holds of them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callapi.notify.conditions import NAMES, Condition, fits, holds

PAYLOAD = {
    "name": "Smith Ann",
    "seconds": 12.5,
    "is_lost": False,
    "tags": [1, 2, 3],
    "nobody": None,
    "none": [],
}
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
VALUES = SCALARS | st.lists(SCALARS, max_size=5)
CONDITIONS = st.builds(
    Condition,
    st.sampled_from([*PAYLOAD, "missing"]),
    st.sampled_from(NAMES),
    VALUES,
    st.booleans(),
)


def one(param: str, operator: str, value: object = None) -> bool:
    return holds(((Condition(param, operator, value),),), PAYLOAD)


@pytest.mark.parametrize(
    ("param", "operator", "value"),
    [
        ("name", "=", "Smith Ann"),
        ("seconds", "=", 12.5),
        ("is_lost", "=", False),
        ("tags", "=", [3, 2, 1, 1]),
        ("seconds", "<", 13),
        ("seconds", ">", 12),
        ("name", "<", "T"),
        ("name", "in", "th A"),
        ("tags", "in", [1, 3]),
        ("tags", "intersect", [3, 9]),
        ("tags", "sub", [1, 2, 3, 4]),
        ("none", "sub", []),
        ("name", "starts_with", "Smith"),
        ("name", "ends_with", "Ann"),
        ("nobody", "is_null", None),
        ("missing", "is_null", None),
        ("none", "is_not_null", None),
    ],
)
def test_an_operator_holds(param: str, operator: str, value: object) -> None:
    assert one(param, operator, value)


@pytest.mark.parametrize(
    ("param", "operator", "value"),
    [
        ("is_lost", "=", 0),
        ("tags", "=", [1, 2]),
        ("tags", "=", [True, 2, 3]),
        ("seconds", "<", 12.5),
        ("seconds", ">", 12.5),
        ("seconds", "<", "13"),
        ("name", "in", "ann"),
        ("tags", "in", [1, 4]),
        ("tags", "intersect", []),
        ("tags", "sub", [1, 2]),
        ("name", "starts_with", "Ann"),
        ("nobody", "=", None),
        ("nobody", "<", 5),
        ("name", "is_null", None),
        ("nobody", "is_not_null", None),
    ],
)
def test_an_operator_does_not_hold(param: str, operator: str, value: object) -> None:
    assert not one(param, operator, value)


def test_without_groups_everything_is_sent() -> None:
    assert holds((), PAYLOAD)


def test_groups_are_alternatives_and_all_of_one_have_to_hold() -> None:
    yes, no = Condition("seconds", ">", 1), Condition("seconds", ">", 99)
    assert holds(((no,), (yes,)), PAYLOAD)
    assert holds(((no, yes), (yes, yes)), PAYLOAD)
    assert not holds(((no, yes), (yes, no)), PAYLOAD)


@given(CONDITIONS)
def test_a_negation_says_the_opposite(condition: Condition) -> None:
    opposite = Condition(
        condition.param,
        condition.operator,
        condition.value,
        not condition.is_negative,
    )
    both = [holds(((it,),), PAYLOAD) for it in (condition, opposite)]
    assert sorted(both) == [False, True]


@given(st.lists(st.lists(CONDITIONS, min_size=1, max_size=3), max_size=3))
def test_any_conditions_are_judged(groups: list[list[Condition]]) -> None:
    stored = tuple(map(tuple, groups))
    singly = [all(holds(((it,),), PAYLOAD) for it in group) for group in stored]
    assert holds(stored, PAYLOAD) == (not groups or any(singly))


@pytest.mark.parametrize(
    ("data_type", "operator", "value", "fitting"),
    [
        ("string", "=", "x", True),
        ("string", "=", 5, False),
        ("number", "=", True, False),
        ("boolean", "=", True, True),
        ("array", "=", [1, "x"], True),
        ("array", "=", [[1]], False),
        ("array", "<", [1], False),
        ("boolean", "<", True, False),
        ("string", "in", "x", True),
        ("array", "in", "x", False),
        ("number", "in", 5, False),
        ("string", "starts_with", "x", True),
        ("number", "starts_with", "x", False),
        ("array", "intersect", [1], True),
        ("string", "is_null", None, True),
        ("string", "is_null", "x", False),
        ("string", "like", "x", False),
    ],
)
def test_what_fits_a_parameter(
    data_type: Any, operator: str, value: object, fitting: bool
) -> None:
    assert fits(data_type, operator, value) is fitting
