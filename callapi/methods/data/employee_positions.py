"""Positions of employees (Data API spec 3.1)."""

from typing import Any, Final

from callapi.directory import employee_positions
from callapi.domain.account import Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.params import DataParams, Name, OfEntity
from callapi.methods.method import Context, Method
from callapi.methods.result import NOTHING


class GetPositions(Get):
    listing = Listing(
        employee_positions.Q["list_positions"],
        (
            Column("id", Kind.NUMBER, filters=True),
            Column("name", filters=True, sorts=True),
        ),
    )


class CreatePosition(DataParams):
    name: Name


class UpdatePosition(OfEntity):
    name: Name = ""


async def create_position(ctx: Context, params: CreatePosition) -> dict[str, object]:
    db, account_id = ctx.services.db, ctx.account.id
    try:
        id_ = await employee_positions.insert(db, account_id, params.name)
    except employee_positions.NameTaken:
        raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
    return {"id": id_}


async def update_position(ctx: Context, params: UpdatePosition) -> dict[str, object]:
    db, account_id = ctx.services.db, ctx.account.id
    name = params.name if params.sends("name") else None
    try:
        is_there = await employee_positions.update(db, account_id, params.id, name)
    except employee_positions.NameTaken:
        raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
    if not is_there:
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
    return NOTHING


async def delete_position(ctx: Context, params: OfEntity) -> dict[str, object]:
    db, account_id = ctx.services.db, ctx.account.id
    if not await employee_positions.delete(db, account_id, params.id):
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
    return NOTHING


_OWN: Final = Component.DATA_API
_UNIT: Final[dict[str, Any]] = {"unit": Unit.EMPLOYEES}
METHODS: Final[tuple[Method, ...]] = (
    Method("get.employee_positions", rows, GetPositions, _OWN, **_UNIT),
    Method("create.employee_positions", create_position, CreatePosition, _OWN, **_UNIT),
    Method("update.employee_positions", update_position, UpdatePosition, _OWN, **_UNIT),
    Method("delete.employee_positions", delete_position, OfEntity, _OWN, **_UNIT),
)
