"""Rights of the account and of its user: step 12 of the order of checks (spec 2.8)."""

from callapi.domain.account import (
    COMPONENT_NAMES,
    Account,
    Component,
    Flag,
    Unit,
    User,
)
from callapi.domain.errors import ApiError, Mnemonic


def check_call_api_rights(account: Account, user: User, component: Component) -> None:
    if not account.is_active:
        raise ApiError(Mnemonic.ACCOUNT_INACTIVE)
    if not user.call_api_access:
        raise ApiError(Mnemonic.FORBIDDEN)
    for needed in (Component.BASIC, component):  # the Basic set is the base of all
        if needed not in account.components:
            raise component_disabled(needed)
    if not user.may_use(component):
        raise ApiError(Mnemonic.FORBIDDEN)


def check_data_api_rights(
    account: Account,
    user: User,
    component: Component,
    unit: Unit | None,
    flag: Flag,
    *,
    admin: bool,
) -> None:
    """The same step of the Data API (spec 1.5). `admin`: only they may do it."""
    if not account.is_active:
        raise ApiError(Mnemonic.ACCOUNT_INACTIVE)
    for needed in (Component.DATA_API, component):
        if needed not in account.components:
            raise ApiError(
                Mnemonic.METHOD_COMPONENT_DISABLED, components=COMPONENT_NAMES[needed]
            )
    if not user.may_use(Component.DATA_API) or not user.may_use(component):
        raise ApiError(Mnemonic.FORBIDDEN)
    if admin and not user.is_admin:
        raise ApiError(Mnemonic.FORBIDDEN)
    if unit is not None and not user.may(unit, flag):
        raise ApiError(Mnemonic.FORBIDDEN)


def component_disabled(component: Component, field: str | None = None) -> ApiError:
    return ApiError(
        Mnemonic.COMPONENT_DISABLED, field, component_name=COMPONENT_NAMES[component]
    )
