"""What pages know of the APIs without asking, each file whole: path -> text."""

import json
from pathlib import Path
from typing import Any, Final

from callapi import __version__
from callapi.config import Settings
from callapi.documents.asyncapi import asyncapi
from callapi.documents.openrpc import Json, openrpc
from callapi.domain.leg_text import TEXTS
from callapi.domain.states import State
from callapi.domain.table import allowed_methods
from callapi.methods.data.columns import Column
from callapi.methods.data.listing import Get
from callapi.rpc.api import CALL_API, DATA_API, Api
from callapi.simulator.numbers import MAGIC_NUMBERS
from scripts.generated import ROOT
from scripts.pages.operations import operation_types
from scripts.pages.typescript import block, interface, members, type_of

EDGE: Final = ROOT / "callapi" / "edge"
WRITTEN: Final = "// Written by `python -m scripts.pages`.\n"
# How a page calls them, and one that stands for all that allow the same.
STATES: Final = {
    "SESSION": State.ROUTING,
    "INFORMING": State.INFORMING,
    "TALK": State.TALK,
    "HOLD": State.HOLD,
    "WAITING_INPUT": State.WAITING_INPUT,
    "DIALING": State.DIALING,
    "TRANSFERRING": State.TRANSFERRING,
    "OPERATOR_TALK": State.OPERATOR_TALK,
    "POST_TALK": State.POST_TALK,
    "FINISHING": State.FINISHING,
}


def modules() -> dict[Path, str]:
    return {
        EDGE / "web" / "call_api.d.ts": _methods(CALL_API, "CallApi", "versions"),
        EDGE / "web" / "data_api.d.ts": _methods(DATA_API, "DataApi", "data_versions"),
        EDGE / "web" / "told.d.ts": _events(),
        EDGE / "web" / "columns.js": _columns(),
        EDGE / "web" / "states.js": _states(),
        EDGE / "admin" / "flow" / "operations.js": _operations(),
    }


def _methods(api: Api, name: str, setting: str) -> str:
    """Each method with its parameters, the token aside, and what it answers."""
    version = Settings.model_fields[setting].default[-1].name
    document = openrpc(api, version, api.methods)
    schemas = document["components"]["schemas"]
    shown = [interface(it, schemas[it]) for it in schemas]
    rows = [f'"{it["name"]}": {_method(it)}' for it in document["methods"]]
    return (
        WRITTEN + "\n" + "\n".join([*shown, f"export interface {name} {block(rows)}\n"])
    )


def _method(method: Json) -> str:
    asked = [it for it in method["params"] if it["name"] != "access_token"]
    params: Any = {
        "properties": {it["name"]: it["schema"] for it in asked},
        "required": [it["name"] for it in asked if it.get("required")],
    }
    result = method["result"]["schema"]["properties"]["data"]
    told = members(params).replace("\n", " ")
    return f"{{ params: {told}, data: {type_of(result)} }}"


def _events() -> str:
    messages = asyncapi(__version__)["components"]["messages"]
    shown, rows = [], []
    for name, message in messages.items():
        title = "".join(it.capitalize() for it in name.split("_"))
        payload = dict(message["payload"])
        payload["properties"] = {
            it: inner
            for it, inner in payload["properties"].items()
            if it in payload["required"]
        }
        shown.append(interface(title, payload))
        rows.append(f"{name}: {title}")
    return (
        WRITTEN + "\n" + "\n".join([*shown, f"export interface Events {block(rows)}\n"])
    )


def _states() -> str:
    allowed = {name: allowed_methods(state) for name, state in STATES.items()}
    keys = {text: pair[0].lower().replace(" ", "_") for pair in TEXTS for text in pair}
    return (
        f"{WRITTEN}\n// What a call allows in each of its states.\n"
        f"export const ALLOWED = {_object(allowed)};\n\n"
        "// What list.calls says of a leg, in either language.\n"
        f"export const LEG_TEXTS = {_object(keys)};\n"
    )


def _operations() -> str:
    numbers = {it.name: it.number for it in MAGIC_NUMBERS}
    return (
        f"{WRITTEN}\n"
        "// Each type of operation: its outcomes, and a row for each setting.\n"
        '/** @type {Record<string, import("./document").OperationType>} */\n'
        f"export const TYPES = {_object(operation_types())};\n\n"
        "// The numbers of the simulated network.\n"
        f"export const NUMBERS = {_object(numbers)};\n"
    )


def _columns() -> str:
    """Columns that have but one value are nothing to be shown."""
    lists = {
        it.name: {
            column.name: _column(column)
            for column in it.params.listing.columns
            if column.constant is ...
        }
        for it in DATA_API.methods
        if issubclass(it.params, Get)
    }
    return (
        f"{WRITTEN}\n// The columns of each list, and what they may be asked for.\n"
        "/** @typedef {{kind: string, filters?: true, sorts?: true, values?: string[],"
        " asked?: string[]}}"
        f" Known */\n/** @type {{Record<string, Record<string, Known>>}} */\n"
        f"export const COLUMNS = {_object(lists)};\n"
    )


def _column(column: Column) -> Json:
    told: Json = {"kind": str(column.kind)}
    if column.filters:
        told["filters"] = True
    if column.sorts:
        told["sorts"] = True
    if column.values:
        told["values"] = sorted(column.values)
    if column.operators:
        told["asked"] = sorted(column.operators)
    return told


def _object(value: Json) -> str:
    lines = (
        f"  {json.dumps(key, ensure_ascii=False)}: {json.dumps(it)},"
        for key, it in value.items()
    )
    return "\n".join(["{", *lines, "}"])
