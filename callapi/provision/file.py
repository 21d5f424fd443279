"""What may stand in a provisioning file.

A section of an account that is left out is left alone in the database; one that is
there is made equal, also when it is empty. Things refer to each other by name.
"""

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Any, Literal, TypeAlias
from zoneinfo import available_timezones

import phonenumbers
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from callapi.directory.schedules import Rule
from callapi.domain.account import Component, Unit

Name: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=255)]
NumberRule: TypeAlias = Literal[
    "fixed", "random", "fixed_for_numa", "regional_random", "regional_fixed_for_numa"
]
E164: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{6,14}$")]
ContactNumber: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[0-9]{6,15}$")]
Extension: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,5}$")]
Button: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[0-9*#]$")]
Color: TypeAlias = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
Host: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]{0,252}$")
]
SipUser: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^[0-9A-Za-z._+-]{1,64}$")
]
SipPassword: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,128}$")]
Codec: TypeAlias = Literal["ulaw", "alaw", "g722", "gsm"]
AnyNumber: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"^(0[0-9]{6}|[1-9][0-9]{6,14}(\.+[0-9*#.]{1,32})?)$"),
]


def _network(value: object) -> object:
    return ip_network(value) if isinstance(value, str) else value


def _single_spaced(value: str) -> str:
    return " ".join(value.split())


def _timezone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError("no such time zone")
    return value


def _country(value: str) -> str:
    if value not in phonenumbers.SUPPORTED_REGIONS:
        raise ValueError("no such country, two capital letters are expected")
    return value


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _short(field: str) -> BeforeValidator:
    """Lets a plain value stand for a table with that one field."""
    return BeforeValidator(lambda v: {field: v} if isinstance(v, str) else v)


PartOfName: TypeAlias = Annotated[
    str, StringConstraints(max_length=100), AfterValidator(_single_spaced)
]


Count: TypeAlias = Annotated[int, Field(ge=1, lt=2**31)]


class Limits(Strict):
    points_per_minute: Annotated[int, Field(ge=0, lt=2**31)] = 250
    points_per_day: Annotated[int, Field(ge=0, lt=2**31)] = 50_000
    tts_message_length: Annotated[int, Field(ge=1, le=100_000)] = 1000
    data_points_per_minute: Annotated[int, Field(ge=0, lt=2**31)] = 250
    data_points_per_day: Annotated[int, Field(ge=0, lt=2**31)] = 1000
    max_in_calls: Count = 50  # at the same time
    max_out_calls: Count = 50
    max_employees: Count = 500
    max_media_files: Count = 500
    max_sip_channels_per_line: Count = 20
    max_media_total_size: Annotated[int, Field(ge=1, lt=2**53)] = 1_073_741_824
    recording_retention_days: Count = 90
    request_log_retention_days: Count = 90
    report_retention_days: Count = 1095


class Directions(Strict):
    """Where one component may dial (spec 6.5)."""

    mobile: bool = True
    national: bool = True
    international: bool = False


class SecurityRules(Strict):
    basic: Directions = Directions()
    management: Directions = Directions()
    informer: Directions = Directions()
    scenario: Directions = Directions()


class AllowedNetwork(Strict):
    network: Annotated[IPv4Network | IPv6Network, BeforeValidator(_network)]
    comment: str | None = None


class Key(Strict):
    name: Name
    expires_at: AwareDatetime | None = None
    is_blocked: bool = False


Permissions: TypeAlias = dict[
    Annotated[Unit, Field(strict=False)],
    list[Literal["select", "insert", "update", "delete"]],
]


class User(Strict):
    login: Name
    name: str = ""
    password: Annotated[str, StringConstraints(min_length=1, max_length=255)] | None = (
        None
    )
    password_hash: (
        Annotated[str, StringConstraints(pattern=r"^\$argon2id\$")] | None
    ) = None
    is_admin: bool = False
    is_active: bool = True
    call_api_access: bool = False
    key_access: bool = False
    components: list[Annotated[Component, Field(strict=False)]] | None = None
    # of the Data API: what he may do with each unit
    permissions: Permissions | None = None
    employee: str | None = None  # full name of the employee he is
    keys: list[Key] | None = None

    @model_validator(mode="after")
    def one_password(self) -> "User":
        if self.password is not None and self.password_hash is not None:
            raise ValueError("give password or password_hash, not both")
        return self


class Number(Strict):
    """A SIP line (seven digits, the first 0) or an outside number."""

    number: AnyNumber
    channels_count: Annotated[int, Field(ge=1, le=150)] = 1  # calls at once
    ring_s: Annotated[int, Field(ge=1, le=100)] = 60
    is_active: bool = True
    password: Annotated[str, StringConstraints(min_length=8, max_length=64)] | None = (
        None
    )
    virtual_number: E164 | None = None  # shown to contacts whom the line calls
    number_rule: NumberRule = "fixed"  # or another number is

    @property
    def is_sip(self) -> bool:
        return self.number.startswith("0")

    @property
    def digits(self) -> str:
        return self.number.partition(".")[0]

    @property
    def tail(self) -> str:
        return self.number.removeprefix(self.digits)

    @model_validator(mode="after")
    def password_of_a_line(self) -> "Number":
        if self.password is not None and not self.is_sip:
            raise ValueError("only SIP lines have a password")
        return self

    @model_validator(mode="after")
    def virtual_number_of_a_line(self) -> "Number":
        if self.virtual_number is not None and not self.is_sip:
            raise ValueError("only SIP lines have a virtual number")
        if self.number_rule != "fixed" and self.virtual_number is None:
            raise ValueError("a number_rule needs a virtual_number")
        return self


class Employee(Strict):
    last_name: Annotated[PartOfName, Field(min_length=1)]
    first_name: PartOfName = ""
    patronymic: PartOfName = ""
    email: str | None = None
    extension: Extension | None = None
    coach: str | None = None  # full name of another employee
    call_recording: Literal["all", "in", "out", "off"] = "off"
    schedule: str | None = None  # None: always at work
    numbers: list[Annotated[Number, _short("number")]] = []  # in dialling order

    @property
    def full_name(self) -> str:
        parts = (self.last_name, self.first_name, self.patronymic)
        return " ".join(filter(None, parts))


class ProcessingRule(Strict):
    """Which scenario answers a number, when, and whom; the first that fits does."""

    scenario: str
    schedule: str | None = None
    contact_group: str | None = None
    is_active: bool = True


class VirtualNumber(Strict):
    number: E164
    name: str = ""
    scenario: str | None = None  # short for a single rule
    rules: list[ProcessingRule] = []
    is_active: bool = True

    @property
    def all_rules(self) -> list[ProcessingRule]:
        if self.scenario is not None:
            return [ProcessingRule(scenario=self.scenario)]
        return self.rules

    @model_validator(mode="after")
    def one_way(self) -> "VirtualNumber":
        if self.scenario is not None and self.rules:
            raise ValueError("give scenario or rules, not both")
        return self


class Schedule(Strict):
    """Working hours; `rules` as `schedules` of the Data API has them."""

    name: Name
    rules: Annotated[list[Rule], Field(min_length=1, max_length=50)]


class EmployeeGroup(Strict):
    """`numbers` of `members` are dialled in the order of the members."""

    name: Name
    members: list[str] = []  # full names
    extension: Extension | None = None
    queue_enabled: bool = False
    channels_count: Annotated[int, Field(ge=1, le=199)] = 1
    schedule: str | None = None


class VirtualNumberGroup(Strict):
    name: Name
    numbers: list[E164]


class Tag(Strict):
    name: Name
    color: Color = "#EBEBEB"


class MediaFile(Strict):
    name: Name
    file: Name  # beside the provisioning file


class Scenario(Strict):
    name: Name
    start_operation_key: str
    operations: list[dict[str, Any]]  # checked when the names in them are resolved


class TalkOption(Strict):
    button: Button
    mnemonic: Literal[
        "finish_conversation",
        "tag_call",
        "record_talk",
        "transfer_call",
        "run_scenario",
        "call_coach",
        "receive_fax",
        "save_numa",
    ]
    name: Name | None = None
    tag: str | None = None
    scenario: str | None = None
    contact_group: str | None = None

    @model_validator(mode="after")
    def its_object(self) -> "TalkOption":
        needed = OBJECTS.get(self.mnemonic)
        for field in ("tag", "scenario", "contact_group"):
            if (getattr(self, field) is not None) != (field == needed):
                verb = "needs" if field == needed else "has no"
                raise ValueError(f"{self.mnemonic} {verb} {field}")
        return self


# What an option acts with.
OBJECTS = {"tag_call": "tag", "run_scenario": "scenario", "save_numa": "contact_group"}


class Blocked(Strict):
    number: ContactNumber
    comment: str | None = None


class ContactGroup(Strict):
    name: Name


class Contact(Strict):
    full_name: Name
    numbers: list[ContactNumber] = []
    groups: list[str] = []


class Account(Strict):
    name: Name
    state: Literal["active", "waiting", "manual_lock", "limit_lock", "debt_lock"] = (
        "active"
    )
    timezone: Annotated[str, AfterValidator(_timezone)] = "UTC"
    home_country: Annotated[str, AfterValidator(_country)] = "US"
    post_call_s: Annotated[int, Field(ge=0, le=600)] = 0
    limits: Limits = Limits()
    components: list[Annotated[Component, Field(strict=False)]] | None = None
    security_rules: SecurityRules | None = None
    allow_list: list[Annotated[AllowedNetwork, _short("network")]] | None = None
    users: list[User] | None = None
    schedules: list[Schedule] | None = None
    employees: list[Employee] | None = None
    employee_groups: list[EmployeeGroup] | None = None
    tags: list[Tag] | None = None
    media: list[MediaFile] | None = None
    contact_groups: list[ContactGroup] | None = None
    scenarios: list[Scenario] | None = None
    virtual_numbers: list[VirtualNumber] | None = None
    virtual_number_groups: list[VirtualNumberGroup] | None = None
    talk_options: list[TalkOption] | None = None
    blacklist: list[Annotated[Blocked, _short("number")]] | None = None
    contacts: list[Contact] | None = None


class Trunk(Strict):
    """A way to the outside world; it belongs to the server, not to an account.

    `weight` 0: only when no other works. Every `qualify_s` it is asked whether it is
    there; 0: never, and it is taken to be.
    """

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,30}$")]
    host: Host
    port: Annotated[int, Field(ge=1, le=65535)] = 5060
    user: SipUser | None = None
    password: SipPassword | None = Field(None, repr=False)
    registers: bool = Field(False, alias="register")
    codecs: Annotated[list[Codec], Field(min_length=1)] = ["ulaw", "alaw"]
    weight: Annotated[int, Field(ge=0, le=1000)] = 1
    qualify_s: Annotated[int, Field(ge=0, le=3600)] = 30
    is_active: bool = True

    @model_validator(mode="after")
    def whole_login(self) -> "Trunk":
        if (self.user is None) != (self.password is None):
            raise ValueError("give user and password, or neither")
        if self.registers and self.user is None:
            raise ValueError("register needs user and password")
        return self


class File(Strict):
    trunks: list[Trunk] | None = None
    accounts: list[Account]
