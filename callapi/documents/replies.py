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
        # objects that are as large as what they describe
        "getobj.scenario": dict[str, Any],
        "getobj.call_processing_rules": dict[str, Any],
        "create.scenario_validations": dict[str, Any],
        "create.notification_tests": dict[str, Any],
        "create.notification_resends": dict[str, Any],
    }
)
