"""Numbers the account does not talk with (Data API spec 2.14)."""

from typing import Annotated, Final

from pydantic import Field

from callapi.directory import blacklist
from callapi.domain.account import Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.params import DataParams, OfEntity, Phone, Text
from callapi.methods.method import Context, Method
from callapi.methods.result import NOTHING

Comment = Annotated[Text, Field(max_length=500)]


class GetBlacklistPhoneNumbers(Get):
    listing = Listing(
        blacklist.Q["list_blacklist_phone_numbers"],
        (
            Column("id", Kind.NUMBER, filters=True, sorts=True),
            Column("phone_number", filters=True, sorts=True),
            Column("add_user_name", filters=True, sorts=True),
            Column("add_comment", filters=True, sorts=True),
            Column("add_date_time", Kind.TIME, filters=True, sorts=True),
        ),
    )


class CreatePhoneNumberToBlacklist(DataParams):
    phone_number: Phone
    add_comment: Comment | None = None


async def create_phone_number_to_blacklist(
    ctx: Context, params: CreatePhoneNumberToBlacklist
) -> dict[str, object]:
    try:
        id_ = await blacklist.insert(
            ctx.services.db,
            ctx.account.id,
            params.phone_number,
            ctx.user.name or ctx.user.login,
            params.add_comment or None,
            ctx.clock.now(),
        )
    except blacklist.TooMany:
        raise ApiError(Mnemonic.DATA_LIMIT_EXCEEDED, "phone_number") from None
    if id_ is None:
        raise ApiError(Mnemonic.DUPLICATE_ENTITY, "phone_number")
    return {"id": id_, "phone_number": params.phone_number}


async def delete_phone_number_from_blacklist(
    ctx: Context, params: OfEntity
) -> dict[str, object]:
    if not await blacklist.delete(ctx.services.db, ctx.account.id, params.id):
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
    return NOTHING


_OWN: Final = Component.DATA_API
METHODS: Final[tuple[Method, ...]] = (
    Method(
        "get.blacklist_phone_numbers",
        rows,
        GetBlacklistPhoneNumbers,
        _OWN,
        unit=Unit.BLACKLIST,
    ),
    Method(
        "create.phone_number_to_blacklist",
        create_phone_number_to_blacklist,
        CreatePhoneNumberToBlacklist,
        _OWN,
        unit=Unit.BLACKLIST,
    ),
    Method(
        "delete.phone_number_from_blacklist",
        delete_phone_number_from_blacklist,
        OfEntity,
        _OWN,
        unit=Unit.BLACKLIST,
    ),
)
