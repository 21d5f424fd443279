"""SIP lines of employees (Data API spec 2.8)."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from callapi.directory import employee_phones, sip_lines
from callapi.directory.sip_lines import SipLine
from callapi.directory.virtual_numbers import find_virtual_number
from callapi.domain.account import Component, Flag, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.employee_phones import MOST
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.number_not_found import number_not_found
from callapi.methods.data.params import DataParams, OfEntity, Phone
from callapi.methods.data.references import check_ids, check_unused
from callapi.methods.method import Context, Method
from callapi.methods.params import Id
from callapi.methods.result import NOTHING
from callapi.store.pool import Database

# The wire says it in Russian on every service (spec 6.20).
REGISTERED: Final = frozenset({"Зарегистрирован", "Не зарегистрирован"})
RULES: Final = frozenset(
    {
        *("fixed", "fixed_for_numa", "random"),
        *("regional_random", "regional_fixed_for_numa"),
    }
)


class GetSipLines(Get):
    listing = Listing(
        sip_lines.Q["list_lines"],
        (
            Column("id", Kind.NUMBER, filters=True),
            Column("phone_number", filters=True),
            Column(
                "type",
                Kind.ENUM,
                filters=True,
                sorts=True,
                values=frozenset({"in", "in_out"}),
            ),
            Column("employee_id", Kind.NUMBER, filters=True, sorts=True),
            Column("employee_full_name", filters=True),
            Column("channels_count", Kind.NUMBER),
            Column("dial_time", Kind.NUMBER),
            Column(
                "status",
                Kind.ENUM,
                filters=True,
                sorts=True,
                values=frozenset({"active", "inactive"}),
            ),
            Column(
                "billing_state",
                Kind.ENUM,
                filters=True,
                sorts=True,
                values=frozenset({"active", "manual_lock", "limit_lock"}),
            ),
            Column(
                "physical_state",
                Kind.ENUM,
                filters=True,
                sorts=True,
                values=REGISTERED,
            ),
            Column("is_registered", Kind.BOOLEAN, filters=True, sorts=True),
            Column("virtual_phone_number", filters=True, sorts=True),
            Column("virtual_phone_usage_rule", Kind.ENUM, filters=True, values=RULES),
            Column("ip_addresses", Kind.JSON, filters=True),
            Column("password", filters=True, operators=frozenset({"="})),
        ),
        arguments=lambda ctx, params: (ctx.user.may(Unit.VIRTUAL_PBX, Flag.UPDATE),),
    )


class GetCallerIds(Get):
    listing = Listing(
        sip_lines.Q["list_caller_ids"],
        (Column("virtual_phone_number", filters=True),),
    )


class CreateSipLine(DataParams):
    employee_id: Id
    virtual_phone_number: Phone | None = None


class UpdateSipLine(OfEntity):
    employee_id: Id = 0
    virtual_phone_number: Phone | None = None
    billing_state: Literal["active", "manual_lock"] | None = None
    channels_count: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None


async def create_sip_line(ctx: Context, params: CreateSipLine) -> dict[str, object]:
    account_id, password = ctx.account.id, sip_lines.new_password()
    async with ctx.services.db.acquire() as db, db.transaction():
        employee = [params.employee_id]
        await check_ids(db, account_id, "employees", "employee_id", employee)
        number_id = await _caller_id(db, account_id, params.virtual_phone_number)
        if await sip_lines.count_numbers(db, account_id, params.employee_id) >= MOST:
            raise ApiError(Mnemonic.DATA_LIMIT_EXCEEDED, "employee_id")
        try:
            line = await sip_lines.insert(
                db, account_id, params.employee_id, password, number_id
            )
        except sip_lines.NoNumberLeft:
            raise ApiError(Mnemonic.DATA_LIMIT_EXCEEDED) from None
        await employee_phones.settle_groups(db, account_id)
    return {
        "id": line.id,
        "phone_number": line.number,
        "password": password,
        "server": ctx.services.sip_server,
    }


async def update_sip_line(ctx: Context, params: UpdateSipLine) -> dict[str, object]:
    account_id, sent = ctx.account.id, params.sent()
    async with ctx.services.db.acquire() as db, db.transaction():
        line = await _find(db, account_id, params.id)
        changes: dict[str, object] = {}
        if "employee_id" in sent:
            await check_ids(
                db, account_id, "employees", "employee_id", [params.employee_id]
            )
            changes["employee_id"] = params.employee_id
        if "virtual_phone_number" in sent:
            number = params.virtual_phone_number
            changes["virtual_number_id"] = await _caller_id(db, account_id, number)
        if "billing_state" in sent:
            changes["billing_state"] = params.billing_state or "active"
        if "channels_count" in sent:
            changes["channels_count"] = params.channels_count or 1
            if (params.channels_count or 1) > await sip_lines.most_channels(
                db, account_id
            ):
                raise ApiError(Mnemonic.TARIFF_RESTRICTIONS, "channels_count")
        await sip_lines.update(db, account_id, line.id, changes)
        if changes.get("employee_id", line.employee_id) != line.employee_id:
            await sip_lines.move_number(db, account_id, line, params.employee_id)
            await employee_phones.settle_groups(db, account_id)
    return NOTHING


async def delete_sip_line(ctx: Context, params: OfEntity) -> dict[str, object]:
    account_id = ctx.account.id
    async with ctx.services.db.acquire() as db, db.transaction():
        line = await _find(db, account_id, params.id)
        check_unused(await sip_lines.list_users(db, account_id, line))
        await sip_lines.delete(db, account_id, line)
    return NOTHING


async def update_password(ctx: Context, params: OfEntity) -> dict[str, object]:
    """Who has registered with the old one is dropped: `switch/lines.py`."""
    db, password = ctx.services.db, sip_lines.new_password()
    if not await sip_lines.set_password(db, ctx.account.id, params.id, password):
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
    return {"password": password}


async def _find(db: Database, account_id: int, line_id: int) -> SipLine:
    line = await sip_lines.find_line(db, account_id, line_id)
    if line is None:
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, "id")
    return line


async def _caller_id(db: Database, account_id: int, number: str | None) -> int | None:
    """An active virtual number of the account, by its id; None: the line is `in`."""
    if number is None:
        return None
    found = await find_virtual_number(db, account_id, number)
    if found is None:
        raise number_not_found("virtual_phone_number", number)
    return found.id


_OWN: Final = Component.VIRTUAL_PBX
_UNIT: Final[dict[str, Any]] = {"unit": Unit.VIRTUAL_PBX}
METHODS: Final[tuple[Method, ...]] = (
    Method("get.sip_lines", rows, GetSipLines, _OWN, **_UNIT),
    Method("create.sip_lines", create_sip_line, CreateSipLine, _OWN, **_UNIT),
    Method("update.sip_lines", update_sip_line, UpdateSipLine, _OWN, **_UNIT),
    Method("delete.sip_lines", delete_sip_line, OfEntity, _OWN, **_UNIT),
    Method("update.sip_line_password", update_password, OfEntity, _OWN, **_UNIT),
    Method("get.sip_line_virtual_numbers", rows, GetCallerIds, _OWN, **_UNIT),
)
