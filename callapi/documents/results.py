"""What `data` of a method's reply looks like: from columns, annotations or its verb."""

from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from types import MappingProxyType
from typing import Any, Final, get_origin, get_type_hints

from pydantic import ConfigDict

from callapi.documents import replies
from callapi.methods.data import zone
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing
from callapi.methods.method import Method
from callapi.methods.result import Done

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made is known by its id."""

    id: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """A change that has nothing to tell."""

    __pydantic_config__ = ConfigDict(extra="forbid")


OF_VERBS: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "create": Made,
        **dict.fromkeys(("update", "delete", "set", "unset", "add"), Nothing),
        **dict.fromkeys(("enable", "disable", "upload"), Done),
        "logout": Nothing,
    }
)
_TYPES: Final[Mapping[Kind, Schema]] = MappingProxyType(
    {
        Kind.NUMBER: {"type": ["number", "null"]},
        Kind.STRING: {"type": ["string", "null"]},
        Kind.BOOLEAN: {"type": ["boolean", "null"]},
        Kind.ENUM: {"type": ["string", "null"]},
        Kind.TIME: {"type": ["string", "null"], "pattern": zone.PATTERN},
        Kind.JSON: {"type": ["array", "object", "null"]},
    }
)


def result_type(method: Method) -> Any:
    """A type pydantic can describe; get methods have rows instead."""
    if method.result is not None:
        return method.result
    if method.name in replies.OF_METHODS:
        return replies.OF_METHODS[method.name]
    told = get_type_hints(method.handler)["return"]
    if is_dataclass(told) or get_origin(told) is list:
        return told
    return OF_VERBS.get(method.name.partition(".")[0], Any)


def listing_of(method: Method) -> Listing | None:
    return method.params.listing if issubclass(method.params, Get) else None


def row_schema(listing: Listing) -> Schema:
    """Rows have the columns that were asked for, so none is required."""
    return {
        "type": "object",
        "properties": {it.name: _column(listing, it) for it in listing.columns},
        "additionalProperties": False,
    }


def _column(listing: Listing, column: Column) -> Schema:
    if column.constant is not ...:
        return {"const": column.constant}
    marks = {
        "filters": column.filters,
        "sorts": column.sorts,
        "default": column.default,
    }
    schema = {} if column.key else _shown(listing, column)  # filtered by another
    return {**schema, "x-column": [name for name, is_so in marks.items() if is_so]}


def _shown(listing: Listing, column: Column) -> Schema:
    schema = dict(_TYPES[column.kind])
    if column.kind is Kind.NUMBER and column.name.endswith("id"):
        schema["type"] = ["integer", "null"]
    if column.values and column.kind is Kind.ENUM:
        schema["enum"] = [*sorted(column.values), None]
    if column.name == listing.key:
        schema["type"] = schema["type"][0]
    return schema
