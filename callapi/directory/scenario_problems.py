"""What is wrong with a scenario document, operation by operation (Data API spec 4.2).

The document's own mistakes first; only one without any is asked what it refers to.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

import orjson
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from callapi.directory import scenario_dialling as dialling
from callapi.directory.references import Kind, list_missing
from callapi.directory.scenario_document import ScenarioDocument
from callapi.directory.scenario_operations import OPERATIONS, AnyOperation
from callapi.directory.scenario_values import Audio
from callapi.domain.errors import Mnemonic
from callapi.store.pool import Database

LARGEST_ID: Final = 2**53 - 1
# What pydantic puts among the names of fields: which of several an object was.
_TAGS: Final = frozenset(OPERATIONS) | {"employee", "group", "phone"}
_TYPES: Final = frozenset(
    {
        *("string_type", "int_type", "bool_type", "dict_type", "list_type"),
        *("tuple_type", "model_type", "model_attributes_type"),
    }
)
NAMED: Final[Mapping[str, Kind]] = {  # settings that are ids
    "tag_ids": "tags",
    "schedule_id": "schedules",
    "scenario_id": "scenarios",
    "contact_group_ids": "contact_groups",
}


@dataclass(frozen=True, slots=True)
class Problem:
    field: str  # dotted, positions in arrays left out
    mnemonic: Mnemonic
    message: str
    operation_key: str | None
    value: str | None = None  # as it was sent, JSON where it was no text


@dataclass(frozen=True, slots=True)
class Reference:
    """An id in the settings of an operation."""

    kind: Kind
    id: int
    field: str


def read(
    document: Mapping[str, Any],
) -> tuple[ScenarioDocument | None, list[Problem]]:
    """The document, or everything that is wrong with it."""
    try:
        return ScenarioDocument.model_validate(document), []
    except ValidationError as error:
        found = error.errors(include_url=False)
        return None, [_problem(it, document) for it in found if not _is_echo(it)]


async def find_problems(
    db: Database, account_id: int, document: ScenarioDocument, longest_text: int
) -> list[Problem]:
    """What a good document names has to be the account's, and texts not too long."""
    problems = []
    if reason := _why_not_stored(document):
        problems.append(_wrong("operations", reason, None))
    named = {it.key: list(references(it)) for it in document.operations}
    missing = await _missing(db, account_id, chain.from_iterable(named.values()))
    for operation in document.operations:
        for field, text in _texts(operation):
            if len(text) > longest_text:
                reason = f"the text is longer than {longest_text}"
                problems.append(_wrong(field, reason, operation.key, text))
        for it in named[operation.key]:
            if (it.kind, it.id) in missing:
                problems.append(
                    Problem(
                        it.field,
                        Mnemonic.ENTITY_NOT_FOUND,
                        f"there is no {it.id} among the account's {it.kind}",
                        operation.key,
                        str(it.id),
                    )
                )
    return problems


async def _missing(
    db: Database, account_id: int, named: Iterable[Reference]
) -> set[tuple[Kind, int]]:
    """One query for each kind, however many are named."""
    ids: dict[Kind, set[int]] = {}
    for it in named:
        ids.setdefault(it.kind, set()).add(it.id)
    missing = set[tuple[Kind, int]]()
    for kind, wanted in ids.items():
        known = {it for it in wanted if it <= LARGEST_ID}
        found = await list_missing(db, kind, account_id, known)
        missing |= {(kind, it) for it in found | (wanted - known)}
    return missing


def _why_not_stored(document: ScenarioDocument) -> str | None:
    try:
        stored = orjson.dumps(document.model_dump(mode="json"))
    except TypeError:  # an integer of more than 64 bits
        return "a number is too large"
    return "U+0000 cannot be kept" if b"\\u0000" in stored else None


def warnings(document: ScenarioDocument) -> list[Problem]:
    """What can be run, and is hardly meant so."""
    found = []
    reached = _reached(document)
    for it in document.operations:
        if it.advised is not None and it.advised not in it.transitions:
            field, reason = "operations.transitions", f"{it.advised} leads nowhere"
            found.append(
                Problem(field, Mnemonic.REQUIRED_PARAMETER_MISSED, reason, it.key)
            )
        if it.key not in reached:
            reason = "no way leads to this operation"
            found.append(_wrong("operations.key", reason, it.key, it.key))
    return found


def references(operation: AnyOperation) -> Iterator[Reference]:
    """The ids in its settings."""
    for field, model in _models(operation.settings, "operations.settings"):
        match model:
            case Audio(type="media", value=value):
                yield Reference("media_files", int(value), f"{field}.value")
            case dialling.EmployeeTarget(id=id_):
                yield Reference("employees", id_, f"{field}.id")
            case dialling.GroupTarget(id=id_):
                yield Reference("employee_groups", id_, f"{field}.id")
            case dialling.PhoneTarget(id=int(id_)):
                yield Reference("employee_numbers", id_, f"{field}.id")
        for name, kind in NAMED.items():
            named: Any = getattr(model, name, None) or ()
            for id_ in named if isinstance(named, tuple) else (named,):
                yield Reference(kind, id_, f"{field}.{name}")


def _texts(operation: AnyOperation) -> Iterator[tuple[str, str]]:
    for field, model in _models(operation.settings, "operations.settings"):
        if isinstance(model, Audio) and model.type == "tts":
            yield f"{field}.value", model.value


def _models(model: BaseModel, field: str) -> Iterator[tuple[str, BaseModel]]:
    """The settings themselves and every object inside, with the way to it."""
    yield field, model
    for name, value in model:
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, BaseModel):
                yield from _models(inner, f"{field}.{name}")


def _reached(document: ScenarioDocument) -> set[str]:
    """Keys of the operations that a call can come to."""
    waiting, reached = [document.start_operation_key], set[str]()
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            ways = document.operation(key).ways()
            waiting.extend(to for _, to in ways if to is not None)
    return reached


def _is_echo(error: ErrorDetails) -> bool:
    """An array whose items are all wrong is called too short as well."""
    is_short = error["type"] == "too_short"
    return is_short and len(error["input"]) >= error["ctx"]["min_length"]


def _problem(error: ErrorDetails, document: Mapping[str, Any]) -> Problem:
    names = [it for it in error["loc"] if isinstance(it, str)]
    field = ".".join(it for it in names if it not in _TAGS) or "operations"
    told, value = error.get("ctx", {}), error["input"]
    key = told.get("operation_key") or _key_at(error["loc"], document)
    if error["type"].startswith("union_tag") or "kind" in told:
        field, value = f"{field}.type", told.get("kind", told.get("tag"))
    if error["type"] == "missing":
        value = None
    if field.endswith(".secret"):
        value = "***"
    text = value if isinstance(value, str | None) else json.dumps(value)
    return Problem(field, _mnemonic(error["type"]), _reason(error), key, text)


def _key_at(loc: tuple[int | str, ...], document: Mapping[str, Any]) -> str | None:
    operations = document.get("operations")
    if len(loc) < 2 or not isinstance(loc[1], int) or not isinstance(operations, list):
        return None
    operation = operations[loc[1]]
    key = operation.get("key") if isinstance(operation, dict) else None
    return key if isinstance(key, str) else None


def _mnemonic(kind: str) -> Mnemonic:
    if kind in ("missing", "union_tag_not_found"):
        return Mnemonic.REQUIRED_PARAMETER_MISSED
    if kind == "extra_forbidden":
        return Mnemonic.UNEXPECTED_PARAMETERS
    if kind in _TYPES:
        return Mnemonic.DATA_TYPE_ERROR
    if kind == Mnemonic.PARAMETER_COMPONENT_DISABLED:
        return Mnemonic.PARAMETER_COMPONENT_DISABLED
    return Mnemonic.INVALID_PARAMETER_VALUE


def _reason(error: ErrorDetails) -> str:
    if error["type"] == "missing":
        return "it is missing"
    if error["type"] == "extra_forbidden":
        return "there is no such parameter"
    return error["msg"].removeprefix("Value error, ")


def _wrong(
    field: str, reason: str, key: str | None, value: str | None = None
) -> Problem:
    return Problem(field, Mnemonic.INVALID_PARAMETER_VALUE, reason, key, value)
