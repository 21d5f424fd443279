"""Filters of get methods: from JSON to conditions, and from these to SQL (spec 1.8).

Names of columns come from the method's own table, values are arguments, always: no
text of the client's becomes part of a query.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final, TypeAlias

import orjson

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data import zone
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.jsquery import Jsonpath, NotJsquery, translate

MOST_CONDITIONS: Final = 100
DEEPEST: Final = 5
MOST_VALUES: Final = 1000
LONGEST_REGEXP: Final = 500

Columns = Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class Condition:
    column: Column
    operator: str
    value: object


@dataclass(frozen=True, slots=True)
class Conditions:
    """Joined by `and` or `or`."""

    joined_by: str
    parts: "tuple[Filter, ...]"


Filter: TypeAlias = Condition | Conditions


@dataclass(slots=True)
class _Reader:
    columns: Columns
    conditions: int = 0

    def read(self, sent: object, depth: int) -> Filter:
        if not isinstance(sent, dict):
            raise _wrong(Mnemonic.DATA_TYPE_ERROR, "filter", sent)
        unknown = sent.keys() - {"field", "operator", "value", "filters", "condition"}
        if unknown:
            name = next(it for it in sent if it in unknown)
            raise _wrong(Mnemonic.UNEXPECTED_PARAMETERS, f"filter.{name}", sent[name])
        if ("field" in sent) == ("filters" in sent):
            raise _wrong(Mnemonic.INVALID_PARAMETER_VALUE, "filter", sent)
        return self._simple(sent) if "field" in sent else self._tree(sent, depth)

    def _tree(self, sent: Mapping[str, object], depth: int) -> Conditions:
        if depth >= DEEPEST:
            raise _wrong(Mnemonic.INVALID_PARAMETER_VALUE, "filter", sent)
        filters = sent["filters"]
        if not isinstance(filters, list):
            raise _wrong(Mnemonic.DATA_TYPE_ERROR, "filter.filters", filters)
        joined_by = sent.get("condition")
        if joined_by is None and len(filters) > 1:
            raise ApiError(Mnemonic.REQUIRED_PARAMETER_MISSED, "filter.condition")
        if joined_by not in (None, "and", "or"):
            raise _wrong(_mismatch(joined_by), "filter.condition", joined_by)
        if not filters or sent.keys() - {"filters", "condition"}:
            raise _wrong(Mnemonic.INVALID_PARAMETER_VALUE, "filter", sent)
        parts = tuple(self.read(item, depth + 1) for item in filters)
        return Conditions(str(joined_by or "and"), parts)

    def _simple(self, sent: Mapping[str, object]) -> Condition:
        self.conditions += 1
        if self.conditions > MOST_CONDITIONS or "condition" in sent:
            raise _wrong(Mnemonic.INVALID_PARAMETER_VALUE, "filter", sent)
        name, operator = sent["field"], sent.get("operator")
        if not isinstance(name, str):
            raise _wrong(Mnemonic.DATA_TYPE_ERROR, "filter.field", name)
        column = self.columns.get(name)
        if column is None:
            raise _wrong(Mnemonic.UNEXPECTED_PARAMETERS, "filter.field", name)
        if not column.filters:
            raise _wrong(Mnemonic.FILTER_PROHIBITED, "filter.field", name)
        if operator is None:
            raise ApiError(Mnemonic.REQUIRED_PARAMETER_MISSED, "filter.operator")
        if not isinstance(operator, str) or operator not in column.allowed:
            raise _wrong(_mismatch(operator), "filter.operator", operator)
        return Condition(column, operator, _value(column, operator, sent.get("value")))


def read_filter(sent: object, columns: Columns) -> Filter | None:
    """An empty object, and an empty array as PHP writes one, are no filter."""
    if sent in ({}, []) or sent is None:
        return None
    return _Reader(columns).read(sent, 0)


def _value(column: Column, operator: str, value: object) -> object:
    """The value as PostgreSQL is to have it."""
    if operator == "in":
        if not isinstance(value, list) or not 0 < len(value) <= MOST_VALUES:
            raise _wrong(Mnemonic.INVALID_PARAMETER_VALUE, "filter.value", value)
        return [_single(column, item) for item in value]
    if value is None and operator in ("=", "!="):
        return None
    if operator == "regexp" and not _is_regexp(value):
        raise _wrong(Mnemonic.INVALID_PARAMETER_VALUE, "filter.value", value)
    if operator == "like":
        return _like(str(_single(column, value)))
    if operator == "jsquery":
        return _jsonpath(value)
    return _single(column, value)


def _single(column: Column, value: object) -> object:
    fits: object = None
    if column.kind is Kind.NUMBER and not isinstance(value, bool):
        fits = _number(value)
    elif column.kind is Kind.BOOLEAN:
        fits = value if isinstance(value, bool) else None
    elif isinstance(value, str) and "\x00" not in value and _is_legible(value):
        fits = _time(value) if column.kind is Kind.TIME else value
        if column.values and value not in column.values:
            fits = None
    if fits is None:
        raise _wrong(Mnemonic.INVALID_PARAMETER_VALUE, "filter.value", value)
    return fits


def _number(value: object) -> Decimal | None:
    if not isinstance(value, int | float):
        return None
    number = Decimal(value)
    return number if number.is_finite() and abs(number) < Decimal(10) ** 40 else None


def _time(value: str) -> datetime | None:
    try:
        return zone.read(value)
    except ValueError:
        return None


def _is_legible(value: str) -> bool:
    """Whether it can be sent as UTF-8."""
    return value.isascii() or not re.search("[\ud800-\udfff]", value)


def _is_regexp(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_REGEXP


def _like(pattern: str) -> str:
    r"""Only `%` is special, and `\%` is a percent sign."""
    parts = re.split(r"(\\%|%)", pattern)
    return "".join(
        part if part in ("%", r"\%") else re.sub(r"([\\_])", r"\\\1", part)
        for part in parts
    )


def _jsonpath(value: object) -> Jsonpath:
    try:
        if isinstance(value, str) and _is_legible(value):
            return translate(value)
    except NotJsquery:
        pass
    raise _wrong(Mnemonic.INVALID_PARAMETER_VALUE, "filter.value", value)


def _mismatch(value: object) -> Mnemonic:
    is_text = isinstance(value, str)
    return Mnemonic.INVALID_PARAMETER_VALUE if is_text else Mnemonic.DATA_TYPE_ERROR


def _wrong(mnemonic: Mnemonic, field: str, value: object) -> ApiError:
    return ApiError(mnemonic, field, value)


# --- to SQL

_CASTS: Final[Mapping[Kind, str]] = {
    Kind.NUMBER: "numeric",
    Kind.STRING: "text",
    Kind.BOOLEAN: "boolean",
    Kind.ENUM: "text",
    Kind.TIME: "timestamptz",
}
_TEMPLATES: Final[Mapping[str, str]] = {
    "=": "it.{column} = ${n}::{cast}",
    "!=": "it.{column} is distinct from ${n}::{cast}",
    "<": "it.{column} < ${n}::{cast}",
    "<=": "it.{column} <= ${n}::{cast}",
    ">": "it.{column} > ${n}::{cast}",
    ">=": "it.{column} >= ${n}::{cast}",
    "in": "it.{column} = any (${n}::{cast}[])",
    "like": "it.{column} like ${n}::text",
    "regexp": "it.{column} ~ ${n}::text",
}
_OF_NULL: Final[Mapping[str, str]] = {
    "=": "it.{column} is null",
    "!=": "it.{column} is not null",
}


def to_sql(part: Filter, arguments: list[object], timezone: str) -> str:
    """A condition over `it`; its values are put at the end of `arguments`."""
    if isinstance(part, Conditions):
        inner = f" {part.joined_by} ".join(
            to_sql(it, arguments, timezone) for it in part.parts
        )
        return f"({inner})"
    column = part.column.asked
    if part.value is None:
        return _OF_NULL[part.operator].format(column=column)
    if isinstance(part.value, Jsonpath):
        arguments += (part.value.path, orjson.dumps(part.value.variables).decode())
        n = len(arguments)
        return (
            f"jsonb_path_exists(it.{column}, ${n - 1}::text::jsonpath,"
            f" ${n}::text::jsonb, true)"
        )
    arguments.append(_argument(part.value, timezone))
    cast = _cast(part.column.kind, part.value)
    template = _TEMPLATES[part.operator]
    return template.format(column=column, n=len(arguments), cast=cast)


def _cast(kind: Kind, value: object) -> str:
    """A whole number is compared as one: else no index of an id would serve."""
    numbers = value if isinstance(value, list) else [value]
    if kind is Kind.NUMBER and all(_is_bigint(it) for it in numbers):
        return "bigint"
    return _CASTS[kind]


def _is_bigint(value: object) -> bool:
    return (
        isinstance(value, Decimal)
        and value == value.to_integral_value()
        and abs(value) < 2**63
    )


def _argument(value: object, timezone: str) -> object:
    return zone.to_utc(value, timezone) if isinstance(value, datetime) else value


def conditions(part: Filter | None) -> Iterator[Condition]:
    """Every condition of a filter, whatever joins them."""
    if isinstance(part, Conditions):
        for it in part.parts:
            yield from conditions(it)
    elif part is not None:
        yield part
