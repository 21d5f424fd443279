"""The published schemas of documents, and what a document has against them."""

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

HERE = Path(__file__).parent
JSON_SCHEMA_TOOLS = "https://meta.json-schema.tools"


def mistakes(schema: str, document: Any) -> list[str]:
    """Where it is wrong and why; empty for a good one."""
    found = validator(schema).iter_errors(document)
    return [f"{'/'.join(map(str, it.path))}: {it.message[:200]}" for it in found]


@cache
def validator(schema: str) -> Draft7Validator:
    inner = DRAFT7.create_resource(read("json-schema-tools-1.8.json"))
    registry: Registry[Any] = Registry()
    for address in (JSON_SCHEMA_TOOLS, f"{JSON_SCHEMA_TOOLS}/"):
        registry = registry.with_resource(address, inner)
    return Draft7Validator(read(schema), registry=registry)


def read(name: str) -> Any:
    data = (HERE / name).read_bytes()
    return json.loads(gzip.decompress(data) if name.endswith(".gz") else data)


def schema_of(document: dict[str, Any], schema: Any) -> Draft7Validator:
    """A schema inside a document: `#/components` in it means the document's."""
    address = "urn:document"
    resource: Resource[Any] = DRAFT7.create_resource(document)
    registry: Registry[Any] = Registry().with_resource(address, resource)
    return Draft7Validator(_absolute(schema, address), registry=registry)


def _absolute(schema: Any, address: str) -> Any:
    if isinstance(schema, list):
        return [_absolute(it, address) for it in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: address + value
        if key == "$ref" and isinstance(value, str)
        else _absolute(value, address)
        for key, value in schema.items()
    }
