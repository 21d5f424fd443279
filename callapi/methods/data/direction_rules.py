"""In which directions the Call API may dial (Data API spec 2.5)."""

from typing import Final

from callapi.directory import direction_rules
from callapi.domain.account import MNEMONICS, Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.params import OfEntity
from callapi.methods.method import Context, Method
from callapi.methods.result import NOTHING

MNEMONICS_OF_RULES: Final = frozenset(MNEMONICS[it] for it in direction_rules.DIALLING)


class GetCallDirectionRules(Get):
    listing = Listing(
        direction_rules.Q["list_call_direction_rules"],
        (
            Column("id", Kind.NUMBER),
            Column("component", Kind.ENUM, filters=True, values=MNEMONICS_OF_RULES),
            Column("mobile", Kind.BOOLEAN),
            Column("national", Kind.BOOLEAN),
            Column("international", Kind.BOOLEAN),
        ),
        arguments=lambda ctx, params: direction_rules.listing_arguments(),
    )


class UpdateCallDirectionRules(OfEntity):
    """Null is the default: home is open, the rest of the world is not."""

    mobile: bool | None = None
    national: bool | None = None
    international: bool | None = None


async def update_call_direction_rules(
    ctx: Context, params: UpdateCallDirectionRules
) -> dict[str, object]:
    def chosen(name: str, sent: bool | None, default: bool) -> bool | None:
        if not params.sends(name):
            return None
        return default if sent is None else sent

    changed = await direction_rules.update(
        ctx.services.db,
        ctx.account.id,
        params.id,
        mobile=chosen("mobile", params.mobile, True),
        national=chosen("national", params.national, True),
        international=chosen("international", params.international, False),
    )
    if not changed:
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
    return NOTHING


_OWN: Final = Component.DATA_API
METHODS: Final[tuple[Method, ...]] = (
    Method(
        "get.call_direction_rules",
        rows,
        GetCallDirectionRules,
        _OWN,
        unit=Unit.API_SETTINGS,
        for_admins=True,
    ),
    Method(
        "update.call_direction_rules",
        update_call_direction_rules,
        UpdateCallDirectionRules,
        _OWN,
        unit=Unit.API_SETTINGS,
        for_admins=True,
    ),
)
