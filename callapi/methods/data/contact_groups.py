"""The address book: groups of contacts (Data API spec 3.2)."""

from typing import Annotated, Any, Final

from pydantic import Field

from callapi.directory import contact_groups
from callapi.domain.account import Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.params import DataParams, Name, OfEntity
from callapi.methods.data.references import check_ids, check_unused
from callapi.methods.method import Context, Method
from callapi.methods.params import Id
from callapi.methods.result import NOTHING
from callapi.store.pool import Database

Members = Annotated[list[Id], Field(max_length=10_000)]


class GetGroups(Get):
    listing = Listing(
        contact_groups.Q["list_groups"],
        (
            Column("id", Kind.NUMBER, filters=True),
            Column("name", filters=True, sorts=True),
            Column("is_system", Kind.BOOLEAN, filters=True),
            Column("members", Kind.JSON, filters=True),
        ),
    )


class CreateGroup(DataParams):
    name: Name
    members: Members | None = None


class UpdateGroup(OfEntity):
    name: Name = ""
    members: Members | None = None


async def create_group(ctx: Context, params: CreateGroup) -> dict[str, object]:
    account_id = ctx.account.id
    async with ctx.services.db.acquire() as db, db.transaction():
        await check_ids(db, account_id, "contacts", "members", params.members)
        try:
            id_ = await contact_groups.insert(db, account_id, params.name)
        except contact_groups.NameTaken:
            raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
        await contact_groups.set_members(db, id_, params.members or [])
    return {"id": id_}


async def update_group(ctx: Context, params: UpdateGroup) -> dict[str, object]:
    account_id = ctx.account.id
    async with ctx.services.db.acquire() as db, db.transaction():
        await _changeable(db, account_id, params.id)
        await check_ids(db, account_id, "contacts", "members", params.members)
        if params.sends("name"):
            try:
                await contact_groups.rename(db, account_id, params.id, params.name)
            except contact_groups.NameTaken:
                raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
        if params.sends("members"):
            await contact_groups.set_members(db, params.id, params.members or [])
    return NOTHING


async def delete_group(ctx: Context, params: OfEntity) -> dict[str, object]:
    account_id = ctx.account.id
    async with ctx.services.db.acquire() as db, db.transaction():
        await _changeable(db, account_id, params.id)
        check_unused(await contact_groups.list_users(db, account_id, params.id))
        await contact_groups.delete(db, account_id, params.id)
    return NOTHING


async def _changeable(db: Database, account_id: int, group_id: int) -> None:
    is_system = await contact_groups.is_system(db, account_id, group_id)
    if is_system is None:
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
    if is_system:
        raise ApiError(Mnemonic.FORBIDDEN, code=-32602)


_OWN: Final = Component.DATA_API
_UNIT: Final[dict[str, Any]] = {"unit": Unit.ADDRESS_BOOK}
METHODS: Final[tuple[Method, ...]] = (
    Method("get.group_contacts", rows, GetGroups, _OWN, **_UNIT),
    Method("create.group_contacts", create_group, CreateGroup, _OWN, **_UNIT),
    Method("update.group_contacts", update_group, UpdateGroup, _OWN, **_UNIT),
    Method("delete.group_contacts", delete_group, OfEntity, _OWN, **_UNIT),
)
