"""The cases of the Data API's matrix, made from its tables."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

from tests.data_contract import MethodTable, Param

NOBODYS = 2**53 - 1  # an id that nothing has
Row = tuple[str, ...]

EXAMPLES: dict[str, Any] = {
    "id": NOBODYS,
    "number": 1,
    "boolean": True,
    "iso8601": "2026-11-22 12:00:00",
    "phone": "12025550189",
    "any": None,
    "ids": [],
    "strings": [],
    "enums": [],
}
OTHER_TYPES: dict[str, list[Any]] = {
    "string": [7, 1.5, True, {}, []],
    "enum": [7, True, {}, []],
    "iso8601": [7, True, {}, []],
    "phone": [12025550189, True, {}, []],
    "id": ["7", True, {}, []],
    "number": ["7", True, {}, []],
    "boolean": ["true", 1, 0, {}, []],
    "object": ["x", 7, True, []],
    "objects": ["x", 7, True, {}, [7], ["x"]],
    "ids": ["x", 7, True, {}, ["7"], [True]],
    "strings": ["x", 7, True, {}, [7], [True]],
    "enums": ["x", 7, True, {}, [7], [True]],
    "any": [],
}
NO_TIMES = ["", "tomorrow", "2026-11-22", "2026-11-22T12:00:00", "2026-02-30 12:00:00"]


def good(param: Param) -> Any:
    """A value that passes the checks of the request itself."""
    if param.example is not None:
        return param.example
    if param.type == "enum":
        return param.values[0]
    if param.type == "enums":
        return [param.values[0]]
    if param.type == "string":
        return "x" * max(1, param.least or 1)
    if param.type in ("object", "objects"):
        inside = good_params(param.of)
        return [inside] if param.type == "objects" and param.of else inside or []
    return copy.deepcopy(EXAMPLES[param.type])


def good_params(params: Any) -> dict[str, Any]:
    """Those that are required."""
    return {name: good(it) for name, it in params.items() if it.sent}


def rows(params: Any, above: Row = ()) -> Iterator[tuple[Row, Param]]:
    for name, param in params.items():
        yield (*above, name), param
        yield from rows(param.of, (*above, name))


def with_value(method: MethodTable, row: Row, value: object) -> dict[str, Any]:
    """Good params but for one; what it stands in is sent with it."""
    params = good_params(method.params)
    place, table = params, method.params
    for name in row[:-1]:
        place[name] = inside = good_params(table[name].of)
        if table[name].type == "objects":
            place[name] = [inside]
        place, table = inside, table[name].of
    place[row[-1]] = value
    return params


def wrong_values(param: Param) -> list[Any]:
    """Of the right type."""
    values = [] if param.wrong is None else [param.wrong]
    return values + WRONG.get(param.type, _nothing)(param)


def _nothing(_: Param) -> list[Any]:
    return []


def _texts(param: Param) -> list[Any]:
    values: list[Any] = ["\x00"]
    if param.most is not None:
        values.append("x" * (param.most + 1))
    if param.least:
        values += ["", " " * (param.least - 1)]
    return values


def _numbers(param: Param) -> list[Any]:
    values: list[Any] = [1.5]
    values += [] if param.least is None else [param.least - 1]
    return values + ([] if param.most is None else [param.most + 1])


WRONG: dict[str, Callable[[Param], list[Any]]] = {
    "string": _texts,
    "number": _numbers,
    "enum": lambda it: ["", "x", it.values[0] + "x", it.values[0].swapcase()],
    "enums": lambda it: [["x"], [it.values[0], "x"]],
    "id": lambda _: [0, -1, 2**53, 1.5],
    "ids": lambda _: [[0], [1.5]],
    "phone": lambda _: ["", "123456", "0" * 11, "1" * 16, "12025x50189", "+"],
    "iso8601": lambda _: NO_TIMES,
}
