"""Numbers of the account, and the server's pool of free ones (Data API spec 2.9)."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from callapi.directory import number_pool, virtual_numbers
from callapi.domain.account import Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.number_not_found import number_not_found
from callapi.methods.data.params import DataParams, OfEntity, Phone, Text
from callapi.methods.method import Context, Method
from callapi.methods.result import NOTHING

STATUSES: Final = frozenset(
    {
        *("active", "waiting", "cleaning", "prereserved", "reserved"),
        *("manual_lock", "limit_lock"),
    }
)
CATEGORIES: Final = frozenset({"usual", "bronze", "silver", "gold", "platinum"})
TYPES: Final = frozenset({"va", "call_tracking", "dynamic_call_tracking"})


class GetNumbers(Get):
    listing = Listing(
        virtual_numbers.Q["list_numbers"],
        (
            Column("id", Kind.NUMBER, filters=True),
            Column("virtual_phone_number", filters=True),
            Column("redirection_phone_number", filters=True),
            Column("activation_date", Kind.TIME, filters=True),
            Column("status", Kind.ENUM, filters=True, sorts=True, values=STATUSES),
            Column("category", Kind.ENUM, filters=True, sorts=True, values=CATEGORIES),
            Column("type", Kind.ENUM, filters=True, sorts=True, values=TYPES),
            Column("comment", filters=True, sorts=True),
            Column("name", filters=True, sorts=True),
            Column("scenarios", Kind.JSON, filters=True),
            Column("campaigns", Kind.JSON, filters=True),
            Column("site_blocks", Kind.JSON),
            Column("child_customer_id", Kind.NUMBER, filters=True, sorts=True),
        ),
    )


class GetAvailable(Get):
    listing = Listing(
        number_pool.Q["list_available"],
        (
            Column("phone_number", filters=True, sorts=True),
            Column("category", Kind.ENUM, filters=True, sorts=True, values=CATEGORIES),
            Column("location_mnemonic", filters=True, sorts=True),
            Column("location_name", filters=True, sorts=True),
            Column("onetime_payment", Kind.NUMBER),
            Column("monthly_charge", Kind.NUMBER),
            Column("min_charge", Kind.NUMBER),
        ),
    )


class EnableNumber(DataParams):
    virtual_phone_number: Phone
    number_capacity_ids: list[Any] | None = None
    number_capacity_component: str | None = None


class DisableNumber(DataParams):
    virtual_phone_number: Phone


class UpdateNumber(OfEntity):
    name: Annotated[Text, Field(max_length=255)] | None = None
    comment: Annotated[Text, Field(max_length=1000)] | None = None
    redirection_phone_number: Phone | None = None
    status: Literal["active", "manual_lock"] | None = None


class CreateAvailable(DataParams):
    phone_number: Phone
    category: Literal["usual", "bronze", "silver", "gold", "platinum"] | None = None
    location_name: Annotated[Text, Field(min_length=1, max_length=255)] | None = None
    trunk: Annotated[Text, Field(min_length=1, max_length=31)] | None = None


class DeleteAvailable(DataParams):
    phone_number: Phone


async def enable_number(ctx: Context, params: EnableNumber) -> dict[str, bool]:
    for field in ("number_capacity_ids", "number_capacity_component"):
        if getattr(params, field) is not None:  # of the call tracking that is not here
            raise ApiError(
                Mnemonic.PARAMETER_COMPONENT_DISABLED, field, components="Call tracking"
            )
    db, number = ctx.services.db, params.virtual_phone_number
    if await number_pool.take(db, ctx.account.id, number, ctx.clock.now()) is None:
        raise number_not_found("virtual_phone_number", number)
    return {"success": True}


async def disable_number(ctx: Context, params: DisableNumber) -> dict[str, bool]:
    account_id, number = ctx.account.id, params.virtual_phone_number
    async with ctx.services.db.acquire() as db, db.transaction():
        id_ = await number_pool.find_own(db, account_id, number)
        if id_ is None:
            raise number_not_found("virtual_phone_number", number)
        if users := await number_pool.list_users(db, account_id, id_):
            raise ApiError(
                Mnemonic.DEPENDENCY_ERROR, "virtual_phone_number", used_by=users
            )
        await number_pool.give_back(db, account_id, id_)
    return {"success": True}


async def update_number(ctx: Context, params: UpdateNumber) -> dict[str, object]:
    values = {
        "name": ("name", params.name or ""),
        "comment": ("comment", params.comment or None),
        "redirection_phone_number": (
            "redirection_number",
            params.redirection_phone_number,
        ),
        "status": ("is_active", params.status != "manual_lock"),
    }
    changes = dict(values[name] for name in params.sent())
    db, account_id = ctx.services.db, ctx.account.id
    if not await virtual_numbers.update(db, account_id, params.id, changes):
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
    return NOTHING


async def create_available(ctx: Context, params: CreateAvailable) -> dict[str, object]:
    db, trunk_id = ctx.services.db, None
    if params.trunk is not None:
        trunk_id = await number_pool.find_trunk(db, params.trunk)
        if trunk_id is None:
            raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "trunk")
    id_ = await number_pool.insert(
        db,
        params.phone_number,
        params.category or "usual",
        params.location_name,
        trunk_id,
    )
    if id_ is None:
        raise ApiError(Mnemonic.DUPLICATE_ENTITY, "phone_number")
    return {"id": id_}


async def delete_available(ctx: Context, params: DeleteAvailable) -> dict[str, object]:
    if not await number_pool.delete(ctx.services.db, params.phone_number):
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "phone_number")
    return NOTHING


_OWN: Final = Component.DATA_API
_UNIT: Final[dict[str, Any]] = {"unit": Unit.NUMBERS}
_POOL: Final[dict[str, Any]] = {**_UNIT, "for_admins": True}
METHODS: Final[tuple[Method, ...]] = (
    Method("get.virtual_numbers", rows, GetNumbers, _OWN, **_UNIT),
    Method("get.available_virtual_numbers", rows, GetAvailable, _OWN, **_UNIT),
    Method("enable.virtual_numbers", enable_number, EnableNumber, _OWN, **_UNIT),
    Method("disable.virtual_numbers", disable_number, DisableNumber, _OWN, **_UNIT),
    Method("update.virtual_numbers", update_number, UpdateNumber, _OWN, **_UNIT),
    Method(
        "create.available_virtual_numbers",
        create_available,
        CreateAvailable,
        _OWN,
        **_POOL,
    ),
    Method(
        "delete.available_virtual_numbers",
        delete_available,
        DeleteAvailable,
        _OWN,
        **_POOL,
    ),
)
