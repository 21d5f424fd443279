"""Numbers that can be dialled."""

from callapi.domain.target import outside
from tests.unit.domain.calls import LINE, MOBILE


def test_security_rules_judge_outside_numbers_only() -> None:
    """An employee's mobile is outside too (spec 6.5)."""
    assert LINE.is_internal
    assert not MOBILE.is_internal
    assert not outside("12025550143").is_internal


def test_outside_number_is_nobody_s() -> None:
    target = outside("12025550143")
    assert (target.dial, target.tail, target.employee_id) == ("12025550143", "", None)
    assert target.recording == "off"
