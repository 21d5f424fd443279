"""An exception for each mnemonic. Written by `python -m scripts.client`."""

from callapi.client.error import ApiError


class ParseError(ApiError, mnemonics=("parse_error",)):
    """Invalid JSON was received by the server."""


class InvalidRequest(ApiError, mnemonics=("invalid_request",)):
    """Invalid Request The JSON sent is not a valid Request object."""


class BatchOperationsNotSupported(
    ApiError,
    mnemonics=("batch_opreations_not_supported", "batch_operations_not_supported"),
):
    """Batch operations not supported."""


class NotificationsNotSupported(ApiError, mnemonics=("notifications_not_supported",)):
    """Notifications not supported."""


class MethodNotFound(ApiError, mnemonics=("method_not_found",)):
    """The method does not exist / is not available."""


class RequiredParameterMissed(ApiError, mnemonics=("required_parameter_missed",)):
    """The required parameter has been missed."""


class UnexpectedParameters(ApiError, mnemonics=("unexpected_parameters",)):
    """Unexpected method parameter(s)."""


class DataTypeError(ApiError, mnemonics=("data_type_error",)):
    """Data supplied is of wrong type."""


class InvalidParameterValue(ApiError, mnemonics=("invalid_parameter_value",)):
    """Invalid parameter value."""


class InvalidParametersCombination(
    ApiError, mnemonics=("invalid_parameters_combination",)
):
    """The combination of parameters is not permitted."""


class CharacterEncodingNotAllowed(
    ApiError, mnemonics=("character_encoding_not_allowed",)
):
    """The character encoding must be UTF-8."""


class AuthError(ApiError, mnemonics=("auth_error",)):
    """Login or password is wrong."""


class AccessTokenInvalid(ApiError, mnemonics=("access_token_invalid",)):
    """Access token is invalid."""


class AccessTokenExpired(ApiError, mnemonics=("access_token_expired",)):
    """Access token has been expired."""


class AccessTokenBlocked(ApiError, mnemonics=("access_token_blocked",)):
    """Access token has been blocked."""


class IpNotWhitelisted(ApiError, mnemonics=("ip_not_whitelisted",)):
    """Your IP {ip} is not whitelisted."""


class AccountInactive(ApiError, mnemonics=("account_inactive",)):
    """Your account has been disabled, contact the support service."""


class Forbidden(ApiError, mnemonics=("forbidden",)):
    """Permission denied."""


class ComponentDisabled(ApiError, mnemonics=("component_disabled",)):
    """Component {component_name} has been disabled."""


class LimitExceeded(ApiError, mnemonics=("limit_exceeded",)):
    """Limit per {limit_type} has been exceeded."""


class CallSessionNotFound(ApiError, mnemonics=("call_session_not_found",)):
    """Call session not found."""


class InvalidState(ApiError, mnemonics=("invalid_state",)):
    """This method can not be called in this state."""


class CallDirectionNotAllowed(ApiError, mnemonics=("call_direction_not_allowed",)):
    """Calls in the {direction} direction are prohibited by the security rules."""


class ContactInBlacklist(ApiError, mnemonics=("contact_in_blacklist",)):
    """The contact {contact} has been found in the blacklist."""


class TtsTextExceeded(ApiError, mnemonics=("tts_text_exceeded",)):
    """The maximum length of Text-to-Speech message is {tts_message_max_length}."""


class MediaFileNotFound(ApiError, mnemonics=("media_file_not_found",)):
    """The media file with id {media_file_id} not found."""


class VirtualPhoneNumberNotFound(
    ApiError, mnemonics=("virtual_phone_number_not_found",)
):
    """Virtual phone number {virtual_phone_number} not found."""


class ScenarioNotFound(ApiError, mnemonics=("scenario_not_found",)):
    """Scenario with id {scenario_id} not found."""


class EmployeeNotFound(ApiError, mnemonics=("employee_not_found",)):
    """Employee with id {employee_id} not found."""


class NoActivePhoneNumber(ApiError, mnemonics=("no_active_phone_number",)):
    """The phone number does not exist or inactive."""


class OwnVirtualPhoneNumberNotAllowed(
    ApiError, mnemonics=("own_virtual_phone_number_not_allowed",)
):
    """Parameter `contact` can not contain own virtual phone number."""


class TagNotFound(ApiError, mnemonics=("tag_not_found",)):
    """Tag with {tag_id} not found."""


class DuplicateTag(ApiError, mnemonics=("duplicate_tag",)):
    """Duplicate tag."""


class LegNotFound(ApiError, mnemonics=("leg_not_found",)):
    """The call's leg not found."""


class CoachNotFound(ApiError, mnemonics=("coach_not_found",)):
    """The coach not found in your settings."""


class RecordAlreadyStarted(ApiError, mnemonics=("record_already_started",)):
    """The call record is already started."""


class RecordAlreadyStopped(ApiError, mnemonics=("record_already_stopped",)):
    """The call record is not enabled."""


class DuplicateContact(ApiError, mnemonics=("duplicate_contact",)):
    """The contact with phone number {contact_phone_number} already exists."""


class TalkOptionNotFound(ApiError, mnemonics=("talk_option_not_found",)):
    """Talk option not found."""


class InternalError(ApiError, mnemonics=("internal_error",)):
    """Internal error, contact the support service."""


class MethodComponentDisabled(ApiError, mnemonics=("method_component_disabled",)):
    """You need at least one of the following components to access this method: ..."""


class ParameterComponentDisabled(ApiError, mnemonics=("parameter_component_disabled",)):
    """You need at least one of the following components to access this ..."""


class SortProhibited(ApiError, mnemonics=("sort_prohibited",)):
    """Sort by parameter is prohibited."""


class FilterProhibited(ApiError, mnemonics=("filter_prohibited",)):
    """Filter by parameter is prohibited."""


class DateIntervalLimitReached(ApiError, mnemonics=("date_interval_limit_reached",)):
    """Max value of requested date interval is 3 months."""


class EntityNotFound(ApiError, mnemonics=("entity_not_found",)):
    """Entity not found."""


class DuplicateEntity(ApiError, mnemonics=("duplicate_entity",)):
    """Duplicate entity."""


class DependencyError(ApiError, mnemonics=("dependency_error",)):
    """You have interdependent entities."""


class AlreadyInUse(ApiError, mnemonics=("already_in_use",)):
    """This value is already used by another entity."""


class DataLimitExceeded(ApiError, mnemonics=("data_limit_exceeded",)):
    """A new data limit has been exceeded."""


class TariffRestrictions(ApiError, mnemonics=("tariff_restrictions",)):
    """Action is not allowed for your tariff plan."""


class InvalidDateTime(ApiError, mnemonics=("invalid_date_time",)):
    """Invalid date time."""
