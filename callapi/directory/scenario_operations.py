"""The operations a scenario is made of: one row of OPERATIONS each.

An operation ends in exactly one outcome; its transitions say where each leads. A new
operation is a class, a row below, and a row in the domain's table of the same name.
"""

from collections.abc import Iterator
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, StringConstraints, model_validator

from callapi.directory.scenario_dialling import (
    Extension,
    Interactive,
    LastManager,
    PersonalManager,
    Redirect,
)
from callapi.directory.scenario_values import (
    Audio,
    Button,
    Emails,
    Id,
    InputTimeout,
    InterdigitTimeout,
    Key,
    NoSettings,
    Operation,
    Repeat,
    Strict,
)

KEY_OUTCOMES = frozenset(f"key_{key}" for key in [*range(10), "star", "hash"])


class GreetingSettings(Strict):
    message: Audio
    repeat: Repeat = 0
    allow_interrupt: bool = False


class Greeting(Operation):
    title = "Voice greeting"
    outcomes = frozenset({"next"})

    type: Literal["voice_greeting"]
    settings: GreetingSettings


class MenuSettings(Strict):
    greeting: Audio
    input_timeout: InputTimeout = 5
    repeat: Repeat = 1
    invalid_prompt: Audio | None = None
    allow_interrupt: bool = True
    allow_type_ahead: bool = False
    extension_dialing: bool = False
    interdigit_timeout: InterdigitTimeout = 2


class Menu(Operation):
    title = "Menu"
    outcomes = KEY_OUTCOMES | {"timeout", "invalid_input", "failed", "talk_finished"}

    type: Literal["menu"]
    settings: MenuSettings

    @model_validator(mode="after")
    def something_to_press(self) -> Self:
        if not KEY_OUTCOMES & set(self.transitions) and (
            not self.settings.extension_dialing
        ):
            raise ValueError("a menu needs a key or extension_dialing")
        return self


class VoiceMailSettings(Strict):
    greeting: Audio | Literal["voice_mail_prompt"] = "voice_mail_prompt"
    beep: bool = True
    max_duration: Annotated[int, Field(ge=5, le=600)] = 120
    min_duration: Annotated[int, Field(ge=1, le=30)] = 2
    silence_timeout: Annotated[int, Field(ge=0, le=30)] = 5
    finish_key: Button | None = "#"
    emails: Emails = ()
    notify_if_empty: bool = False


class VoiceMail(Operation):
    title = "Voicemail"
    outcomes = frozenset({"recorded", "not_recorded"})

    type: Literal["voice_mail"]
    settings: VoiceMailSettings = VoiceMailSettings()


class TagSettings(Strict):
    tag_ids: Annotated[
        tuple[Id, ...], Field(min_length=1, max_length=100, strict=False)
    ]


class SetTag(Operation):
    title = "Set tag"
    outcomes = frozenset({"next"})

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

    type: Literal["goto_operation"]
    settings: NoSettings = NoSettings()


class RunScenarioSettings(Strict):
    scenario_id: Id


class RunScenario(Operation):
    title = "Insert scenario"
    outcomes = frozenset()

    type: Literal["run_scenario"]
    settings: RunScenarioSettings


class AuthorizationSettings(Strict):
    greeting: Audio
    code_length: Annotated[int, Field(ge=1, le=20)]
    codes: Annotated[
        tuple[Annotated[str, StringConstraints(pattern=r"^[0-9]{1,20}$")], ...],
        Field(min_length=1, max_length=1000, strict=False),
    ]
    attempts: Annotated[int, Field(ge=1, le=5)] = 3
    interdigit_timeout: InterdigitTimeout = 2

    @model_validator(mode="after")
    def codes_that_can_be_typed(self) -> Self:
        if any(len(code) != self.code_length for code in self.codes):
            raise ValueError(f"every code has {self.code_length} digits")
        return self


class Authorization(Operation):
    title = "Authorization"
    outcomes = frozenset({"authorized", "denied", "timeout"})

    type: Literal["authorization"]
    settings: AuthorizationSettings


class ScheduleSettings(Strict):
    schedule_id: Id


class Schedule(Operation):
    title = "Schedule branch"
    outcomes = frozenset({"in_schedule", "out_of_schedule"})

    type: Literal["schedule"]
    settings: ScheduleSettings


class ContactListSettings(Strict):
    contact_group_ids: Annotated[tuple[Id, ...], Field(max_length=100, strict=False)]
    any_contact: bool = False

    @model_validator(mode="after")
    def some_contact(self) -> Self:
        if not self.contact_group_ids and not self.any_contact:
            raise ValueError("name a contact group or set any_contact")
        return self


class ContactList(Operation):
    title = "Caller branch"
    outcomes = frozenset({"matched", "not_matched"})

    type: Literal["contact_list"]
    settings: ContactListSettings


class Branch(Strict):
    to: Key | None


class RegionBranch(Branch):
    region_ids: Annotated[
        tuple[Id, ...], Field(min_length=1, max_length=1000, strict=False)
    ]


class RegionSettings(Strict):
    branches: Annotated[
        tuple[RegionBranch, ...], Field(min_length=1, max_length=50, strict=False)
    ]

    @model_validator(mode="after")
    def once_each(self) -> Self:
        named = [region for branch in self.branches for region in branch.region_ids]
        if len(set(named)) < len(named):
            raise ValueError("a region stands in two branches")
        return self


class Region(Operation):
    title = "Distribution by region"
    outcomes = frozenset({"default"})

    type: Literal["region"]
    settings: RegionSettings

    def ways(self) -> Iterator[tuple[str, Key | None]]:
        yield from super().ways()
        yield from _branches(self.settings.branches)


class InteractionBranch(Branch):
    first: Annotated[int, Field(ge=1, alias="from")]
    till: Annotated[int, Field(ge=1)] | None = None  # None: without end


class InteractionSettings(Strict):
    branches: Annotated[
        tuple[InteractionBranch, ...], Field(min_length=1, max_length=50, strict=False)
    ]

    @model_validator(mode="after")
    def apart(self) -> Self:
        last: float = 0
        for branch in sorted(self.branches, key=lambda it: it.first):
            if branch.first <= last:
                raise ValueError("branches overlap")
            last = float("inf") if branch.till is None else branch.till
            if last < branch.first:
                raise ValueError("till is less than from")
        return self


class InteractionNumber(Operation):
    title = "Distribution by interaction number"
    outcomes = frozenset({"default"})

    type: Literal["interaction_number"]
    settings: InteractionSettings

    def ways(self) -> Iterator[tuple[str, Key | None]]:
        yield from super().ways()
        yield from _branches(self.settings.branches)


class InboundFaxSettings(Strict):
    emails: Emails = ()


class InboundFax(Operation):
    title = "Inbound fax"
    outcomes = frozenset({"received", "failed"})

    type: Literal["inbound_fax"]
    settings: InboundFaxSettings = InboundFaxSettings()


AnyOperation: TypeAlias = (
    Redirect
    | Menu
    | Greeting
    | VoiceMail
    | Extension
    | Interactive
    | SetTag
    | HangUp
    | GoTo
    | RunScenario
    | Authorization
    | Schedule
    | ContactList
    | PersonalManager
    | LastManager
    | Region
    | InteractionNumber
    | InboundFax
)

OPERATIONS: dict[str, type[AnyOperation]] = {
    "redirect": Redirect,
    "menu": Menu,
    "voice_greeting": Greeting,
    "voice_mail": VoiceMail,
    "extension": Extension,
    "interactive": Interactive,
    "tag": SetTag,
    "hangup": HangUp,
    "goto_operation": GoTo,
    "run_scenario": RunScenario,
    "authorization": Authorization,
    "schedule": Schedule,
    "contact_list": ContactList,
    "personal_manager": PersonalManager,
    "last_manager": LastManager,
    "region": Region,
    "interaction_number": InteractionNumber,
    "inbound_fax": InboundFax,
}

# Known to the original and not offered here.
REFUSED = frozenset({"segment", "personal_manager_crm"})


def _branches(branches: tuple[Branch, ...]) -> Iterator[tuple[str, Key | None]]:
    for place, branch in enumerate(branches, 1):
        yield f"branch_{place}", branch.to
