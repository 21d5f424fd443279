"""Parameters that are worth nothing without a component (Data API spec 1.5)."""

from callapi.domain.account import COMPONENT_NAMES, Component
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.method import Context


def check_component(ctx: Context, component: Component, field: str) -> None:
    """The account has to have it, and the user may use it."""
    if component not in ctx.account.components:
        raise ApiError(
            Mnemonic.PARAMETER_COMPONENT_DISABLED,
            field,
            components=COMPONENT_NAMES[component],
        )
    if not ctx.user.may_use(component):
        raise ApiError(Mnemonic.FORBIDDEN, field)
