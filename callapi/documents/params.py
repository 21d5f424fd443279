"""The params of a method, one by one, as OpenRPC describes them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from callapi.documents import data_glossary, glossary
from callapi.documents.results import listing_of
from callapi.documents.schemas import Schemas
from callapi.methods.data.columns import Column
from callapi.methods.method import Method
from callapi.rpc.api import CALL_API, Api

Schema = dict[str, Any]

# In the order of the specification's table.
_OPERATORS: Final = ("=", "!=", "<", ">", "<=", ">=", "like", "regexp", "in", "jsquery")
# In a change absent means unchanged, whatever the model has for it.
_WITHOUT_DEFAULTS: Final = ("update", "set")


def params_of(api: Api, method: Method, schemas: Schemas) -> list[Schema]:
    """In the model's order, but those that are required first."""
    members, required = schemas.members(method.params)
    listing = listing_of(method)
    if listing is not None:
        members |= _asked(listing.columns)
    if method.name.partition(".")[0] in _WITHOUT_DEFAULTS:
        for schema in members.values():
            schema.pop("default", None)
    meanings = glossary.MEANINGS
    if api is not CALL_API:
        meanings = {**meanings, **data_glossary.MEANINGS}
    told = [
        _param(meanings, method.name, name, schema, name in required)
        for name, schema in members.items()
    ]
    return sorted(told, key=lambda it: not it["required"])


def _param(
    meanings: Mapping[str, str],
    method: str,
    name: str,
    schema: Schema,
    is_required: bool,
) -> Schema:
    meaning = meanings.get(f"{method}.{name}") or meanings.get(name)
    example = glossary.EXAMPLES.get(name)
    shown = schema if example is None else {**schema, "examples": [example]}
    told = {"name": name, "required": is_required, "schema": shown}
    return told if meaning is None else {**told, "description": meaning}


def _asked(columns: Sequence[Column]) -> dict[str, Schema]:
    """What may be asked of a listing depends on its columns."""
    return {
        "fields": {
            "type": "array",
            "items": {"enum": [it.name for it in columns]},
            "default": [it.name for it in columns if it.default],
        },
        "filter": _filter([it for it in columns if it.filters]),
        "sort": _sort([it.name for it in columns if it.sorts]),
    }


def _filter(columns: Sequence[Column]) -> Schema:
    """A condition is told exactly, those inside it (five deep) are not."""
    known = {operator for it in columns for operator in it.allowed}
    condition = {
        "type": "object",
        "properties": {
            "field": {"enum": [it.name for it in columns]},
            "operator": {"enum": [it for it in _OPERATORS if it in known]},
            "value": {},
            "filters": {"type": "array", "items": {"type": "object"}, "minItems": 1},
            "condition": {"enum": ["and", "or"]},
        },
        "additionalProperties": False,
    }
    none = {"type": "object", "maxProperties": 0}
    empty = {"type": "array", "maxItems": 0}  # how some clients write {}
    return {"anyOf": [condition if columns else none, empty], "default": {}}


def _sort(names: Sequence[str]) -> Schema:
    key = {
        "type": "object",
        "properties": {
            "field": {"enum": names},
            "order": {"enum": ["asc", "desc"], "default": "asc"},
        },
        "required": ["field"],
        "additionalProperties": False,
    }
    most = {"items": key, "maxItems": 10} if names else {"maxItems": 0}
    return {"type": "array", **most, "default": []}
