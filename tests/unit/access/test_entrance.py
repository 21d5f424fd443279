"""Either API's rights let somebody follow the events of his account."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from callapi.access.entrance import doors
from callapi.domain.account import Component, Flag, Unit
from callapi.domain.errors import ApiError, Mnemonic
from tests.unit.rpc.exchanges import ACCOUNT, USER

RIGHTS = (Component.BASIC, Component.DATA_API, Component.HTTP_NOTIFICATIONS)
account = replace(ACCOUNT, components=frozenset(RIGHTS))
READER: Mapping[str, frozenset[str]] = {Unit.NOTIFICATIONS: frozenset({Flag.SELECT})}


def test_who_may_not_call_may_read_notifications() -> None:
    call_api, data_api = doors()
    reader = replace(USER, call_api_access=False, permissions=READER)
    with pytest.raises(ApiError) as refused:
        call_api.check_rights(account, reader)
    assert refused.value.mnemonic is Mnemonic.FORBIDDEN
    data_api.check_rights(account, reader)


def test_who_may_do_neither_is_refused() -> None:
    _, data_api = doors()
    with pytest.raises(ApiError) as refused:
        data_api.check_rights(account, replace(USER, call_api_access=False))
    assert refused.value.mnemonic is Mnemonic.FORBIDDEN
