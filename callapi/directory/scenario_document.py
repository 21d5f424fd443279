"""A scenario as it is stored: operations by key, and where it starts.

Checked before it is stored, so what runs a call finds no surprises: every key leads
somewhere, every operation has its settings.
"""

from collections import Counter
from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import Field, TypeAdapter, field_validator, model_validator
from pydantic_core import PydanticCustomError

from callapi.directory.scenario_operations import OPERATIONS, REFUSED, AnyOperation
from callapi.directory.scenario_values import Key, Strict

ByType: TypeAlias = Annotated[AnyOperation, Field(discriminator="type")]
ANY_OPERATION: TypeAdapter[AnyOperation] = TypeAdapter(ByType)


class ScenarioDocument(Strict):
    schema_version: Literal[1] = 1
    start_operation_key: Key
    operations: Annotated[
        tuple[ByType, ...], Field(min_length=1, max_length=200, strict=False)
    ]

    @field_validator("operations", mode="before")
    @classmethod
    def known_types(cls, operations: object) -> object:
        if not isinstance(operations, list | tuple):
            return operations
        for operation in operations:
            kind = operation.get("type") if isinstance(operation, dict) else None
            if isinstance(kind, str) and kind not in OPERATIONS:
                raise _unknown(kind, operation.get("key"))
        return _named(operations)

    @model_validator(mode="after")
    def keys_lead_somewhere(self) -> Self:
        counts = Counter(operation.key for operation in self.operations)
        for used, count in counts.items():
            if count > 1:
                raise _wrong(f"{count} operations have the key {used}", used)
        if self.start_operation_key not in counts:
            raise ValueError(f"no operation has the key {self.start_operation_key}")
        for operation in self.operations:
            for outcome, key in operation.ways():
                if key is not None and key not in counts:
                    reason = f"{outcome} leads to {key}, which is not there"
                    raise _wrong(f"{operation.key}: {reason}", operation.key)
        return self

    def operation(self, key: str) -> AnyOperation:
        return next(it for it in self.operations if it.key == key)


def _named(operations: list[Any] | tuple[Any, ...]) -> list[Any]:
    """Names by default; ids are the server's and whoever sends them sends none."""
    named, counts = [], Counter[str]()
    for operation in operations:
        if isinstance(operation, dict) and operation.get("type") in OPERATIONS:
            kind = operation["type"]
            counts[kind] += 1
            operation = {name: it for name, it in operation.items() if name != "id"}
            if operation.get("name") is None:
                operation["name"] = f"{OPERATIONS[kind].title} {counts[kind]}"
        named.append(operation)
    return named


def _unknown(kind: str, key: object) -> PydanticCustomError:
    if kind in REFUSED:
        return PydanticCustomError(
            "parameter_component_disabled",
            "operations of type {kind} need a component that is not offered",
            {"kind": kind, "operation_key": key},
        )
    return PydanticCustomError(
        "invalid_parameter_value",
        "operations of type {kind} are not supported, only {known}",
        {"kind": kind, "known": ", ".join(OPERATIONS), "operation_key": key},
    )


def _wrong(reason: str, key: str) -> PydanticCustomError:
    return PydanticCustomError(
        "invalid_parameter_value", "{reason}", {"reason": reason, "operation_key": key}
    )
