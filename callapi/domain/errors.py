"""Every error the API can answer: one catalogue (spec 5.2) and one exception.

A layer raises `ApiError` with the mnemonic; code and text come from the catalogue.
What the client sent is echoed by whoever writes the reply, from `field`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Final


class Mnemonic(StrEnum):
    PARSE_ERROR = "parse_error"
    INVALID_REQUEST = "invalid_request"
    # the API spells it so, and clients compare it
    BATCH_NOT_SUPPORTED = "batch_opreations_not_supported"
    NOTIFICATIONS_NOT_SUPPORTED = "notifications_not_supported"
    METHOD_NOT_FOUND = "method_not_found"
    REQUIRED_PARAMETER_MISSED = "required_parameter_missed"
    UNEXPECTED_PARAMETERS = "unexpected_parameters"
    DATA_TYPE_ERROR = "data_type_error"
    INVALID_PARAMETER_VALUE = "invalid_parameter_value"
    INVALID_PARAMETERS_COMBINATION = "invalid_parameters_combination"
    CHARACTER_ENCODING_NOT_ALLOWED = "character_encoding_not_allowed"
    AUTH_ERROR = "auth_error"
    ACCESS_TOKEN_INVALID = "access_token_invalid"
    ACCESS_TOKEN_EXPIRED = "access_token_expired"
    ACCESS_TOKEN_BLOCKED = "access_token_blocked"
    IP_NOT_WHITELISTED = "ip_not_whitelisted"
    ACCOUNT_INACTIVE = "account_inactive"
    FORBIDDEN = "forbidden"
    COMPONENT_DISABLED = "component_disabled"
    LIMIT_EXCEEDED = "limit_exceeded"
    CALL_SESSION_NOT_FOUND = "call_session_not_found"
    INVALID_STATE = "invalid_state"
    CALL_DIRECTION_NOT_ALLOWED = "call_direction_not_allowed"
    CONTACT_IN_BLACKLIST = "contact_in_blacklist"
    TTS_TEXT_EXCEEDED = "tts_text_exceeded"
    MEDIA_FILE_NOT_FOUND = "media_file_not_found"
    VIRTUAL_PHONE_NUMBER_NOT_FOUND = "virtual_phone_number_not_found"
    SCENARIO_NOT_FOUND = "scenario_not_found"
    EMPLOYEE_NOT_FOUND = "employee_not_found"
    NO_ACTIVE_PHONE_NUMBER = "no_active_phone_number"
    OWN_VIRTUAL_PHONE_NUMBER_NOT_ALLOWED = "own_virtual_phone_number_not_allowed"
    TAG_NOT_FOUND = "tag_not_found"
    DUPLICATE_TAG = "duplicate_tag"
    LEG_NOT_FOUND = "leg_not_found"
    COACH_NOT_FOUND = "coach_not_found"
    RECORD_ALREADY_STARTED = "record_already_started"
    RECORD_ALREADY_STOPPED = "record_already_stopped"
    DUPLICATE_CONTACT = "duplicate_contact"
    TALK_OPTION_NOT_FOUND = "talk_option_not_found"
    INTERNAL_ERROR = "internal_error"
    # of the Data API alone
    METHOD_COMPONENT_DISABLED = "method_component_disabled"
    PARAMETER_COMPONENT_DISABLED = "parameter_component_disabled"
    SORT_PROHIBITED = "sort_prohibited"
    FILTER_PROHIBITED = "filter_prohibited"
    DATE_INTERVAL_LIMIT_REACHED = "date_interval_limit_reached"
    ENTITY_NOT_FOUND = "entity_not_found"
    DUPLICATE_ENTITY = "duplicate_entity"
    DEPENDENCY_ERROR = "dependency_error"
    ALREADY_IN_USE = "already_in_use"
    DATA_LIMIT_EXCEEDED = "data_limit_exceeded"
    TARIFF_RESTRICTIONS = "tariff_restrictions"
    INVALID_DATE_TIME = "invalid_date_time"


@dataclass(frozen=True, slots=True)
class Entry:
    code: int
    message: str  # a str.format template over the error's params
    echoes: bool = True  # whether error.data.value repeats what the client sent


M = Mnemonic
CALL_API: Final[Mapping[Mnemonic, Entry]] = MappingProxyType(
    {
        M.PARSE_ERROR: Entry(
            -32700, "Invalid JSON was received by the server.", echoes=False
        ),
        M.INVALID_REQUEST: Entry(
            -32600, "Invalid Request The JSON sent is not a valid Request object"
        ),
        M.BATCH_NOT_SUPPORTED: Entry(
            -32099, "Batch operations not supported", echoes=False
        ),
        M.NOTIFICATIONS_NOT_SUPPORTED: Entry(
            -32099, "Notifications not supported", echoes=False
        ),
        M.METHOD_NOT_FOUND: Entry(
            -32601, "The method does not exist / is not available"
        ),
        M.REQUIRED_PARAMETER_MISSED: Entry(
            -32602, "The required parameter has been missed", echoes=False
        ),
        M.UNEXPECTED_PARAMETERS: Entry(-32602, "Unexpected method parameter(s)"),
        M.DATA_TYPE_ERROR: Entry(-32602, "Data supplied is of wrong type"),
        M.INVALID_PARAMETER_VALUE: Entry(-32602, "Invalid parameter value"),
        M.INVALID_PARAMETERS_COMBINATION: Entry(
            -32602, "The combination of parameters is not permitted"
        ),
        M.CHARACTER_ENCODING_NOT_ALLOWED: Entry(
            -32602, "The character encoding must be UTF-8", echoes=False
        ),
        M.AUTH_ERROR: Entry(-32001, "Login or password is wrong", echoes=False),
        M.ACCESS_TOKEN_INVALID: Entry(-32001, "Access token is invalid", echoes=False),
        M.ACCESS_TOKEN_EXPIRED: Entry(
            -32001, "Access token has been expired", echoes=False
        ),
        M.ACCESS_TOKEN_BLOCKED: Entry(
            -32001, "Access token has been blocked", echoes=False
        ),
        M.IP_NOT_WHITELISTED: Entry(
            -32003, "Your IP {ip} is not whitelisted", echoes=False
        ),
        M.ACCOUNT_INACTIVE: Entry(
            -32009,
            "Your account has been disabled, contact the support service",
            echoes=False,
        ),
        M.FORBIDDEN: Entry(-32003, "Permission denied", echoes=False),
        M.COMPONENT_DISABLED: Entry(
            -32008, "Component {component_name} has been disabled"
        ),
        M.LIMIT_EXCEEDED: Entry(
            -32029,
            "Limit per {limit_type} has been exceeded. "
            "Value of current limit per {limit_type} is {limit_max_value}",
            echoes=False,
        ),
        M.CALL_SESSION_NOT_FOUND: Entry(-32602, "Call session not found"),
        M.INVALID_STATE: Entry(
            -32004, "This method can not be called in this state", echoes=False
        ),
        M.CALL_DIRECTION_NOT_ALLOWED: Entry(
            -32002,
            "Calls in the {direction} direction are prohibited by the security rules",
        ),
        M.CONTACT_IN_BLACKLIST: Entry(
            -32002, "The contact {contact} has been found in the blacklist"
        ),
        M.TTS_TEXT_EXCEEDED: Entry(
            -32602,
            "The maximum length of Text-to-Speech message is {tts_message_max_length}. "
            "The length of your message is {sent_tts_message_length}",
        ),
        M.MEDIA_FILE_NOT_FOUND: Entry(
            -32602, "The media file with id {media_file_id} not found"
        ),
        M.VIRTUAL_PHONE_NUMBER_NOT_FOUND: Entry(
            -32007,
            "Virtual phone number {virtual_phone_number} not found. "
            "It is not your virtual phone number.",
        ),
        M.SCENARIO_NOT_FOUND: Entry(-32602, "Scenario with id {scenario_id} not found"),
        M.EMPLOYEE_NOT_FOUND: Entry(
            -32602,
            "Employee with id {employee_id} not found. It is not your employee.",
        ),
        M.NO_ACTIVE_PHONE_NUMBER: Entry(
            -32602, "The phone number does not exist or inactive"
        ),
        M.OWN_VIRTUAL_PHONE_NUMBER_NOT_ALLOWED: Entry(
            -32602, "Parameter `contact` can not contain own virtual phone number"
        ),
        M.TAG_NOT_FOUND: Entry(-32602, "Tag with {tag_id} not found"),
        M.DUPLICATE_TAG: Entry(-32602, "Duplicate tag"),
        M.LEG_NOT_FOUND: Entry(-32602, "The call's leg not found"),
        M.COACH_NOT_FOUND: Entry(
            -32602, "The coach not found in your settings", echoes=False
        ),
        M.RECORD_ALREADY_STARTED: Entry(-32602, "The call record is already started"),
        M.RECORD_ALREADY_STOPPED: Entry(-32602, "The call record is not enabled"),
        M.DUPLICATE_CONTACT: Entry(
            -32602,
            "The contact with phone number {contact_phone_number} already exists",
            echoes=False,
        ),
        M.TALK_OPTION_NOT_FOUND: Entry(-32602, "Talk option not found"),
        M.INTERNAL_ERROR: Entry(
            -32603, "Internal error, contact the support service", echoes=False
        ),
    }
)
# What the Data API answers besides (Data API spec 1.7).
DATA_API: Final[Mapping[Mnemonic, Entry]] = MappingProxyType(
    {
        M.METHOD_COMPONENT_DISABLED: Entry(
            -32008,
            "You need at least one of the following components to access this method: "
            "{components}",
            echoes=False,
        ),
        M.PARAMETER_COMPONENT_DISABLED: Entry(
            -32008,
            "You need at least one of the following components to access this "
            "parameter: {components}",
        ),
        M.SORT_PROHIBITED: Entry(-32602, "Sort by parameter is prohibited"),
        M.FILTER_PROHIBITED: Entry(-32602, "Filter by parameter is prohibited"),
        M.DATE_INTERVAL_LIMIT_REACHED: Entry(
            -32602, "Max value of requested date interval is 3 months"
        ),
        M.ENTITY_NOT_FOUND: Entry(-32602, "Entity not found"),
        M.DUPLICATE_ENTITY: Entry(-32602, "Duplicate entity"),
        M.DEPENDENCY_ERROR: Entry(-32602, "You have interdependent entities"),
        M.ALREADY_IN_USE: Entry(-32602, "This value is already used by another entity"),
        M.DATA_LIMIT_EXCEEDED: Entry(-32602, "A new data limit has been exceeded"),
        M.TARIFF_RESTRICTIONS: Entry(
            -32602, "Action is not allowed for your tariff plan"
        ),
        M.INVALID_DATE_TIME: Entry(-32602, "Invalid date time"),
    }
)
CATALOGUE: Final = MappingProxyType({**CALL_API, **DATA_API})


class Missing(Enum):
    """The value of an error that names none of its own."""

    MISSING = "missing"


MISSING: Final = Missing.MISSING


class ApiError(Exception):
    """What the client is told instead of a result.

    `field` is the parameter concerned, dotted when nested; the value it was sent with
    is looked up in the request unless `value` says another. `params` fill the template.
    """

    def __init__(
        self,
        mnemonic: Mnemonic,
        field: str | None = None,
        value: object = MISSING,
        *,
        code: int | None = None,
        message: str | None = None,
        **params: object,
    ) -> None:
        entry = CATALOGUE[mnemonic]
        self.mnemonic = mnemonic
        self.code = entry.code if code is None else code
        self.message = entry.message.format(**params) if message is None else message
        self.field = field
        self.value = value
        self.params = params
        super().__init__(self.message)
