"""Groups of employees (Data API spec 3.1)."""

from typing import Annotated, Any, Final

from pydantic import Field

from callapi.directory import employee_groups, employee_phones
from callapi.domain.account import Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.parameter_component import check_component
from callapi.methods.data.params import DataParams, Extension, Name, OfEntity, Part
from callapi.methods.data.references import check_ids, check_own, check_unused
from callapi.methods.method import Context, Method
from callapi.methods.params import Id
from callapi.methods.result import NOTHING
from callapi.store.pool import Database


class GetGroups(Get):
    listing = Listing(
        employee_groups.Q["list_groups"],
        (
            Column("id", Kind.NUMBER, filters=True),
            Column("name", filters=True, sorts=True),
            Column("members", Kind.JSON),
            Column("phone_numbers", Kind.JSON, filters=True),
            Column("group_phone_number", filters=True, sorts=True),
            Column("queue_enabled", Kind.BOOLEAN, filters=True),
            Column("channels_count", Kind.NUMBER, filters=True),
            Column("schedule_id", Kind.NUMBER),
        ),
    )


class Settings(DataParams):
    members: Annotated[list[Id], Field(max_length=1000)] | None = None
    group_phone_number: Extension | None = None
    queue_enabled: bool | None = None
    channels_count: Annotated[int, Field(ge=1, le=199)] | None = None
    schedule_id: Id | None = None


class CreateGroup(Settings):
    name: Name


class UpdateGroup(Settings, OfEntity):
    name: Name = ""


class GroupNumber(Part):
    employee_phone_number_id: Id
    available: bool


class UpdateNumbers(OfEntity):
    phone_numbers: list[GroupNumber]


# parameter -> column, and what null sets it back to
COLUMNS: Final[dict[str, tuple[str, object]]] = {
    "name": ("name", None),
    "group_phone_number": ("extension", None),
    "queue_enabled": ("queue_enabled", False),
    "channels_count": ("channels_count", 1),
    "schedule_id": ("schedule_id", None),
}


async def create_group(ctx: Context, params: CreateGroup) -> dict[str, object]:
    _check_component(ctx, params)
    account_id = ctx.account.id
    async with ctx.services.db.acquire() as db, db.transaction():
        await _check_references(db, account_id, params)
        usual = dict(COLUMNS.values())
        try:
            id_ = await employee_groups.insert(db, account_id, usual | _changes(params))
        except employee_groups.NameTaken:
            raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
        except employee_groups.ExtensionTaken:
            raise ApiError(Mnemonic.ALREADY_IN_USE, "group_phone_number") from None
        await _set_members(db, account_id, id_, params)
    return {"id": id_}


async def update_group(ctx: Context, params: UpdateGroup) -> dict[str, object]:
    _check_component(ctx, params)
    account_id = ctx.account.id
    async with ctx.services.db.acquire() as db, db.transaction():
        await check_own(db, account_id, "employee_groups", params.id)
        await _check_references(db, account_id, params)
        try:
            await employee_groups.update(db, account_id, params.id, _changes(params))
        except employee_groups.NameTaken:
            raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
        except employee_groups.ExtensionTaken:
            raise ApiError(Mnemonic.ALREADY_IN_USE, "group_phone_number") from None
        await _set_members(db, account_id, params.id, params)
    return NOTHING


async def update_numbers(ctx: Context, params: UpdateNumbers) -> dict[str, object]:
    """Every number of the group exactly once, in the order it is to be dialled in."""
    ids = [it.employee_phone_number_id for it in params.phone_numbers]
    account_id = ctx.account.id
    async with ctx.services.db.acquire() as db, db.transaction():
        await check_own(db, account_id, "employee_groups", params.id)
        there = await employee_groups.list_number_ids(db, account_id, params.id)
        if sorted(ids) != sorted(there):
            raise ApiError(Mnemonic.INVALID_PARAMETER_VALUE, "phone_numbers")
        available = [it.available for it in params.phone_numbers]
        await employee_groups.set_numbers(db, params.id, ids, available)
    return NOTHING


async def delete_group(ctx: Context, params: OfEntity) -> dict[str, object]:
    account_id = ctx.account.id
    async with ctx.services.db.acquire() as db, db.transaction():
        await check_own(db, account_id, "employee_groups", params.id)
        check_unused(await employee_groups.list_users(db, account_id, params.id))
        await employee_groups.delete(db, account_id, params.id)
    return NOTHING


def _check_component(ctx: Context, params: Settings) -> None:
    """The settings of the group's own extension are the Virtual PBX's."""
    for field in ("group_phone_number", "queue_enabled", "channels_count"):
        if params.sends(field):
            check_component(ctx, Component.VIRTUAL_PBX, field)


async def _check_references(db: Database, account_id: int, params: Settings) -> None:
    await check_ids(db, account_id, "employees", "members", params.members)
    await check_ids(db, account_id, "schedules", "schedule_id", [params.schedule_id])


def _changes(params: Settings) -> dict[str, object]:
    return {
        COLUMNS[name][0]: COLUMNS[name][1] if value is None else value
        for name, value in params.sent().items()
        if name in COLUMNS
    }


async def _set_members(
    db: Database, account_id: int, group_id: int, params: Settings
) -> None:
    if params.sends("members"):
        await employee_groups.set_members(db, group_id, params.members or [])
        await employee_phones.settle_groups(db, account_id)


_OWN: Final = Component.DATA_API
_UNIT: Final[dict[str, Any]] = {"unit": Unit.EMPLOYEES}
METHODS: Final[tuple[Method, ...]] = (
    Method("get.group_employees", rows, GetGroups, _OWN, **_UNIT),
    Method("create.group_employees", create_group, CreateGroup, _OWN, **_UNIT),
    Method("update.group_employees", update_group, UpdateGroup, _OWN, **_UNIT),
    Method("delete.group_employees", delete_group, OfEntity, _OWN, **_UNIT),
    Method(
        "update.group_employees_numbers", update_numbers, UpdateNumbers, _OWN, **_UNIT
    ),
)
