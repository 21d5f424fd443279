"""What an error of the API has to look like, by the tables of the specification."""

from typing import Any

from tests.contract import errors, methods

HIDDEN = {"INFORMING": "SESSION", "TRANSFERRING": "DIALING"}  # names clients never see


def is_error(
    error: dict[str, Any],
    mnemonic: str,
    field: str | None = None,
    value: str | None = None,
    **params: object,
) -> bool:
    """Compares all that the specification fixes; a difference is shown whole."""
    entry = errors()[mnemonic]
    expected = {
        "mnemonic": mnemonic,
        "code": entry["code"],
        "message": entry["message"].format(**params),
        "field": field,
        "value": value,
        "params": params,
    }
    assert {key: error[key] for key in expected} == expected
    return True


def is_unknown_session(error: dict[str, Any], session_id: int) -> bool:
    return is_error(error, "call_session_not_found", "call_session_id", str(session_id))


def allowed_in(state: str) -> set[str]:
    """The methods of a session that are possible in a state (spec 4.7)."""
    return {
        name
        for name, method in methods().items()
        if isinstance(method["allowed_states"], list)
        and state in method["allowed_states"]
    }


def is_wrong_state(error: dict[str, Any], state: str) -> bool:
    """`invalid_state` names the state and what could be asked instead."""
    told = error["params"].get("allowed_methods", [])
    assert set(told) == allowed_in(state)
    return is_error(
        error, "invalid_state", state=HIDDEN.get(state, state), allowed_methods=told
    )
