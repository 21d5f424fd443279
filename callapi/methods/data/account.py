"""The account and its components (Data API spec 2.2)."""

from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal
from zoneinfo import available_timezones

import phonenumbers
from pydantic import AfterValidator, Field

from callapi.directory import accounts
from callapi.domain.account import MNEMONICS, Component, Flag, Unit, User
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.params import DataParams, Name, Text
from callapi.methods.method import Context, Method
from callapi.methods.result import NOTHING

COMPONENTS: Final = {mnemonic: component for component, mnemonic in MNEMONICS.items()}


def _timezone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError("no such time zone")
    return value


def _country(value: str) -> str:
    if value not in phonenumbers.SUPPORTED_REGIONS:
        raise ValueError("no such country")
    return value


def known_components(mnemonics: list[str]) -> list[str]:
    """Raises ValueError for one there is not."""
    if not COMPONENTS.keys() >= set(mnemonics):  # not named: it may be no legible text
        raise ValueError("no such component")
    return mnemonics


ComponentList = Annotated[list[str], AfterValidator(known_components)]


class GetAccount(Get):
    listing = Listing(
        accounts.Q["list_account"],
        (
            Column("app_id", Kind.NUMBER),
            Column("name"),
            Column("timezone"),
        ),
        key="app_id",
    )


class GetobjAccount(DataParams):
    pass


@dataclass(frozen=True, slots=True)
class AccountView:
    """What has a value here is the same for every account (spec 2.2)."""

    app_id: int
    app_name: str
    app_state: str
    user_id: int
    user_type: Literal["admin", "user"]
    user_login: str
    user_name: str
    permissions: list[dict[str, object]]
    components: list[str]
    user_components: list[str]
    timezone: str
    report_currency: str
    home_country: str
    lang: str = "en"
    project: str = "callgear"
    customer_id: int | None = None
    tp_id: int | None = None
    tp_name: str | None = None
    crm_type: str | None = None
    agent_type: str | None = None
    is_agent: bool = False
    is_agent_app: bool = False
    is_bi_available: bool = False


class UpdateAccount(DataParams):
    name: Name | None = None
    timezone: Annotated[Text, AfterValidator(_timezone)] | None = None
    home_country: Annotated[Text, AfterValidator(_country)] | None = None
    report_currency: Annotated[Text, Field(pattern=r"^[A-Z]{3}$")] | None = None


class GetComponents(Get):
    listing = Listing(
        accounts.Q["list_components"],
        (
            Column("id", Kind.STRING, filters=True, sorts=True),
            Column("name", sorts=True),
            Column("is_enabled", Kind.BOOLEAN, filters=True),
        ),
        arguments=lambda ctx, params: accounts.component_names(),
    )


class ChangeComponents(DataParams):
    components: Annotated[ComponentList, Field(min_length=1)]


async def getobj_account(ctx: Context, params: GetobjAccount) -> AccountView:
    account, user = ctx.account, ctx.user
    stored = await accounts.find(ctx.services.db, account.id)
    return AccountView(
        app_id=account.id,
        app_name=stored.name,
        app_state=stored.state,
        user_id=user.id,
        user_type="admin" if user.is_admin else "user",
        user_login=user.login,
        user_name=user.name,
        permissions=permissions_of(user),
        components=mnemonics(account.components),
        user_components=components_of(user, account.components),
        timezone=account.timezone,
        report_currency=stored.report_currency,
        home_country=account.home_country,
    )


async def update_account(ctx: Context, params: UpdateAccount) -> dict[str, object]:
    sent = params.model_fields_set - {"access_token", "user_id"}
    if not sent:
        raise ApiError(Mnemonic.REQUIRED_PARAMETER_MISSED, "name")
    for field in UpdateAccount.model_fields:  # none of them can be empty
        if field in sent and getattr(params, field) is None:
            raise ApiError(Mnemonic.INVALID_PARAMETER_VALUE, field)
    try:
        await accounts.update(
            ctx.services.db,
            ctx.account.id,
            name=params.name,
            timezone=params.timezone,
            home_country=params.home_country,
            report_currency=params.report_currency,
        )
    except accounts.NameTaken:
        raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
    return NOTHING


async def enable_components(ctx: Context, params: ChangeComponents) -> dict[str, bool]:
    names = [COMPONENTS[it].value for it in params.components]
    await accounts.enable_components(ctx.services.db, ctx.account.id, names)
    return {"success": True}


async def disable_components(ctx: Context, params: ChangeComponents) -> dict[str, bool]:
    names = [COMPONENTS[it].value for it in params.components]
    if Component.DATA_API in names:  # whoever asks could never switch it on again
        raise ApiError(Mnemonic.INVALID_PARAMETERS_COMBINATION, "components")
    await accounts.disable_components(ctx.services.db, ctx.account.id, names)
    return {"success": True}


def mnemonics(components: frozenset[str]) -> list[str]:
    """In the order of the specification's table."""
    return [name for it, name in MNEMONICS.items() if it.value in components]


def components_of(user: User, of_account: frozenset[str]) -> list[str]:
    """What a user may use; the Call API is a right of its own (spec 6.2)."""
    granted = of_account if user.components is None else user.components
    without = frozenset() if user.call_api_access else {Component.BASIC.value}
    return mnemonics(frozenset(granted) - without)


def permissions_of(user: User) -> list[dict[str, object]]:
    """One entry a unit there is any right to; administrators have all."""
    return [
        {"unit_id": unit.value, **{flag.value: user.may(unit, flag) for flag in Flag}}
        for unit in Unit
        if any(user.may(unit, flag) for flag in Flag)
    ]


_ADMIN: Final[dict[str, Any]] = {"unit": Unit.API_SETTINGS, "for_admins": True}
_OWN: Final = Component.DATA_API
METHODS: Final[tuple[Method, ...]] = (
    Method("get.account", rows, GetAccount, _OWN),
    Method("getobj.account", getobj_account, GetobjAccount, _OWN),
    Method("update.account", update_account, UpdateAccount, _OWN, **_ADMIN),
    Method("get.components", rows, GetComponents, _OWN, **_ADMIN),
    Method("enable.components", enable_components, ChangeComponents, _OWN, **_ADMIN),
    Method("disable.components", disable_components, ChangeComponents, _OWN, **_ADMIN),
)
