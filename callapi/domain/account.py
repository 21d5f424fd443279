"""Who may call: an account with its rights, a user of it, and a token of that user.

These are facts as one request sees them; changes make new objects (spec section 6).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from types import MappingProxyType
from typing import Final

Network = IPv4Network | IPv6Network


class Component(StrEnum):
    """What an account buys; spec 6.1, and 1.5 of the Data API's."""

    BASIC = "basic"
    MANAGEMENT = "management"
    INFORMER = "informer"
    SCENARIO = "scenario"
    # opens the number rules of spec 3.0.4 and has no methods
    AUTOMATIC_NUMBER_MANAGEMENT = "automatic_number_management"
    DATA_API = "dataapi"
    VIRTUAL_PBX = "va"
    RECORDING = "recording"
    COACH = "coach"
    HTTP_NOTIFICATIONS = "http_notifications"
    CAMPAIGNS = "auto_out_calls"


C = Component
COMPONENT_NAMES: Final[Mapping[Component, str]] = MappingProxyType(
    {
        C.BASIC: "Call API Basic set",
        C.MANAGEMENT: "Call API Call management",
        C.INFORMER: "Call API Informer calls",
        C.SCENARIO: "Call API Call scenario",
        C.AUTOMATIC_NUMBER_MANAGEMENT: "Automatic number management",
        C.DATA_API: "Data API Basic set",
        C.VIRTUAL_PBX: "Virtual PBX",
        C.RECORDING: "Call recording",
        C.COACH: "Coach",
        C.HTTP_NOTIFICATIONS: "HTTP notifications",
        C.CAMPAIGNS: "Outbound campaigns",
    }
)
# What the Data API calls them, in the order of its table; the rest has one name.
MNEMONICS: Final[Mapping[Component, str]] = MappingProxyType(
    {
        C.BASIC: "callapi",
        C.MANAGEMENT: "callapi_management_call",
        C.INFORMER: "callapi_informer_call",
        C.SCENARIO: "callapi_scenario_call",
        **{
            component: component.value
            for component in (
                *(C.DATA_API, C.VIRTUAL_PBX, C.RECORDING, C.COACH),
                *(C.HTTP_NOTIFICATIONS, C.CAMPAIGNS),
            )
        },
        C.AUTOMATIC_NUMBER_MANAGEMENT: "number_management_rules",
    }
)


class Unit(StrEnum):
    """What a user's permissions are about (Data API spec 1.5)."""

    EMPLOYEES = "employees"
    VIRTUAL_PBX = "va"
    NUMBERS = "number_management"
    TAGS = "tag_management"
    ADDRESS_BOOK = "address_book"
    BLACKLIST = "calls_blocking"
    FINANCES = "account_access"
    RECORDINGS = "call_recordings"
    REPORTS = "reports"
    NOTIFICATIONS = "notifications"
    CAMPAIGNS = "auto_calls"
    API_SETTINGS = "api_settings"


class Flag(StrEnum):
    SELECT = "is_select"
    INSERT = "is_insert"
    UPDATE = "is_update"
    DELETE = "is_delete"


@dataclass(frozen=True, slots=True)
class TalkOption:
    button: str
    mnemonic: str
    name: str
    value_id: int | None  # the tag, scenario or contact group it acts with
    value_name: str | None


@dataclass(frozen=True, slots=True)
class Account:
    id: int
    is_active: bool
    timezone: str
    home_country: str
    points_per_minute: int
    points_per_day: int
    tts_message_length: int
    post_call_s: int
    components: frozenset[str]
    rules: Mapping[str, frozenset[str]]  # component -> directions it may dial
    networks: tuple[Network, ...]  # that reach the Call API
    talk_options: tuple[TalkOption, ...]  # in key order 0..9 * #
    data_networks: tuple[Network, ...] = ()  # that reach the Data API
    data_points_per_minute: int = 250
    data_points_per_day: int = 1000
    max_in_calls: int = 50
    max_out_calls: int = 50

    def most_calls(self, direction: str) -> int:
        """At once, in this direction."""
        return self.max_in_calls if direction == "in" else self.max_out_calls


@dataclass(frozen=True, slots=True)
class User:
    id: int
    account_id: int
    login: str
    name: str
    is_active: bool
    call_api_access: bool
    key_access: bool
    components: frozenset[str] | None  # None: all components of the account
    is_admin: bool = False
    permissions: Mapping[str, frozenset[str]] = field(  # unit -> flags
        default_factory=lambda: MappingProxyType({})
    )

    def may_use(self, component: str) -> bool:
        return self.components is None or component in self.components

    def may(self, unit: Unit, flag: Flag) -> bool:
        return self.is_admin or flag in self.permissions.get(unit, frozenset())


@dataclass(frozen=True, slots=True)
class Token:
    """A session token (ends after an hour) or a key (lasting); never its text."""

    id: int
    user_id: int
    kind: str  # session | key
    last4: str
    expires_at: float | None  # None: a permanent key
    is_blocked: bool
    digest: bytes = field(repr=False)  # SHA-256 of the text
    name: str | None = None  # keys only

    @property
    def is_key(self) -> bool:
        return self.kind == "key"
