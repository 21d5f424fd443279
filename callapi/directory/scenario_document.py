"""A scenario as it is stored: operations by key, and where it starts.

Checked when an account is provisioned, so what runs a call finds no surprises: every
key leads somewhere, every operation has its settings.
"""

from collections import Counter
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from callapi.directory.scenario_operations import (
    OPERATIONS,
    AnyOperation,
    Key,
    Strict,
)


class ScenarioDocument(Strict):
    schema_version: Literal[1] = 1
    start_operation_key: Key
    operations: Annotated[
        tuple[Annotated[AnyOperation, Field(discriminator="type")], ...],
        Field(min_length=1, max_length=200, strict=False),
    ]

    @field_validator("operations", mode="before")
    @classmethod
    def known_types(cls, operations: object) -> object:
        for operation in operations if isinstance(operations, list | tuple) else ():
            kind = operation.get("type") if isinstance(operation, dict) else None
            if isinstance(kind, str) and kind not in OPERATIONS:
                raise ValueError(
                    f"operations of type {kind} are not supported,"
                    f" only {', '.join(OPERATIONS)}"
                )
        return operations

    @model_validator(mode="after")
    def keys_lead_somewhere(self) -> Self:
        counts = Counter(operation.key for operation in self.operations)
        for used, count in counts.items():
            if count > 1:
                raise ValueError(f"{count} operations have the key {used}")
        if self.start_operation_key not in counts:
            raise ValueError(f"no operation has the key {self.start_operation_key}")
        for operation in self.operations:
            for outcome, key in operation.transitions.items():
                if key is not None and key not in counts:
                    raise ValueError(
                        f"{operation.key}: {outcome} leads to {key}, which is not there"
                    )
        return self

    def operation(self, key: str) -> AnyOperation:
        return next(it for it in self.operations if it.key == key)

    def next_operation(self, key: str, outcome: str) -> AnyOperation | None:
        """Where an outcome of an operation leads; None: the scenario ends."""
        following = self.operation(key).next_key(outcome)
        return None if following is None else self.operation(following)
