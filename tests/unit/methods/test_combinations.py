"""Parameters that do not go together: step 13.5 (D2, spec 3.2)."""

from typing import Any

import pytest

from callapi.methods.basic.employee_call import StartEmployeeCall
from callapi.methods.basic.simple_call import StartSimpleCall
from callapi.methods.basic.vnumber_call import StartVnumberCall
from callapi.methods.params import WithToken
from callapi.methods.scenario import StartScenarioCall

USUAL = {
    "access_token": "t",
    "virtual_phone_number": "12025550100",
    "contact": "12025550143",
}
MODELS: list[tuple[type[WithToken], str, dict[str, Any]]] = [
    (StartEmployeeCall, "employee", {"employee": {"id": 1}}),
    (StartScenarioCall, "employee", {"scenario_id": 1}),
    (StartVnumberCall, "employee", {}),
    (StartSimpleCall, "operator", {"operator": "12025550177"}),
]


@pytest.mark.parametrize(("model", "second", "more"), MODELS)
@pytest.mark.parametrize("switch_at_once", [True, False])
@pytest.mark.parametrize("contact_first", [True, False])
def test_early_switching_takes_both_conditions(
    model: type[WithToken],
    second: str,
    more: dict[str, Any],
    switch_at_once: bool,
    contact_first: bool,
) -> None:
    params = model.model_validate(
        {
            **USUAL,
            **more,
            "first_call": "contact" if contact_first else second,
            "switch_at_once": switch_at_once,
            "early_switching": True,
        }
    )
    is_fine = switch_at_once and not contact_first
    assert params.clash() == (None if is_fine else "early_switching")


@pytest.mark.parametrize(
    ("rule", "clash"), [("fixed", "virtual_number_group"), ("random", None)]
)
def test_a_group_of_numbers_needs_a_rule_that_picks(
    rule: str, clash: str | None
) -> None:
    params = StartEmployeeCall.model_validate(
        {
            **USUAL,
            "first_call": "contact",
            "employee": {"id": 1},
            "virtual_number_group": 7,
            "virtual_phone_usage_rule": rule,
        }
    )
    assert params.clash() == clash


def test_most_methods_have_no_combinations() -> None:
    assert WithToken(access_token="t").clash() is None
