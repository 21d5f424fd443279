"""Operations that dial somebody (Data API spec 4.4, 4.5)."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self, TypeAlias
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from callapi.directory.scenario_values import (
    E164,
    Audio,
    Dial,
    Id,
    InputTimeout,
    InterdigitTimeout,
    Key,
    Operation,
    Repeat,
    Strict,
)


class EmployeeTarget(Strict):
    type: Literal["employee"]
    id: Id


class GroupTarget(Strict):
    type: Literal["group"]
    id: Id


class PhoneTarget(Strict):
    """A number of an employee by its id, or any number."""

    type: Literal["phone"]
    id: Id | None = None
    phone_number: E164 | None = None

    @model_validator(mode="after")
    def one_of_both(self) -> Self:
        if (self.id is None) == (self.phone_number is None):
            raise ValueError("a phone has an id or a phone_number")
        return self


AnyTarget: TypeAlias = Annotated[
    EmployeeTarget | GroupTarget | PhoneTarget, Field(discriminator="type")
]


class QueueSettings(Strict):
    max_wait: Annotated[int, Field(ge=5, le=3600)] = 300
    max_size: Annotated[int, Field(ge=1, le=100)] = 10
    music: Audio | None = None  # None: the operation's
    announce_position: bool = False


class RedirectSettings(Dial):
    targets: Annotated[
        tuple[AnyTarget, ...], Field(min_length=1, max_length=50, strict=False)
    ]
    strategy: Literal[
        "by_priority", "simultaneous", "round_robin", "least_recent", "random"
    ] = "by_priority"
    queue: QueueSettings | None = None
    record: Literal["default", "on"] = "default"


class Redirect(Operation):
    title = "Redirect"
    outcomes = frozenset(
        {
            *("talk_finished", "no_answer", "busy", "unavailable"),
            *("queue_timeout", "queue_full", "failed"),
        }
    )

    type: Literal["redirect"]
    settings: RedirectSettings


class ExtensionSettings(Dial):
    greeting: Audio
    input_timeout: InputTimeout = 5
    interdigit_timeout: InterdigitTimeout = 2
    max_digits: Annotated[int, Field(ge=1, le=5)] = 5
    repeat: Repeat = 1
    invalid_prompt: Audio | None = None


class Extension(Operation):
    title = "Forwarding to extension number"
    outcomes = frozenset({"talk_finished", "failed", "invalid_input", "timeout"})

    type: Literal["extension"]
    settings: ExtensionSettings


class PersonalManager(Operation):
    title = "Forwarding to a personal manager"
    outcomes = frozenset({"talk_finished", "no_manager", "failed"})

    type: Literal["personal_manager"]
    settings: Dial = Dial()


class LastManagerSettings(Dial):
    days: Annotated[int, Field(ge=1, le=365)] = 30


class LastManager(Operation):
    title = "Forwarding to the last manager"
    outcomes = frozenset({"talk_finished", "no_manager", "failed"})

    type: Literal["last_manager"]
    settings: LastManagerSettings = LastManagerSettings()


# --- interactive

REQUEST_PARAMS = Literal[
    "direction",
    "numa",
    "numb",
    "start_time",
    "call_session_id",
    "cdr_id",
    "input_result",
    "scenario_id",
    "operation_key",
    "external_id",
]


def _http(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("an http or https URL is expected")
    if parts.username is not None or parts.fragment:
        raise ValueError("a URL without user and fragment is expected")
    _ = parts.port  # raises ValueError when it is none
    return value


Url: TypeAlias = Annotated[
    str, StringConstraints(max_length=2000), AfterValidator(_http)
]


class ReturnedCode(Strict):
    code: Annotated[str, StringConstraints(min_length=1, max_length=255)] | int
    to: Key | None


class InteractiveSettings(Dial):
    greeting: Audio | None = None
    method: Literal["GET", "POST"]
    url: Url
    params: Annotated[
        tuple[REQUEST_PARAMS, ...], Field(min_length=1, max_length=10, strict=False)
    ] = ("direction", "numa", "numb", "start_time", "call_session_id")
    access_code_length: Annotated[int, Field(ge=0, le=20)] = 0
    interdigit_interval: Annotated[int, Field(ge=1, le=30)] | None = None
    request_timeout: Annotated[int, Field(ge=1, le=20)] = 5
    dial_mode: Literal["sequential", "simultaneous"] = "sequential"
    secret: Annotated[str, StringConstraints(min_length=16, max_length=128)] | None = (
        None
    )
    returned_codes: Annotated[
        tuple[ReturnedCode, ...], Field(max_length=50, strict=False)
    ] = ()

    @model_validator(mode="after")
    def once_each(self) -> Self:
        codes = [str(it.code) for it in self.returned_codes]
        if len(set(codes)) < len(codes):
            raise ValueError("a code stands twice in returned_codes")
        if len(set(self.params)) < len(self.params):
            raise ValueError("a parameter stands twice in params")
        return self


class Interactive(Operation):
    title = "Interactive call handling"
    outcomes = frozenset(
        {"talk_finished", "forward_failed", "played", "unknown_code", "no_reply"}
    )
    advised = "no_reply"

    type: Literal["interactive"]
    settings: InteractiveSettings

    def ways(self) -> Iterator[tuple[str, Key | None]]:
        yield from super().ways()
        for it in self.settings.returned_codes:
            yield f"code:{it.code}", it.to
