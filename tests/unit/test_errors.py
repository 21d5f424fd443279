"""The error catalogue is the specification's, and its texts can be filled."""

import string
from typing import Any

import pytest

from callapi.domain.errors import CALL_API, CATALOGUE, ApiError, Mnemonic
from tests.contract import errors


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_the_mnemonics_are_those_of_the_specification() -> None:
    assert {str(mnemonic) for mnemonic in CALL_API} == set(errors())
    assert set(CATALOGUE) == set(Mnemonic)


@pytest.mark.parametrize(("name", "told"), errors().items())
def test_code_and_text_are_those_of_the_specification(
    name: str, told: dict[str, Any]
) -> None:
    entry = CATALOGUE[Mnemonic(name)]
    assert (entry.code, entry.message) == (told["code"], told["message"])
    assert entry.echoes == (told["value"] == "as_sent")
    assert placeholders(entry.message) == set(told["params"] or ())


def test_params_fill_the_text() -> None:
    error = ApiError(Mnemonic.LIMIT_EXCEEDED, limit_type="day", limit_max_value=50)
    assert error.message == (
        "Limit per day has been exceeded. Value of current limit per day is 50"
    )
    assert error.params == {"limit_type": "day", "limit_max_value": 50}
    assert str(error) == error.message


def test_a_missing_param_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        ApiError(Mnemonic.TAG_NOT_FOUND, "tag_id")


def test_code_and_text_can_be_another_form_of_the_same_error() -> None:
    error = ApiError(
        Mnemonic.SCENARIO_NOT_FOUND,
        "virtual_phone_number",
        code=-32007,
        message="Virtual phone number does not have a scenario",
    )
    assert (error.code, error.params) == (-32007, {})
    assert error.message == "Virtual phone number does not have a scenario"
