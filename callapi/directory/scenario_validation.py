"""What is wrong with a scenario, said operation by operation (Data API spec 2.10).

`validate` looks at the document alone, `find_missing` at what it refers to.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from callapi.directory.scenario_document import ScenarioDocument
from callapi.directory.scenario_values import Audio
from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)

# pydantic's kinds of errors -> ours; what is not listed is a bad value.
MNEMONICS = {
    "missing": "required_parameter_missed",
    "extra_forbidden": "unexpected_parameters",
    "union_tag_not_found": "required_parameter_missed",
    "parameter_component_disabled": "parameter_component_disabled",
}
NAME = re.compile(r"[a-z][a-z0-9_]*")
PLAIN_TYPES = frozenset({"int", "str", "bool"})  # parts of a path that name a union's


@dataclass(frozen=True, slots=True)
class Problem:
    field: str
    mnemonic: str
    message: str
    operation_key: str | None = None


@dataclass(frozen=True, slots=True)
class Validation:
    """`document` is there when there are no problems."""

    document: ScenarioDocument | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def is_valid(self) -> bool:
        return not self.problems


@dataclass(frozen=True, slots=True)
class Reference:
    """Something of the account that an operation names by its id."""

    kind: str
    id: int
    field: str
    operation_key: str


def validate(document: object) -> Validation:
    """Everything that can be said without the account's directory."""
    try:
        valid = ScenarioDocument.model_validate(document)
    except ValidationError as error:
        return Validation(None, tuple(_problems(error, document)))
    return Validation(valid, warnings=(*_unadvised(valid), *_unreached(valid)))


def references(document: ScenarioDocument) -> Iterator[Reference]:
    for operation in document.operations:
        for kind, number, field in _named(operation.settings, "operations.settings"):
            yield Reference(kind, number, field, operation.key)


async def find_missing(
    db: Database, account_id: int, document: ScenarioDocument
) -> list[Problem]:
    """References to what the account does not have."""
    named = list(references(document))
    rows = await db.fetch(
        Q["find_missing"],
        account_id,
        [it.kind for it in named],
        [it.id for it in named],
    )
    missing = {(row["kind"], row["id"]) for row in rows}
    return [
        Problem(
            it.field,
            "entity_not_found",
            f"There is no {it.kind} {it.id}",
            it.operation_key,
        )
        for it in named
        if (it.kind, it.id) in missing
    ]


# --- references

# The settings that hold ids -> what they are ids of.
IDS = {
    "tag_ids": "tag",
    "schedule_id": "schedule",
    "scenario_id": "scenario",
    "contact_group_ids": "contact group",
}


def _named(settings: Any, path: str) -> Iterator[tuple[str, int, str]]:
    """Walks through an operation's settings: kind, id, and where it stands."""
    if isinstance(settings, Audio):
        if settings.type == "media":
            yield "media file", int(settings.value), f"{path}.value"
        return
    for name in getattr(type(settings), "model_fields", {}):
        value, below = getattr(settings, name), f"{path}.{name}"
        if name in IDS:
            ids = value if isinstance(value, tuple) else (value,)
            yield from ((IDS[name], number, below) for number in ids)
        elif name == "targets":
            for target in value:
                if getattr(target, "id", None) is not None:
                    yield target.type, target.id, f"{below}.id"
        else:
            yield from _named(value, below)


# --- warnings


def _unadvised(document: ScenarioDocument) -> Iterator[Problem]:
    for operation in document.operations:
        outcome = operation.advised
        if outcome is not None and outcome not in operation.transitions:
            yield Problem(
                "operations.transitions",
                "required_parameter_missed",
                f"Without {outcome} the call ends when the other system is silent",
                operation.key,
            )


def _unreached(document: ScenarioDocument) -> Iterator[Problem]:
    reached, waiting = set[str](), [document.start_operation_key]
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            ways = document.operation(key).ways()
            waiting.extend(to for _, to in ways if to is not None)
    for operation in document.operations:
        if operation.key not in reached:
            yield Problem(
                "operations.key",
                "invalid_parameter_value",
                "No way leads to this operation",
                operation.key,
            )


# --- problems


def _problems(error: ValidationError, document: object) -> Iterator[Problem]:
    """One for each field: of a union's ways to be wrong the first is told."""
    told: set[tuple[str, str | None]] = set()
    mistakes = error.errors(include_url=False)
    for mistake in mistakes:
        if _follows_from_items(mistake, mistakes):
            continue
        field, key = _field(mistake["loc"]), _operation_key(mistake, document)
        if (field, key) not in told:
            told.add((field, key))
            message = mistake["msg"].removeprefix("Value error, ")
            yield Problem(field, _mnemonic(mistake["type"]), message, key)


def _follows_from_items(mistake: ErrorDetails, all_: list[ErrorDetails]) -> bool:
    """A list is also too short for pydantic when all that is in it is wrong."""
    size = len(mistake["loc"])
    return mistake["type"] == "too_short" and any(
        len(it["loc"]) > size and it["loc"][:size] == mistake["loc"] for it in all_
    )


def _mnemonic(kind: str) -> str:
    if kind.endswith("_type"):
        return "data_type_error"
    return MNEMONICS.get(kind, "invalid_parameter_value")


def _field(loc: tuple[int | str, ...]) -> str:
    """The parameter's dotted name, without places and the tags of unions."""
    names: list[str] = []
    after_place = False
    for part in loc:
        is_name = isinstance(part, str) and NAME.fullmatch(part) is not None
        if is_name and not after_place and part not in PLAIN_TYPES:
            names.append(str(part))
        after_place = isinstance(part, int)
    return ".".join(names)


def _operation_key(mistake: ErrorDetails, document: object) -> str | None:
    named = (mistake.get("ctx") or {}).get("operation_key")
    if isinstance(named, str):
        return named
    loc = mistake["loc"]
    if len(loc) < 2 or loc[0] != "operations" or not isinstance(document, dict):
        return None
    operation = document["operations"][loc[1]]
    key = operation.get("key") if isinstance(operation, dict) else None
    return key if isinstance(key, str) else None
