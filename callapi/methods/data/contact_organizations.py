"""The address book: whom contacts work for (Data API spec 3.2)."""

from typing import Any, Final

from callapi.directory import contact_organizations
from callapi.domain.account import Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.params import DataParams, Name, OfEntity
from callapi.methods.data.references import check_own, check_unused
from callapi.methods.method import Context, Method
from callapi.methods.result import NOTHING


class GetOrganizations(Get):
    listing = Listing(
        contact_organizations.Q["list_organizations"],
        (
            Column("id", Kind.NUMBER, filters=True),
            Column("name", filters=True, sorts=True),
        ),
    )


class CreateOrganization(DataParams):
    name: Name


class UpdateOrganization(OfEntity):
    name: Name = ""


async def create_organization(
    ctx: Context, params: CreateOrganization
) -> dict[str, object]:
    db, account_id = ctx.services.db, ctx.account.id
    try:
        id_ = await contact_organizations.insert(db, account_id, params.name)
    except contact_organizations.NameTaken:
        raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
    return {"id": id_}


async def update_organization(
    ctx: Context, params: UpdateOrganization
) -> dict[str, object]:
    db, account_id = ctx.services.db, ctx.account.id
    name = params.name if params.sends("name") else None
    try:
        is_there = await contact_organizations.update(db, account_id, params.id, name)
    except contact_organizations.NameTaken:
        raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
    if not is_there:
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
    return NOTHING


async def delete_organization(ctx: Context, params: OfEntity) -> dict[str, object]:
    account_id = ctx.account.id
    async with ctx.services.db.acquire() as db, db.transaction():
        await check_own(db, account_id, "contact_organizations", params.id)
        check_unused(await contact_organizations.list_users(db, account_id, params.id))
        await contact_organizations.delete(db, account_id, params.id)
    return NOTHING


_OWN: Final = Component.DATA_API
_UNIT: Final[dict[str, Any]] = {"unit": Unit.ADDRESS_BOOK}
METHODS: Final[tuple[Method, ...]] = (
    Method("get.contact_organizations", rows, GetOrganizations, _OWN, **_UNIT),
    Method(
        "create.contact_organizations",
        create_organization,
        CreateOrganization,
        _OWN,
        **_UNIT,
    ),
    Method(
        "update.contact_organizations",
        update_organization,
        UpdateOrganization,
        _OWN,
        **_UNIT,
    ),
    Method(
        "delete.contact_organizations", delete_organization, OfEntity, _OWN, **_UNIT
    ),
)
