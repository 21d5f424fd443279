"""Who calls, told from the channel that a switch has made for his call."""

from typing import Any

import pytest

from callapi.switch.events import Inbound, caller


def channel(name: str, calling: str = "12025550143") -> dict[str, Any]:
    return {
        "id": "1700000000.1",
        "name": name,
        "caller": {"name": "", "number": calling},
        "dialplan": {"context": "lines", "exten": "+12025550100"},
    }


def test_a_line_is_known_by_its_endpoint() -> None:
    told = caller(channel("PJSIP/0486173-0000001f", "0486173"))
    assert told == Inbound("1700000000.1", "0486173", "12025550100", "0486173")


@pytest.mark.parametrize(
    "name",
    [
        *("PJSIP/trunk-0000001f", "PJSIP/trunk-0486173-0000001f"),
        *("PJSIP/0486173", "PJSIP/04861733-0000001f", "PJSIP/-0000001f"),
        *("Local/0486173@lines-0000001f;1", "SIP/0486173-0000001f", "Snoop/x-1", ""),
    ],
)
def test_what_a_caller_claims_makes_no_line(name: str) -> None:
    assert caller(channel(name, "0486173")).line == ""
