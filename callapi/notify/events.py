"""EVENTS: what clients can be told of, with every parameter (Data API spec 5.2, 5.3).

The tables are all there is: payloads, templates, conditions and the documents are made
from them.
"""

from dataclasses import dataclass
from typing import Final, Literal

DataType = Literal["string", "number", "boolean", "array"]


@dataclass(frozen=True, slots=True)
class Param:
    """`example` is what tests of a notification send, and templates are tried with."""

    name: str
    data_type: DataType
    example: object
    description: str

    @property
    def empty(self) -> object:
        """Its value where there is nothing to say."""
        return [] if self.data_type == "array" else None


def _text(name: str, example: str | None, description: str) -> Param:
    return Param(name, "string", example, description)


def _number(name: str, example: float | None, description: str) -> Param:
    return Param(name, "number", example, description)


def _link(name: str, description: str) -> Param:
    """Whoever has it needs nothing else: on the feed it is null."""
    example = f"https://desk.example/{name}?expires=1741158907&signature=5d1c"
    return _text(name, example, f"{description}; null on the feed")


def _flag(name: str, example: bool, description: str) -> Param:
    return Param(name, "boolean", example, description)


def _list(name: str, example: list[object], description: str) -> Param:
    return Param(name, "array", example, description)


NAME: Final = _text("notification_name", "crm", "name of the notification")
BASIC: Final = (
    _text("notification_mnemonic", "", "the event"),  # each event's is its own
    _text(
        "notification_time", "2025-03-04 10:15:07.120", "when, in the account's zone"
    ),
    _number("notification_timestamp", 1741072507, "the same in Unix seconds"),
    _text("event_id", "6c1f0f3e-26a5-4c3d-9a51-0a6b3f4f7d11", "UUID of the event"),
    _number("event_seq", 6, "1, 2, ... inside one call session"),
    _number("app_id", 1103, "the account"),
)
OF_CALL: Final = (
    _number("call_session_id", 237859081, "the call session"),
    _number("communication_id", 237859081, "the same"),
    _text("communication_type", "call", "always call"),
    _text("direction", "in", "in or out"),
    _text("call_source", "va", "what has made the call, as in the call report"),
    _flag("is_internal", False, "whether the contact is one of the account's lines"),
    _text("start_time", "2025-03-04 10:14:51", "start of the call session"),
    _text("virtual_phone_number", "74993720692", "the account's number"),
    _text("contact_phone_number", "79260000000", "the number of the contact"),
    _text("calling_phone_number", "79260000000", "who calls"),
    _text("called_phone_number", "74993720692", "who is called"),
    _number("communication_number", 3, "1, 2, ... among the calls with the contact"),
    _number("contact_id", 17, "the contact in the address book"),
    _text("contact_full_name", "Miller John", "his name"),
    _list("contact_group_ids", [3, 5], "the groups he is in"),
    _number("cpn_region_id", 1202, "where the contact's number is at home"),
    _text("cpn_region_name", "Washington D.C.", "its name"),
    _number("scenario_id", 12, "the scenario that is run"),
    _text("scenario_name", "Main menu", "its name"),
    _text("external_id", "order-4711", "external_id of the start method"),
    _text("tp_project", None, "null"),
    _text("visitor_country", None, "null"),
    _list("attributes", [], "empty"),
)


def _employee(prefix: str = "", who: str = "the employee") -> tuple[Param, ...]:
    return (
        _number(f"{prefix}employee_id", 25, who),
        _text(f"{prefix}employee_full_name", "Smith Ann", f"name of {who}"),
        _text(f"{prefix}employee_email", "ann@desk.example", f"address of {who}"),
        _text(f"{prefix}employee_phone_number", "0486173", f"number of {who}"),
        _text(f"{prefix}extension_phone_number", "102", f"extension of {who}"),
    )


LEG: Final = _number("leg_id", 287866245, "the leg")
LEGS: Final = _list("leg_ids", [287866245, 287866221], "the legs that talk")
NUMBERS: Final = tuple(
    it for it in OF_CALL if it.name in ("calling_phone_number", "called_phone_number")
)
TAGS: Final = (
    _list("tag_ids", [4], "all tags of the call"),
    _list("tag_names", ["Sale"], "their names"),
)
FILE: Final = (
    _text("file_id", "5b0d6c3f8e1a4f7c9d2b7a6e4c3f1d08", "the file"),
    _link("file_link", "where it can be fetched"),
)
FILE_S: Final = _number("file_duration", 42.5, "length of the file in seconds")
REASON: Final = _text("finish_reason", "operator_disconnects", "why it has ended")
TALK_S: Final = _number("talk_time_duration", 64.2, "seconds of talk")
WAIT_S: Final = _number("wait_time_duration", 7.1, "seconds until the first answer")
EMPLOYEE_IDS: Final = _list("employee_ids", [25, 31], "all who were called")


@dataclass(frozen=True, slots=True)
class EventType:
    mnemonic: str
    title: str
    extra: tuple[Param, ...] = ()
    in_call: bool = True  # or none of the call's parameters is there

    @property
    def params(self) -> tuple[Param, ...]:
        """In the order of the payload, which NAME comes before."""
        common = BASIC + OF_CALL if self.in_call else BASIC
        own = {param.name for param in self.extra}
        return (*(it for it in common if it.name not in own), *self.extra)

    @property
    def example(self) -> dict[str, object]:
        made = {param.name: param.example for param in self.params}
        return {**made, "notification_mnemonic": self.mnemonic}


EVENTS: Final = (
    EventType("in_call_session", "Inbound call on a virtual number"),
    EventType("out_call_session", "Outbound call", _employee()),
    EventType("in_call", "Inbound leg", (LEG, *NUMBERS)),
    EventType("out_call", "Outbound leg", (LEG, *_employee(), *NUMBERS)),
    EventType("wait_answer", "Waiting for the answer", (LEG, *_employee())),
    EventType("leg_answered", "Leg answered", (LEG, *_employee())),
    EventType(
        "leg_finished",
        "Leg finished",
        (
            LEG,
            *_employee(),
            REASON,
            _number("leg_duration", 64.2, "seconds since the answer"),
        ),
    ),
    EventType("talk_started", "Talk started", (LEGS, *_employee())),
    EventType("talk_finished", "Talk finished", (LEGS, *_employee(), TALK_S)),
    EventType(
        "lost_call_session",
        "Lost call",
        (
            WAIT_S,
            EMPLOYEE_IDS,
            _text("lost_reason", "operator_not_responsive", "why it was lost"),
            _list(
                "noanswered_employee_full_names", ["Smith Ann"], "who did not answer"
            ),
        ),
    ),
    EventType(
        "call_session_finished",
        "Call finished",
        (
            REASON,
            _flag("is_lost", False, "whether nobody has talked with the contact"),
            _flag("is_transfer", False, "whether the call was transferred"),
            TALK_S,
            _number("clean_talk_duration", 60.0, "without what was between talks"),
            _number("total_time_duration", 75.9, "seconds from start to end"),
            WAIT_S,
            *TAGS,
            *_employee("", "the employee who has talked last"),
            *_employee("first_answered_", "the first who answered"),
            *_employee("last_answered_", "the last who answered"),
            *_employee("first_talked_", "the first who has talked"),
            *_employee("last_talked_", "the last who has talked"),
            EMPLOYEE_IDS,
            _text("operator_phone_number", "0486173", "the number that answered"),
            _text("call_status", "received", "received or lost"),
        ),
    ),
    EventType(
        "talk_recorded",
        "Call recording completed",
        (
            *_employee(),
            *FILE,
            _link("wav_file_link", "as WAV"),
            _link("full_record_file_link", "the whole session's"),
            FILE_S,
            *TAGS,
        ),
    ),
    EventType("voice_mail_recorded", "Voicemail received", (*FILE, FILE_S)),
    EventType(
        "set_mark",
        "Tag set",
        (
            _number("tag_id", 4, "the tag"),
            _text("tag_name", "Sale", "its name"),
            _text("tag_action", "set", "set or unset"),
            _text("tag_type", "manual", "manual or auto"),
            _text("tag_user_login", "ann", "who has done it"),
            *_employee(),
            *TAGS,
        ),
    ),
    EventType(
        "talk_option_called",
        "Talk option used",
        (
            _text("button", "1", "the key"),
            _text("talk_option_mnemonic", "tag_call", "the talk option"),
            *_employee(),
        ),
    ),
    EventType(
        "contact_blocked",
        "Number added to the blacklist",
        (_text("comment", "spam", "what was noted with the number"),),
    ),
    EventType(
        "sip_line_unregistered",
        "SIP line lost registration",
        (_text("sip_phone_number", "0486173", "the line"), *_employee()),
        in_call=False,
    ),
)
BY_MNEMONIC: Final = {event.mnemonic: event for event in EVENTS}

# Told on the feed alone: a notification can hardly tell that none is sent any more.
SWITCHED_OFF: Final = EventType(
    "notification_switched_off",
    "Notification switched off",
    (
        _number("notification_id", 7, "the notification"),
        NAME,
        _number("failures", 100, "attempts in a row that have failed"),
        _text("last_error", "timeout", "how the last of them has failed"),
    ),
    in_call=False,
)
FEED: Final = {**BY_MNEMONIC, SWITCHED_OFF.mnemonic: SWITCHED_OFF}
