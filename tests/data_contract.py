"""The Data API's tables for machines, read: what tests measure its methods by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("data-api-methods.yaml")
VERBS = ("get", "create", "update", "delete")


@dataclass(frozen=True, slots=True)
class Param:
    type: str
    required: bool
    sent: bool  # with good params, for it or another one is required
    least: int | None = None
    most: int | None = None
    values: tuple[str, ...] = ()
    table: str | None = None  # whose ids it takes
    example: Any = None
    wrong: Any = None
    of: Mapping[str, "Param"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Field:
    kind: str
    filters: bool
    sorts: bool
    default: bool


@dataclass(frozen=True, slots=True)
class MethodTable:
    name: str
    params: Mapping[str, Param]
    fields: Mapping[str, Field] | None  # None: not a get method, or not transcribed
    unit: str | None
    component: str
    admin: bool
    anybody: bool  # any user of the Data API may call it
    tokenless: bool
    takes_document: bool  # a scenario, which has tables of its own

    @property
    def is_listing(self) -> bool:
        return self.name.startswith("get.")

    @property
    def flag(self) -> str:
        verb = self.name.partition(".")[0]
        flags = {"get": "select", "getobj": "select", "create": "insert"}
        flags["delete"] = "delete"
        return f"is_{flags.get(verb, 'update')}"


COMMON = {
    "limit": Param("number", False, False, 1, 10_000),
    "offset": Param("number", False, False, 0, 100_000),
    "fields": Param("strings", False, False, example=[]),
    "filter": Param("any", False, False),
    "sort": Param("objects", False, False, of={}),
}


@cache
def methods() -> Mapping[str, MethodTable]:
    told: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    found = {}
    for noun, rows in told["nouns"].items():
        for verb in rows.get("verbs", VERBS):
            name = f"{verb}.{noun}"
            found[name] = _method(name, rows, _params_of_noun(verb, rows))
    for name, rows in told["methods"].items():
        params = rows.get("asks" if name.startswith("get.") else "params") or {}
        found[name] = _method(name, rows, _params(params))
    return found


def _params_of_noun(verb: str, rows: Mapping[str, Any]) -> dict[str, Param]:
    if verb == "get":
        return _params(rows.get("asks", {}))
    if verb == "delete":
        return {"id": _params({"id": rows["params"]["id"]}, 1)["id"]}
    return _params(rows["params"], 0 if verb == "create" else 1)


def _method(
    name: str, rows: Mapping[str, Any], params: Mapping[str, Param]
) -> MethodTable:
    is_listing = name.startswith("get.")
    fields = rows.get("fields") if is_listing else None
    return MethodTable(
        name,
        {**COMMON, **params} if is_listing else params,
        None if fields is None else dict(map(_field, fields.split())),
        rows.get("unit"),
        rows.get("component", "dataapi"),
        rows.get("admin", False),
        rows.get("anybody", False),
        rows.get("tokenless", False),
        rows.get("document", False),
    )


def _field(text: str) -> tuple[str, Field]:
    name, kind, flags = text.split("/")
    return name, Field(kind, "F" in flags, "S" in flags, "-" not in flags)


def _params(rows: Mapping[str, Any], column: int = 0) -> dict[str, Param]:
    """`column`: which letter of NEED counts."""
    found = {}
    for name, told in rows.items():
        more = told if isinstance(told, dict) else {"is": told}
        param = _param(more, column)
        if param is not None:
            found[name] = param
    return found


def _param(told: Mapping[str, Any], column: int) -> Param | None:
    words = told["is"].split()
    table = words.pop()[1:] if words[-1].startswith("@") else None
    need = words.pop()[column]
    if need == "-":
        return None
    type_, bounds = words[0], words[1] if len(words) > 1 else ""
    is_enum = type_.startswith("enum")
    least, _, most = ("", "", "") if is_enum else bounds.partition("..")
    return Param(
        type_,
        need == "y",
        need in "yo",
        int(least) if least else None,
        int(most) if most else None,
        tuple(bounds.split("|")) if is_enum else (),
        table,
        told.get("eg"),
        told.get("wrong"),
        _params(told.get("of", {})),
    )
