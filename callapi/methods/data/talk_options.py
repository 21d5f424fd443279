"""Talk options: what the keys of an operator do in a talk (Data API spec 2.13)."""

from typing import Annotated, Final, Literal

from pydantic import StringConstraints

from callapi.directory import contact_groups, talk_options
from callapi.directory.references import Kind as Referred
from callapi.directory.talk_options import NAMES, StoredOption
from callapi.domain.account import Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.changing import changing
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.params import DataParams, Name, OfEntity
from callapi.methods.data.references import check_ids
from callapi.methods.method import Context, Method
from callapi.methods.params import Id
from callapi.methods.result import NOTHING
from callapi.store.pool import Database

Button = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9#]$")]
OptionMnemonic = Literal[
    "finish_conversation",
    "tag_call",
    "record_talk",
    "transfer_call",
    "run_scenario",
    "call_coach",
    "receive_fax",
    "save_numa",
]
# What an option acts with; only a transfer can do without.
OBJECTS: Final[dict[str, Referred]] = {
    "tag_call": "tags",
    "run_scenario": "scenarios",
    "save_numa": "contact_groups",
    "transfer_call": "employees",
}
NEED_AN_OBJECT: Final = OBJECTS.keys() - {"transfer_call"}


class GetTalkOptions(Get):
    listing = Listing(
        talk_options.Q["list_talk_options"],
        (
            Column("id", Kind.NUMBER, filters=True, sorts=True),
            Column("button", filters=True, sorts=True),
            Column("mnemonic", Kind.ENUM, filters=True, values=frozenset(NAMES)),
            Column("name", filters=True, sorts=True),
            Column("button_value_id", Kind.NUMBER),
            Column("button_value_name"),
        ),
    )


class CreateTalkOptions(DataParams):
    button: Button
    mnemonic: OptionMnemonic
    name: Name | None = None
    button_value_id: Id | None = None


class UpdateTalkOptions(OfEntity):
    button: Button = ""
    mnemonic: OptionMnemonic = "finish_conversation"
    name: Name | None = None
    button_value_id: Id | None = None


async def create_talk_options(
    ctx: Context, params: CreateTalkOptions
) -> dict[str, object]:
    option = StoredOption(
        params.button,
        params.mnemonic,
        params.name or NAMES[params.mnemonic],
        params.button_value_id,
    )
    async with changing(ctx) as db:
        await _check_object(db, ctx.account.id, option)
        try:
            id_ = await talk_options.insert(db, ctx.account.id, option)
        except talk_options.ButtonTaken:
            raise ApiError(Mnemonic.ALREADY_IN_USE, "button") from None
    return {"id": id_}


async def update_talk_options(
    ctx: Context, params: UpdateTalkOptions
) -> dict[str, object]:
    account_id = ctx.account.id
    async with changing(ctx) as db:
        stored = await talk_options.find(db, account_id, params.id)
        if stored is None:
            raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
        option = _changed(stored, params)
        await _check_object(db, account_id, option)
        try:
            await talk_options.update(db, account_id, params.id, option)
        except talk_options.ButtonTaken:
            raise ApiError(Mnemonic.ALREADY_IN_USE, "button") from None
    return NOTHING


async def delete_talk_options(ctx: Context, params: OfEntity) -> dict[str, object]:
    if not await talk_options.delete(ctx.services.db, ctx.account.id, params.id):
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
    return NOTHING


def _changed(stored: StoredOption, params: UpdateTalkOptions) -> StoredOption:
    """An option that becomes another kind leaves its old object behind."""
    mnemonic = params.mnemonic if params.sends("mnemonic") else stored.mnemonic
    value_id = stored.value_id if mnemonic == stored.mnemonic else None
    return StoredOption(
        params.button if params.sends("button") else stored.button,
        mnemonic,
        (params.name or NAMES[mnemonic]) if params.sends("name") else stored.name,
        params.button_value_id if params.sends("button_value_id") else value_id,
    )


async def _check_object(db: Database, account_id: int, option: StoredOption) -> None:
    """The group of the system follows the blacklist: nobody is saved there by key."""
    field, value_id = "button_value_id", option.value_id
    if value_id is None:
        if option.mnemonic in NEED_AN_OBJECT:
            raise ApiError(Mnemonic.REQUIRED_PARAMETER_MISSED, field)
        return
    if option.mnemonic not in OBJECTS:
        raise ApiError(Mnemonic.INVALID_PARAMETERS_COMBINATION, field)
    await check_ids(db, account_id, OBJECTS[option.mnemonic], field, [value_id])
    if option.mnemonic == "save_numa" and await contact_groups.list_system(
        db, account_id, [value_id]
    ):
        raise ApiError(Mnemonic.FORBIDDEN, field, code=-32602)


_OWN: Final = Component.DATA_API
_UNIT: Final = Unit.VIRTUAL_PBX
METHODS: Final[tuple[Method, ...]] = (
    Method("get.talk_options", rows, GetTalkOptions, _OWN, unit=_UNIT),
    Method(
        "create.talk_options",
        create_talk_options,
        CreateTalkOptions,
        _OWN,
        unit=_UNIT,
    ),
    Method(
        "update.talk_options",
        update_talk_options,
        UpdateTalkOptions,
        _OWN,
        unit=_UNIT,
    ),
    Method("delete.talk_options", delete_talk_options, OfEntity, _OWN, unit=_UNIT),
)
