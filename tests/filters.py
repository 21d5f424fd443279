"""Filters of get methods for tests: made by chance, and what they mean, in Python."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from callapi.methods.data.columns import Column, Kind

ZONE = "America/New_York"  # with hours that come twice, and others that never come
COLUMNS = {
    column.name: column
    for column in (
        Column("id", Kind.NUMBER, filters=True, sorts=True),
        Column("n", Kind.NUMBER, filters=True, sorts=True),
        Column("s", Kind.STRING, filters=True, sorts=True),
        Column("b", Kind.BOOLEAN, filters=True, sorts=True),
        Column(
            "e", Kind.ENUM, filters=True, sorts=True, values=frozenset({"red", "blue"})
        ),
        Column("t", Kind.TIME, filters=True, sorts=True),
    )
}
# What has a meaning in patterns, in SQL or in JSON, and a letter that is no ASCII.
TEXT = st.text("ab%_\\'\"$.*;-\n\u0436", max_size=6)
NUMBERS = st.integers(-3, 3) | st.sampled_from([2**53, -0.5, 1.5, 1e20])
TIMES = st.datetimes(datetime(2026, 3, 8), datetime(2026, 3, 9)) | st.datetimes(
    datetime(2026, 11, 1), datetime(2026, 11, 2)
)
# Patterns that POSIX and Python read alike.
ATOMS = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", "\\%", "_", "'", "\u0436"])
REGEXPS = st.lists(
    st.tuples(ATOMS, st.sampled_from(["", "*", "+", "?", "{2}"])), max_size=4
).map(lambda parts: "".join(atom + times for atom, times in parts)) | st.sampled_from(
    ["^a", "a$", "^$", "a|b", "^(a|bb)+$", "(ab)*_"]
)
LIKES = st.lists(st.sampled_from(["%", "\\%", "_", "\\", "a", "b", "'"]), max_size=5)

ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "n": st.none() | NUMBERS,
            "s": st.none() | TEXT,
            "b": st.none() | st.booleans(),
            "e": st.none() | st.sampled_from(["red", "blue"]),
            "t": st.none() | TIMES.map(lambda it: it.replace(microsecond=0)),
        }
    ),
    max_size=12,
).map(lambda rows: [{"id": n, **row} for n, row in enumerate(rows, 1)])

VALUES: Mapping[Kind, st.SearchStrategy[Any]] = {
    Kind.NUMBER: NUMBERS,
    Kind.STRING: TEXT,
    Kind.BOOLEAN: st.booleans(),
    Kind.ENUM: st.sampled_from(["red", "blue"]),
    Kind.TIME: TIMES.map(lambda it: it.strftime("%Y-%m-%d %H:%M:%S")),
}


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, Any]:
    column = draw(st.sampled_from(list(COLUMNS.values())))
    operator = draw(st.sampled_from(sorted(column.allowed)))
    values = VALUES[column.kind]
    if operator == "in":
        value: Any = draw(st.lists(values, min_size=1, max_size=4))
    elif operator == "regexp":
        value = draw(REGEXPS)
    elif operator == "like":
        value = "".join(draw(LIKES))
    elif operator in ("=", "!="):
        value = draw(st.none() | values)
    else:
        value = draw(values)
    return {"field": column.name, "operator": operator, "value": value}


def _joined(filters: list[dict[str, Any]], condition: str) -> dict[str, Any]:
    return {"filters": filters, "condition": condition}


FILTERS = st.recursive(
    conditions(),
    lambda inner: st.builds(
        _joined,
        st.lists(inner, min_size=1, max_size=3),
        st.sampled_from(["and", "or"]),
    ),
    max_leaves=8,
)


def matches(row: Mapping[str, Any], sent: Mapping[str, Any]) -> bool:
    """What the specification says (1.8)."""
    if "filters" in sent:
        found = [matches(row, it) for it in sent["filters"]]
        return any(found) if sent.get("condition") == "or" else all(found)
    column, operator = COLUMNS[sent["field"]], sent["operator"]
    value, asked = _comparable(row[column.name]), sent["value"]
    if operator == "in":
        return any(bool(value == _asked(column, it)) for it in asked)
    if operator in ("=", "!="):
        return bool(value == _asked(column, asked)) is (operator == "=")
    if value is None:
        return False
    if operator == "like":
        return _is_like(value, asked)
    if operator == "regexp":
        pattern = asked.replace("$", r"\Z")
        return re.search(pattern, value, re.DOTALL) is not None
    return ORDERED[operator](value, _asked(column, asked))


ORDERED: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": lambda value, asked: bool(value < asked),
    "<=": lambda value, asked: bool(value <= asked),
    ">": lambda value, asked: bool(value > asked),
    ">=": lambda value, asked: bool(value >= asked),
}


def _comparable(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC)
    return Decimal(value) if isinstance(value, float) else value


def _asked(column: Column, value: Any) -> Any:
    """A local time is the first moment that the clocks showed it, or would have."""
    if value is None or column.kind is not Kind.TIME:
        return _comparable(value)
    local = datetime.strptime(value, "%Y-%m-%d %H:%M:%S")
    return local.replace(tzinfo=ZoneInfo(ZONE), fold=0).astimezone(UTC)


def _is_like(value: str, pattern: str) -> bool:
    """By hand: what is left of the pattern against what is left of the value."""
    if pattern.startswith("\\%"):
        return value.startswith("%") and _is_like(value[1:], pattern[2:])
    if pattern.startswith("%"):
        ends = range(len(value) + 1)
        return any(_is_like(value[n:], pattern[1:]) for n in ends)
    if not pattern:
        return not value
    return value[:1] == pattern[0] and _is_like(value[1:], pattern[1:])
