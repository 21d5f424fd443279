"""What the operations of scenarios are written with, and what all have in common."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self, TypeAlias

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

Key: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Id: TypeAlias = Annotated[int, Field(ge=1, lt=2**53)]
Button: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[0-9*#]$")]
E164: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{6,14}$")]
Email: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$", max_length=254)
]
Emails: TypeAlias = Annotated[tuple[Email, ...], Field(max_length=10, strict=False)]
Repeat: TypeAlias = Annotated[int, Field(ge=0, le=9)]
InputTimeout: TypeAlias = Annotated[int, Field(ge=1, le=60)]
InterdigitTimeout: TypeAlias = Annotated[int, Field(ge=1, le=10)]


class Strict(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, serialize_by_alias=True
    )


class NoSettings(Strict):
    pass


class Audio(Strict):
    """What is played: a stored file by its id, or a text that is spoken."""

    type: Literal["media", "tts"]
    value: Annotated[str, StringConstraints(min_length=1)]

    @model_validator(mode="after")
    def media_by_id(self) -> Self:
        if self.type == "media" and not (self.value.isascii() and self.value.isdigit()):
            raise ValueError("the value of a media audio is the file's id in digits")
        return self


class Operation(Strict):
    """What all operations have in common."""

    title: ClassVar[str]
    outcomes: ClassVar[frozenset[str]]
    # outcomes that must lead somewhere
    required: ClassVar[frozenset[str]] = frozenset()
    advised: ClassVar[str | None] = None  # missing, it is worth a warning

    key: Key
    name: Annotated[str, StringConstraints(max_length=255)] | None = None
    transitions: dict[str, Key | None] = {}

    @model_validator(mode="after")
    def transitions_of_known_outcomes(self) -> Self:
        for outcome in self.transitions:
            if outcome not in self.outcomes:
                raise ValueError(f"this operation has no outcome {outcome}")
        for outcome in self.required:
            if outcome not in self.transitions:
                raise ValueError(f"the outcome {outcome} must be given")
        return self

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """With the outcomes it has; the id that a reply shows may be sent back."""
        schema = handler(core)
        members = handler.resolve_ref_schema(schema)["properties"]
        ways = {"propertyNames": {"enum": sorted(cls.outcomes)}}
        members["transitions"] |= ways if cls.outcomes else {"maxProperties": 0}
        members["id"] = {"type": "integer", "readOnly": True}
        return schema

    def ways(self) -> Iterator[tuple[str, Key | None]]:
        """Every outcome that has been given a way, branches of the settings too."""
        yield from self.transitions.items()


class Confirmation(Strict):
    key: Annotated[str, StringConstraints(pattern=r"^([0-9*#]|any)$")]
    timeout: Annotated[int, Field(ge=1, le=30)]


class Dial(Strict):
    """The settings of everything that dials somebody."""

    dial_time: Annotated[int, Field(ge=1, le=100)] | None = None  # None: the number's
    timeout: Annotated[int, Field(ge=5, le=3600)] = 120
    show_number: Literal["virtual_number", "contact_number"] = "contact_number"
    music: Audio | Literal["dialing_music"] | None = "dialing_music"  # None: ringback
    answer_first: bool = False
    employee_message: Audio | None = None
    confirmation: Confirmation | None = None
