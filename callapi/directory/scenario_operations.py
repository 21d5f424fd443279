"""The operations a scenario is made of: one row of OPERATIONS each.

An operation ends in exactly one outcome; its transitions say where each leads. A new
operation is a class here and a row below.
"""

from typing import Annotated, ClassVar, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Key: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Id: TypeAlias = Annotated[int, Field(ge=1, lt=2**53)]
Button: TypeAlias = Annotated[str, StringConstraints(pattern=r"^([0-9*#]|any)$")]
E164: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{6,14}$")]

NAMES_OF_KEYS = {"*": "star", "#": "hash"} | {
    str(digit): str(digit) for digit in range(10)
}
KEY_OUTCOMES = frozenset(f"key_{name}" for name in NAMES_OF_KEYS.values())


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


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
    required: ClassVar[frozenset[str]] = (
        frozenset()
    )  # outcomes that must lead somewhere
    fallback: ClassVar[str | None] = None  # taken where an outcome leads nowhere
    unheard: ClassVar[str | None] = None  # the outcome when no contact is there

    key: Key
    name: str | None = None
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

    def next_key(self, outcome: str) -> str | None:
        """Where an outcome leads; None: the scenario ends."""
        if outcome in self.transitions or self.fallback is None:
            return self.transitions.get(outcome)
        return self.transitions.get(self.fallback)


class NoSettings(Strict):
    pass


class GreetingSettings(Strict):
    message: Audio
    repeat: Annotated[int, Field(ge=0, le=9)] = 0
    allow_interrupt: bool = False


class Greeting(Operation):
    title = "Voice greeting"
    outcomes = frozenset({"next"})
    unheard = "next"

    type: Literal["voice_greeting"]
    settings: GreetingSettings


class MenuSettings(Strict):
    greeting: Audio
    input_timeout: Annotated[int, Field(ge=1, le=60)] = 5
    repeat: Annotated[int, Field(ge=0, le=9)] = 1
    invalid_prompt: Audio | None = None
    allow_interrupt: bool = True
    # Not there yet, and refused rather than silently left undone.
    allow_type_ahead: Literal[False] = False
    extension_dialing: Literal[False] = False


class Menu(Operation):
    title = "Menu"
    outcomes = KEY_OUTCOMES | {"timeout", "invalid_input", "failed"}
    unheard = "timeout"

    type: Literal["menu"]
    settings: MenuSettings

    @model_validator(mode="after")
    def something_to_press(self) -> Self:
        if not KEY_OUTCOMES & set(self.transitions):
            raise ValueError("a menu needs a key")
        return self


def key_outcome(key: str) -> str:
    """The outcome of a menu when this key is pressed."""
    return f"key_{NAMES_OF_KEYS[key]}"


class EmployeeTarget(Strict):
    type: Literal["employee"]
    id: Id


class PhoneTarget(Strict):
    type: Literal["phone"]
    phone_number: E164


class Confirmation(Strict):
    key: Button
    timeout: Annotated[int, Field(ge=1, le=30)]


class RedirectSettings(Strict):
    targets: Annotated[
        tuple[
            Annotated[EmployeeTarget | PhoneTarget, Field(discriminator="type")], ...
        ],
        Field(min_length=1, max_length=50, strict=False),
    ]
    strategy: Literal["by_priority"] = "by_priority"
    record: Literal["default", "on"] = "default"
    dial_time: Annotated[int, Field(ge=1, le=100)] | None = (
        None  # None: the number's own
    )
    timeout: Annotated[int, Field(ge=5, le=3600)] = 120
    show_number: Literal["virtual_number", "contact_number"] = "contact_number"
    music: Audio | Literal["dialing_music"] | None = "dialing_music"  # None: ringback
    answer_first: bool = False
    employee_message: Audio | None = None
    confirmation: Confirmation | None = None


class Redirect(Operation):
    title = "Redirect"
    outcomes = frozenset(
        {"talk_finished", "no_answer", "busy", "unavailable", "failed"}
    )
    fallback = "failed"

    type: Literal["redirect"]
    settings: RedirectSettings

    def next_key(self, outcome: str) -> str | None:
        """A finished talk ends the session unless told otherwise."""
        if outcome == "talk_finished":
            return self.transitions.get(outcome)
        return super().next_key(outcome)


class TagSettings(Strict):
    tag_ids: Annotated[tuple[Id, ...], Field(min_length=1, strict=False)]


class SetTag(Operation):
    title = "Set tag"
    outcomes = frozenset({"next"})
    unheard = "next"

    type: Literal["tag"]
    settings: TagSettings


class HangUpSettings(Strict):
    message: Audio | None = None
    busy_tone: bool = False


class HangUp(Operation):
    title = "Hang up"
    outcomes = frozenset()

    type: Literal["hangup"]
    settings: HangUpSettings = HangUpSettings()


class GoTo(Operation):
    title = "Link to the operation"
    outcomes = frozenset({"next"})
    required = frozenset({"next"})
    unheard = "next"

    type: Literal["goto_operation"]
    settings: NoSettings = NoSettings()


class RunScenarioSettings(Strict):
    scenario_id: Id


class RunScenario(Operation):
    title = "Insert scenario"
    outcomes = frozenset()

    type: Literal["run_scenario"]
    settings: RunScenarioSettings


AnyOperation: TypeAlias = (
    Greeting | Menu | Redirect | SetTag | HangUp | GoTo | RunScenario
)

OPERATIONS: dict[str, type[AnyOperation]] = {
    "voice_greeting": Greeting,
    "menu": Menu,
    "redirect": Redirect,
    "tag": SetTag,
    "hangup": HangUp,
    "goto_operation": GoTo,
    "run_scenario": RunScenario,
}
