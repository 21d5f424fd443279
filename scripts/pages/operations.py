"""What a scenario is made of, for the page that draws one: types and their settings."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from callapi.directory.scenario_operations import OPERATIONS, AnyOperation
from callapi.directory.scenario_problems import NAMED

Schema = Mapping[str, Any]
Field = dict[str, Any]

# What people think of first; the rest follows by name.
ORDER: Final = (
    *("next", "in_schedule", "matched", "authorized", "received", "recorded"),
    *(f"key_{it}" for it in (*range(1, 10), 0, "star", "hash")),
    *("played", "talk_finished"),
)
LIMITS: Final = {
    "minimum": "min",
    "maximum": "max",
    "minLength": "shortest",
    "maxLength": "longest",
    "minItems": "fewest",
    "maxItems": "most",
}


def operation_types() -> dict[str, Field]:
    return {name: _operation(it) for name, it in OPERATIONS.items()}


def _operation(model: type[AnyOperation]) -> Field:
    known = set(ORDER)
    first = [it for it in ORDER if it in model.outcomes]
    settings = model.model_fields["settings"].annotation
    assert settings is not None
    schema = settings.model_json_schema()
    return {
        "outcomes": [*first, *sorted(model.outcomes - known)],
        "required": sorted(model.required),
        "advised": model.advised,
        "fields": list(_fields(schema, schema.get("$defs", {}))),
    }


def _fields(schema: Schema, known: Schema) -> Iterator[Field]:
    """What has to be given stands first."""
    needed = schema.get("required", ())
    members = schema.get("properties", {}).items()
    for name, inner in sorted(members, key=lambda it: it[0] not in needed):
        found = {"name": name, **_field(name, inner, known)}
        if name in needed:
            found["needed"] = True
        else:
            found["default"] = inner.get("default")
        yield found


def _field(name: str, schema: Schema, known: Schema) -> Field:
    """One kind of control; null and a word that stands for a sound are beside it."""
    parts = schema.get("anyOf", [schema])
    is_empty = any(it.get("type") == "null" for it in parts)
    words = [it["const"] for it in parts if "const" in it]
    real = [it for it in parts if it.get("type") != "null" and "const" not in it]
    found = _kind(name, real[0], known)
    if name in NAMED:
        found["of"] = NAMED[name]
    if is_empty:
        found["nullable"] = True
    if words:
        found["word"] = words[0]
    return found


def _kind(name: str, schema: Schema, known: Schema) -> Field:
    limits = {ours: schema[its] for its, ours in LIMITS.items() if its in schema}
    if name == "to":
        return {"kind": "way"}
    if "$ref" in schema:
        return _object(str(schema["$ref"]).rpartition("/")[2], known)
    if "enum" in schema:
        return {"kind": "choice", "values": schema["enum"]}
    if schema["type"] == "array":
        return {**_items(name, schema["items"], known), **limits}
    if schema["type"] == "integer":
        return {"kind": "id" if name in NAMED else "number", **limits}
    if schema["type"] == "boolean":
        return {"kind": "flag"}
    return {"kind": "text", **limits}


def _object(name: str, known: Schema) -> Field:
    if name == "Audio":
        return {"kind": "audio"}
    return {"kind": "object", "fields": list(_fields(known[name], known))}


def _items(name: str, items: Schema, known: Schema) -> Field:
    if "oneOf" in items:
        return {"kind": "targets"}
    if "enum" in items:
        return {"kind": "choices", "values": items["enum"]}
    if "$ref" in items:
        made = _object(str(items["$ref"]).rpartition("/")[2], known)
        return {**made, "kind": "rows"}
    if items["type"] == "integer":
        return {"kind": "ids" if name in NAMED else "numbers"}
    return {"kind": "lines"}
