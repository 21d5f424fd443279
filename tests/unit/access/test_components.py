"""Rights: step 12 in its order (spec 2.8, 6.1, 6.2)."""

from dataclasses import replace
from typing import Any

import pytest

from callapi.access.components import check_call_api_rights
from callapi.domain.account import Component
from callapi.domain.errors import ApiError, Mnemonic
from tests.unit.rpc.exchanges import ACCOUNT, USER

M = Mnemonic
MANAGEMENT = "Call API Call management"
BASIC = "Call API Basic set"


def refusal(account: dict[str, Any], user: dict[str, Any]) -> tuple[Mnemonic, Any]:
    with pytest.raises(ApiError) as caught:
        check_call_api_rights(
            replace(ACCOUNT, **account), replace(USER, **user), Component.MANAGEMENT
        )
    assert caught.value.field is None
    return caught.value.mnemonic, caught.value.params.get("component_name")


def test_who_has_all_rights_may_go_on() -> None:
    check_call_api_rights(ACCOUNT, USER, Component.MANAGEMENT)
    only = replace(USER, components=frozenset({"management"}))
    check_call_api_rights(ACCOUNT, only, Component.MANAGEMENT)


def test_rights_are_asked_in_their_order() -> None:
    nothing: dict[str, Any] = {"is_active": False, "components": frozenset()}
    nobody: dict[str, Any] = {"call_api_access": False, "components": frozenset()}
    assert refusal(nothing, nobody) == (M.ACCOUNT_INACTIVE, None)
    nothing["is_active"] = True
    assert refusal(nothing, nobody) == (M.FORBIDDEN, None)
    nobody["call_api_access"] = True
    assert refusal(nothing, nobody) == (M.COMPONENT_DISABLED, BASIC)
    nothing["components"] = frozenset({"basic"})
    assert refusal(nothing, nobody) == (M.COMPONENT_DISABLED, MANAGEMENT)
    nothing["components"] = frozenset({"basic", "management"})
    assert refusal(nothing, nobody) == (M.FORBIDDEN, None)


def test_the_basic_set_is_the_base_of_all() -> None:
    account = {"components": frozenset({"management"})}
    assert refusal(account, {}) == (M.COMPONENT_DISABLED, BASIC)
