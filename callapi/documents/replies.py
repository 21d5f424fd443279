"""`data` of replies that say more than their verb would have it (Data API spec 2 to 5).

A handler whose annotation is a dataclass needs no line here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import (
    Any,
    Final,
    NotRequired,  # pydantic reads no others
)

from typing_extensions import TypedDict

from callapi.methods.result import Done


@dataclass(frozen=True, slots=True)
class MadeKey:
    """The one time the token is shown."""

    id: int
    access_token: str
    expire_at: str | None


@dataclass(frozen=True, slots=True)
class MadeMediaFile:
    id: int
    duration: int
    size: int


@dataclass(frozen=True, slots=True)
class MadeBlacklistEntry:
    id: int
    phone_number: str


@dataclass(frozen=True, slots=True)
class Usage:
    callapi_points_minute: int
    callapi_points_day: int
    dataapi_points_minute: int
    dataapi_points_day: int
    in_calls: int
    out_calls: int
    employees: int
    media_files: int
    media_total_size: int


@dataclass(frozen=True, slots=True)
class AccountLimits:
    callapi_points_per_minute: int
    callapi_points_per_day: int
    dataapi_points_per_minute: int
    dataapi_points_per_day: int
    tts_message_length: int
    max_in_calls: int
    max_out_calls: int
    max_employees: int
    max_media_files: int
    max_sip_channels_per_line: int
    max_media_total_size: int
    recording_retention_days: int
    request_log_retention_days: int
    usage: Usage


@dataclass(frozen=True, slots=True)
class MadeSipLine:
    id: int
    phone_number: str
    password: str
    server: str


@dataclass(frozen=True, slots=True)
class Password:
    password: str


@dataclass(frozen=True, slots=True)
class MadeOperation:
    key: str
    id: int


@dataclass(frozen=True, slots=True)
class MadeScenario:
    id: int
    operations: list[MadeOperation]


@dataclass(frozen=True, slots=True)
class TagOfCall:
    id: int
    name: str
    color: str


@dataclass(frozen=True, slots=True)
class TagsOfCall:
    communication_id: int
    communication_type: str
    items: list[TagOfCall]


@dataclass(frozen=True, slots=True)
class ProcessingRule:
    scenario_id: int
    scenario_name: str
    call_processing_rule_id: int
    is_active: bool
    priority: int
    schedule_id: int | None
    schedule_name: str | None
    contact_group_id: int | None
    contact_group_name: str | None


@dataclass(frozen=True, slots=True)
class ProcessingRules:
    """In the order in which they are looked at."""

    scenarios: list[ProcessingRule]


class StoredScenario(TypedDict):
    """The document as it was stored, each operation with its id."""

    id: int
    name: str
    update_date_time: str
    schema_version: int
    start_operation_key: NotRequired[str]
    operations: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ScenarioProblem:
    field: str
    mnemonic: str
    message: str
    operation_key: str | None


@dataclass(frozen=True, slots=True)
class CheckedScenario:
    """Problems are what it would be refused for; warnings what looks unmeant."""

    is_valid: bool
    problems: list[ScenarioProblem]
    warnings: list[ScenarioProblem]


@dataclass(frozen=True, slots=True)
class TriedNotification:
    """How the one request went; `status` is `sent` or `failed`."""

    status: str
    http_status: int | None
    duration: float
    error_type: str | None
    error_message: str | None


@dataclass(frozen=True, slots=True)
class Resends:
    """The first of the deliveries that are sent again, and how many there are."""

    id: int | None
    count: int


class MadeNotification(TypedDict):
    id: int
    secret: NotRequired[str]  # where the client has brought none of its own


OF_METHODS: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "create.access_keys": MadeKey,
        "create.media_files": MadeMediaFile,
        "create.phone_number_to_blacklist": MadeBlacklistEntry,
        "getobj.limits": AccountLimits,
        "create.sip_lines": MadeSipLine,
        "update.sip_line_password": Password,
        "create.scenarios": MadeScenario,
        "update.scenarios": MadeScenario,
        "update.tags_communication": TagsOfCall,
        "set.communications_tags": Done,
        "create.notification_settings": MadeNotification,
        "getobj.scenario": StoredScenario,
        "getobj.call_processing_rules": ProcessingRules,
        "create.scenario_validations": CheckedScenario,
        "create.notification_tests": TriedNotification,
        "create.notification_resends": Resends,
    }
)
