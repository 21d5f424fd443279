"""What an error of the Data API has to look like (its spec 1.7)."""

from typing import Any

COMPONENTS = "You need at least one of the following components to access this"
ERRORS: dict[str, tuple[int, str]] = {
    "required_parameter_missed": (-32602, "The required parameter has been missed"),
    "unexpected_parameters": (-32602, "Unexpected method parameter(s)"),
    "data_type_error": (-32602, "Data supplied is of wrong type"),
    "invalid_parameter_value": (-32602, "Invalid parameter value"),
    "invalid_parameters_combination": (
        -32602,
        "The combination of parameters is not permitted",
    ),
    "sort_prohibited": (-32602, "Sort by parameter is prohibited"),
    "filter_prohibited": (-32602, "Filter by parameter is prohibited"),
    "date_interval_limit_reached": (
        -32602,
        "Max value of requested date interval is 3 months",
    ),
    "entity_not_found": (-32602, "Entity not found"),
    "duplicate_entity": (-32602, "Duplicate entity"),
    "dependency_error": (-32602, "You have interdependent entities"),
    "already_in_use": (-32602, "This value is already used by another entity"),
    "data_limit_exceeded": (-32602, "A new data limit has been exceeded"),
    "tariff_restrictions": (-32602, "Action is not allowed for your tariff plan"),
    "invalid_date_time": (-32602, "Invalid date time"),
    "forbidden": (-32003, "Permission denied"),
    "account_inactive": (
        -32009,
        "Your account has been disabled, contact the support service",
    ),
    "method_component_disabled": (-32008, f"{COMPONENTS} method: {{components}}"),
    "parameter_component_disabled": (
        -32008,
        f"{COMPONENTS} parameter: {{components}}",
    ),
    "limit_exceeded": (
        -32029,
        "Limit per {limit_type} has been exceeded. "
        "Value of current limit per {limit_type} is {limit_max_value}",
    ),
    "access_token_invalid": (-32001, "Access token is invalid"),
    "auth_error": (-32001, "Login or password is wrong"),
    "ip_not_whitelisted": (-32003, "Your IP {ip} is not whitelisted"),
    "virtual_phone_number_not_found": (
        -32007,
        "Virtual phone number {virtual_phone_number} was not found",
    ),
    "batch_operations_not_supported": (-32099, "Batch operations not supported"),
}


def tells(
    error: dict[str, Any],
    mnemonic: str,
    field: str | None = None,
    value: object = None,
    *,
    code: int | None = None,
    **params: object,
) -> None:
    """`value` as it was sent; `code` where it is not the one of the table."""
    usual, message = ERRORS[mnemonic]
    sent = value if value is None or isinstance(value, str) else str(value)
    expected = {
        "mnemonic": mnemonic,
        "code": usual if code is None else code,
        "message": message.format(**params),
        "field": field,
        "value": sent,
    }
    assert {key: error[key] for key in expected} == expected
    assert params.items() <= error["params"].items()


def where(field: str, value: object, operator: str = "=") -> dict[str, Any]:
    """A filter with one condition."""
    return {"field": field, "operator": operator, "value": value}
