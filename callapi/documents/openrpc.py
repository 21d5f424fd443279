"""The OpenRPC document of an API: its methods, their params, results and errors."""

from collections.abc import Sequence
from typing import Any, Final

from callapi.documents.errors import error_names, error_objects
from callapi.documents.params import params_of
from callapi.documents.results import listing_of, result_type, row_schema
from callapi.documents.schemas import PLACE, Schemas
from callapi.documents.summaries import noun, summary
from callapi.domain.account import COMPONENT_NAMES, MNEMONICS
from callapi.methods.method import Method
from callapi.methods.result import Done
from callapi.rpc.api import CALL_API, Api

Json = dict[str, Any]

OPENRPC: Final = "1.3.2"
_TITLES: Final = {"callapi": "Call API", "dataapi": "Data API"}
_ABOUT: Final = (
    "JSON-RPC 2.0 over POST, a request at a time; params by name. Program against"
    " `mnemonic` in `error.data`, not against texts: codes are shared by several"
    " errors. `metadata.limits` is in every reply to somebody who is known. This"
    " document is the result of `rpc.discover`, which asks for no token."
)
_WHOLE: Final = {"type": "integer", "minimum": 0}
_COUNTS: Final = (
    *("day_limit", "day_remaining", "day_reset"),
    *("minute_limit", "minute_remaining", "minute_reset"),
)
LIMITS: Final[Json] = {
    "type": "object",
    "description": "Points left in this minute and this day; seconds until new ones.",
    "properties": dict.fromkeys(_COUNTS, _WHOLE),
    "required": [*_COUNTS],
    "additionalProperties": False,
}


def openrpc(
    api: Api, version: str, methods: Sequence[Method], success_format: str = "boolean"
) -> Json:
    """`version` as in the path: v4.0."""
    schemas = Schemas(
        [it.params for it in methods],
        [Done, *(result_type(it) for it in methods if listing_of(it) is None)],
    )
    rows = {
        _row_name(it): row_schema(listing)
        for it in methods
        if (listing := listing_of(it)) is not None
    }
    components = {
        **schemas.components(),
        **rows,
        "Limits": LIMITS,
        "Metadata": _metadata(api),
    }
    if success_format == "string" and api is CALL_API:
        components["Done"]["properties"]["success"] = {"const": "true"}
    described = [_method(api, it, schemas) for it in methods]
    return {
        "openrpc": OPENRPC,
        "info": {
            "title": _TITLES[api.name],
            "version": version.removeprefix("v"),
            "description": _ABOUT,
        },
        "servers": [{"name": "this server", "url": f"{api.prefix}/{version}"}],
        "methods": described,
        "components": {
            "schemas": _used(components, described),
            "errors": error_objects(api, methods),
        },
    }


def _used(components: Json, methods: list[Json]) -> Json:
    """Those that something refers to: models have more inside than is shown."""
    everything = repr((components, methods))
    return {
        name: schema
        for name, schema in sorted(components.items())
        if f"'{PLACE}{name}'" in everything
    }


def _method(api: Api, method: Method, schemas: Schemas) -> Json:
    return {
        "name": method.name,
        "summary": summary(api, method.name),
        "tags": [{"name": _section(api, method)}],
        "paramStructure": "by-name",
        "params": params_of(api, method, schemas),
        "result": {"name": "result", "schema": _result(method, schemas)},
        "errors": [
            {"$ref": f"#/components/errors/{it}"} for it in error_names(api, method)
        ],
        "x-component": method.component.value
        if api is CALL_API
        else MNEMONICS[method.component],
        "x-points": method.price,
        "x-takes-idempotency-key": method.takes_idempotency_key,
        **_rights(method),
    }


def _rights(method: Method) -> Json:
    if method.unit is None:
        return {"x-for-admins": True} if method.for_admins else {}
    permission = {"unit": method.unit.value, "flag": method.flag.value}
    return {"x-for-admins": method.for_admins, "x-permission": permission}


def _section(api: Api, method: Method) -> str:
    """Where a reader looks for it: the Data API has few components and many nouns."""
    if api is CALL_API:
        return COMPONENT_NAMES[method.component]
    if method.name in ("login.user", "logout.user"):
        return "Sessions"
    words = noun(method.name)
    return words[0].upper() + words[1:]


def _result(method: Method, schemas: Schemas) -> Json:
    if listing_of(method) is not None:
        row = {"$ref": PLACE + _row_name(method)}
        data: Json = {"type": "array", "items": row}
    else:
        data = schemas.of(result_type(method))
    return {
        "type": "object",
        "properties": {"data": data, "metadata": {"$ref": PLACE + "Metadata"}},
        "required": ["data"],
        "additionalProperties": False,
    }


def _row_name(method: Method) -> str:
    """get.access_keys -> AccessKeysRow."""
    words = method.name.partition(".")[2].split("_")
    return "".join(word.capitalize() for word in words) + "Row"


def _metadata(api: Api) -> Json:
    version = {
        "type": "object",
        "description": "Of a version that is going to be switched off.",
        "properties": {
            api.is_deprecated: {"type": "boolean"},
            "current_version": {"type": "string"},
            "latest_version": {"type": "string"},
        },
    }
    members: Json = {"api_version": version, "limits": {"$ref": PLACE + "Limits"}}
    if api is not CALL_API:
        members["total_items"] = {
            "description": "Of get methods: rows there are, before limit and offset.",
            **_WHOLE,
        }
    return {"type": "object", "properties": members, "additionalProperties": False}
