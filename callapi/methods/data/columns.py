"""Column: what a get method shows, and what may be asked of it (spec 1.8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from types import MappingProxyType
from typing import Final


class Kind(StrEnum):
    NUMBER = auto()
    STRING = auto()
    BOOLEAN = auto()
    ENUM = auto()
    TIME = auto()  # iso8601, in the account's zone
    JSON = auto()  # an array or an object


_COMPARED: Final = ("=", "!=", "<", "<=", ">", ">=")
OPERATORS: Final[Mapping[Kind, frozenset[str]]] = MappingProxyType(
    {
        Kind.NUMBER: frozenset({*_COMPARED, "in"}),
        Kind.STRING: frozenset({"=", "!=", "like", "regexp", "in"}),
        Kind.BOOLEAN: frozenset({"=", "!="}),
        Kind.ENUM: frozenset({"=", "!=", "in"}),
        Kind.TIME: frozenset(_COMPARED),
        Kind.JSON: frozenset({"jsquery"}),
    }
)


@dataclass(frozen=True, slots=True)
class Column:
    """`F`, `S`, `D` of the specification's tables, and where the value comes from."""

    name: str
    kind: Kind = Kind.STRING
    filters: bool = False
    sorts: bool = False
    default: bool = True
    # the column of the query that filters and sorts go by, where another one is shown
    key: str = ""
    # what an enumeration may be compared with; empty: anything
    values: frozenset[str] = frozenset()
    # what it may be asked with, where that is less than its kind allows
    operators: frozenset[str] = frozenset()
    # shown instead of a column of the query: this field has never another value
    constant: object = ...

    @property
    def allowed(self) -> frozenset[str]:
        return self.operators or OPERATORS[self.kind]

    @property
    def asked(self) -> str:
        return self.key or self.name
