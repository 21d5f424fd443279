"""Conditions: whether a notification is sent for an event (Data API spec 5.1).

Groups are alternatives; in a group all has to hold. An operator that does not fit what
is there holds for nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from callapi.notify.events import DataType


@dataclass(frozen=True, slots=True)
class Condition:
    param: str
    operator: str
    value: object = None
    is_negative: bool = False


Group = tuple[Condition, ...]
Test = Callable[[object, object], bool]


@dataclass(frozen=True, slots=True)
class Operator:
    """`holds` is told what the event says and the condition's value, never null."""

    holds: Test
    types: frozenset[DataType]
    takes_list: frozenset[DataType] = frozenset()  # of these a list, else one of them


def holds(groups: Sequence[Group], payload: Mapping[str, object]) -> bool:
    """No groups: always."""
    return not groups or any(
        all(_holds(condition, payload) for condition in group) for group in groups
    )


def _holds(condition: Condition, payload: Mapping[str, object]) -> bool:
    told = payload.get(condition.param)
    if condition.operator in NULLS:
        found = (told is None) is NULLS[condition.operator]
    else:
        test = OPERATORS[condition.operator].holds
        found = told is not None and test(told, condition.value)
    return found is not condition.is_negative


def fits(data_type: DataType, operator: str, value: object) -> bool:
    """Whether the operator can say anything about such a parameter with that value."""
    if operator in NULLS:
        return value is None
    row = OPERATORS.get(operator)
    if row is None or data_type not in row.types:
        return False
    if data_type in row.takes_list:
        return isinstance(value, list) and all(map(_is_scalar, value))
    return _type_of(value) == data_type


def _equals(told: object, value: object) -> bool:
    if isinstance(told, list) and isinstance(value, list):
        return _keys(told) == _keys(value)
    return _key(told) == _key(value)


def _less(told: object, value: object) -> bool:
    if isinstance(told, str) and isinstance(value, str):
        return told < value
    return _is_number(told) and _is_number(value) and told < value  # type: ignore[operator]  # both are numbers


def _contains(told: object, value: object) -> bool:
    if isinstance(told, str):
        return isinstance(value, str) and value in told
    return _lists(told, value, lambda own, asked: asked <= own)


def _lists(
    told: object, value: object, test: Callable[[set[object], set[object]], bool]
) -> bool:
    if not (isinstance(told, list) and isinstance(value, list)):
        return False
    return test(_keys(told), _keys(value))


def _starts(told: object, value: object) -> bool:
    return isinstance(told, str) and isinstance(value, str) and told.startswith(value)


def _ends(told: object, value: object) -> bool:
    return isinstance(told, str) and isinstance(value, str) and told.endswith(value)


def _keys(values: list[object]) -> set[object]:
    return {_key(value) for value in values}


def _key(value: object) -> object:
    """To Python true equals 1; to JSON it does not."""
    return (isinstance(value, bool), value) if _is_scalar(value) else repr(value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_scalar(value: object) -> bool:
    return value is None or isinstance(value, str | int | float)


def _type_of(value: object) -> DataType | None:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    return "number" if _is_number(value) else None


_ALL: Final[frozenset[DataType]] = frozenset({"string", "number", "boolean", "array"})
_ORDERED: Final[frozenset[DataType]] = frozenset({"string", "number"})
_TEXT: Final[frozenset[DataType]] = frozenset({"string"})
_LIST: Final[frozenset[DataType]] = frozenset({"array"})

NULLS: Final = {"is_null": True, "is_not_null": False}
OPERATORS: Final[Mapping[str, Operator]] = {
    "=": Operator(_equals, _ALL, _LIST),
    "<": Operator(_less, _ORDERED),
    ">": Operator(lambda told, value: _less(value, told), _ORDERED),
    "in": Operator(_contains, _TEXT | _LIST, _LIST),
    "intersect": Operator(
        lambda told, value: _lists(told, value, lambda a, b: bool(a & b)), _LIST, _LIST
    ),
    "sub": Operator(
        lambda told, value: _lists(told, value, lambda a, b: a <= b), _LIST, _LIST
    ),
    "starts_with": Operator(_starts, _TEXT),
    "ends_with": Operator(_ends, _TEXT),
}
NAMES: Final = (*OPERATORS, *NULLS)
