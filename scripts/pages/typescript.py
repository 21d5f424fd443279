"""JSON schemas as TypeScript: only types, nothing of it is sent to a browser."""

import json
from collections.abc import Iterable
from typing import Any, Final

Schema = dict[str, Any]

SIMPLE: Final = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
    "object": "Record<string, unknown>",
}


def type_of(schema: Schema) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "const" in schema:
        return json.dumps(schema["const"], ensure_ascii=False)
    if "enum" in schema:
        return _union(json.dumps(it, ensure_ascii=False) for it in schema["enum"])
    if "anyOf" in schema:
        return _union(type_of(it) for it in schema["anyOf"])
    kinds = schema.get("type", [])
    if not kinds or {"array", "object"} <= set(kinds):  # whatever is in a column
        return "any"
    return _union(_kind(it, schema) for it in ([kinds] if _one(kinds) else kinds))


def interface(name: str, schema: Schema) -> str:
    return f"export interface {name} {members(schema)}\n"


def members(schema: Schema) -> str:
    """Those of an object; what is not required may be left out."""
    needed = set(schema.get("required", ()))
    return block(
        f"{_name(it)}{'' if it in needed else '?'}: {type_of(inner)}"
        for it, inner in schema.get("properties", {}).items()
    )


def block(lines: Iterable[str]) -> str:
    told = [f"  {line};" for line in lines]
    return "\n".join(["{", *told, "}"]) if told else "{}"


def _kind(kind: str, schema: Schema) -> str:
    if kind == "array":
        items = schema.get("items")
        return f"Array<{type_of(items)}>" if items else "any[]"
    return SIMPLE[kind]


def _union(parts: Iterable[str]) -> str:
    told = list(dict.fromkeys(parts))
    return "any" if "any" in told else " | ".join(told)


def _name(member: str) -> str:
    return member if member.isidentifier() else json.dumps(member)


def _one(kinds: object) -> bool:
    return isinstance(kinds, str)
