"""Rights of the account and of its user: step 12 of the order of checks (spec 2.8)."""

from callapi.domain.account import COMPONENT_NAMES, Account, Component, User
from callapi.domain.errors import ApiError, Mnemonic


def check_rights(account: Account, user: User, component: Component) -> None:
    if not account.is_active:
        raise ApiError(Mnemonic.ACCOUNT_INACTIVE)
    if not user.call_api_access:
        raise ApiError(Mnemonic.FORBIDDEN)
    for needed in (Component.BASIC, component):  # the Basic set is the base of all
        if needed not in account.components:
            raise component_disabled(needed)
    if not user.may_use(component):
        raise ApiError(Mnemonic.FORBIDDEN)


def component_disabled(component: Component, field: str | None = None) -> ApiError:
    return ApiError(
        Mnemonic.COMPONENT_DISABLED, field, component_name=COMPONENT_NAMES[component]
    )
