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
    """What an account buys; spec 6.1."""

    BASIC = "basic"
    MANAGEMENT = "management"
    INFORMER = "informer"
    SCENARIO = "scenario"
    # opens the number rules of spec 3.0.4 and has no methods
    AUTOMATIC_NUMBER_MANAGEMENT = "automatic_number_management"


COMPONENT_NAMES: Final[Mapping[Component, str]] = MappingProxyType(
    {
        Component.BASIC: "Call API Basic set",
        Component.MANAGEMENT: "Call API Call management",
        Component.INFORMER: "Call API Informer calls",
        Component.SCENARIO: "Call API Call scenario",
        Component.AUTOMATIC_NUMBER_MANAGEMENT: "Automatic number management",
    }
)


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
    networks: tuple[Network, ...]
    talk_options: tuple[TalkOption, ...]  # in key order 0..9 * #


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

    def may_use(self, component: str) -> bool:
        return self.components is None or component in self.components


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

    @property
    def is_key(self) -> bool:
        return self.kind == "key"
