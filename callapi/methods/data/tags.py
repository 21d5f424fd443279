"""Tags of the account (Data API spec 2.11)."""

from typing import Annotated, Final

from pydantic import Field

from callapi.directory import tags
from callapi.domain.account import Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.changing import changing
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.params import Color, DataParams, OfEntity, Text
from callapi.methods.data.references import check_unused
from callapi.methods.method import Context, Method
from callapi.methods.result import NOTHING
from callapi.store.pool import Database

TagName = Annotated[Text, Field(min_length=1, max_length=100)]
DEFAULT_COLOR: Final = "#EBEBEB"


class GetTags(Get):
    listing = Listing(
        tags.Q["list_tags"],
        (
            Column("id", Kind.NUMBER, filters=True),
            Column("name", filters=True, sorts=True),
            Column("is_system", Kind.BOOLEAN, filters=True, sorts=True),
            Column("color", filters=True, sorts=True, default=False),
            Column(
                "creation_datetime",
                Kind.TIME,
                filters=True,
                sorts=True,
                default=False,
            ),
            Column("is_auto", Kind.BOOLEAN, filters=True, sorts=True, default=False),
            Column("rating", Kind.NUMBER, sorts=True, default=False),
        ),
        arguments=lambda ctx, params: (params.is_include_rating, ctx.clock.now()),
    )

    is_include_rating: bool = False


class CreateTags(DataParams):
    name: TagName
    color: Color | None = None


class UpdateTags(OfEntity):
    name: TagName = ""
    color: Color | None = None


async def create_tags(ctx: Context, params: CreateTags) -> dict[str, object]:
    color = params.color or DEFAULT_COLOR
    try:
        id_ = await tags.insert(ctx.services.db, ctx.account.id, params.name, color)
    except tags.NameTaken:
        raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
    return {"id": id_}


async def update_tags(ctx: Context, params: UpdateTags) -> dict[str, object]:
    name = params.name if params.sends("name") else None
    color = (params.color or DEFAULT_COLOR) if params.sends("color") else None
    async with changing(ctx) as db:
        await _changeable(db, ctx, params.id)
        try:
            await tags.update(db, ctx.account.id, params.id, name, color)
        except tags.NameTaken:
            raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
    return NOTHING


async def delete_tags(ctx: Context, params: OfEntity) -> dict[str, object]:
    async with changing(ctx) as db:
        await _changeable(db, ctx, params.id)
        check_unused(await tags.list_users(db, ctx.account.id, params.id))
        await tags.delete(db, ctx.account.id, params.id)
    return NOTHING


async def _changeable(db: Database, ctx: Context, tag_id: int) -> None:
    tag = await tags.find_tag(db, ctx.account.id, tag_id)
    if tag is None:
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
    if tag.is_system:
        raise ApiError(Mnemonic.FORBIDDEN, code=-32602)


_OWN: Final = Component.DATA_API
METHODS: Final[tuple[Method, ...]] = (
    Method("get.tags", rows, GetTags, _OWN, unit=Unit.TAGS),
    Method("create.tags", create_tags, CreateTags, _OWN, unit=Unit.TAGS),
    Method("update.tags", update_tags, UpdateTags, _OWN, unit=Unit.TAGS),
    Method("delete.tags", delete_tags, OfEntity, _OWN, unit=Unit.TAGS),
)
