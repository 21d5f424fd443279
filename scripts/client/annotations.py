"""JSON schemas as Python annotations, and as TypedDicts where they have members."""

import keyword
from typing import Any, Final

Schema = dict[str, Any]

SIMPLE: Final = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
    "object": "dict[str, Any]",
}


def annotation(schema: Schema) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "const" in schema:
        return _literal([schema["const"]])
    if "enum" in schema:
        return _literal(schema["enum"])
    if "anyOf" in schema:
        return _union(annotation(it) for it in schema["anyOf"])
    kinds = schema.get("type", [])
    if not kinds or {"array", "object"} <= set(kinds):  # whatever is in a column
        return "Any"
    return _union(_kind(it, schema) for it in (kinds if _many(kinds) else [kinds]))


def typed_dict(name: str, schema: Schema) -> str:
    """Members that are not required are marked so; rows have none that are."""
    members = schema.get("properties", {})
    required = set(schema.get("required", ()))
    is_row = bool(members) and not required
    if any(map(keyword.iskeyword, members)):
        return _with_keywords(name, members, required)
    lines = [f"class {name}(TypedDict{', total=False' if is_row else ''}):"]
    for member, inner in members.items():
        said = annotation(inner)
        is_sure = is_row or member in required
        lines.append(f"    {member}: {said if is_sure else f'NotRequired[{said}]'}")
    return "\n".join(lines if members else [*lines, "    pass"])


def _with_keywords(name: str, members: Schema, required: set[str]) -> str:
    """A class has no member `from`, its other form has."""
    told = {
        member: annotation(it)
        if member in required
        else f"NotRequired[{annotation(it)}]"
        for member, it in members.items()
    }
    inner = ", ".join(f'"{member}": {it}' for member, it in told.items())
    return f'{name} = TypedDict("{name}", {{{inner}}})'


def inside(schema: Any) -> set[str]:
    """The names of what a schema refers to."""
    if isinstance(schema, list):
        return {name for it in schema for name in inside(it)}
    if not isinstance(schema, dict):
        return set()
    own = {annotation(schema)} if isinstance(schema.get("$ref"), str) else set()
    return own.union(*(inside(it) for it in schema.values()))


def identifier(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name


def _kind(kind: str, schema: Schema) -> str:
    if kind == "array":
        items = schema.get("items")
        return f"list[{annotation(items) if items else 'Any'}]"
    return SIMPLE[kind]


def _literal(values: list[Any]) -> str:
    """None alone and lists are no literals."""
    if values == [None]:
        return "None"
    if any(isinstance(it, list | dict | float) for it in values):
        return "Any"
    return f"Literal[{', '.join(_quoted(it) for it in values)}]"


def _quoted(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _union(parts: Any) -> str:
    told = list(dict.fromkeys(parts))
    return "Any" if "Any" in told else " | ".join(told)


def _many(kinds: object) -> bool:
    return isinstance(kinds, list)
