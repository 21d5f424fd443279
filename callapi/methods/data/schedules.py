"""Working hours (Data API spec 3.3)."""

from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, ValidationError, model_validator

from callapi.directory import schedules
from callapi.domain.account import Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.params import DataParams, Name, OfEntity, Part
from callapi.methods.data.references import check_own, check_unused
from callapi.methods.method import Context, Method
from callapi.methods.result import NOTHING, Page


class GetSchedules(Get):
    listing = Listing(
        schedules.Q["list_schedules"],
        (
            Column("id", Kind.NUMBER, filters=True),
            Column("name", filters=True, sorts=True),
            Column("schedules", Kind.JSON, filters=True),
            Column("is_open", Kind.BOOLEAN),
        ),
    )


class Days(Part):
    type: Literal["days_of_week", "days_of_month", "business_calendar", "cycle"]
    days: list[int]


class Hours(Part):
    time_from: str
    time_till: str


class Rule(Part):
    """Names and types; what is right is known to `directory.schedules`."""

    activity_days: Days
    activity_time: list[Hours] | None = None
    activity_date_from: str | None = None
    activity_date_till: str | None = None

    @model_validator(mode="after")
    def is_right(self) -> Self:
        try:
            self.stored()
        except ValidationError as error:
            raise ValueError(str(error)) from None
        return self

    def stored(self) -> schedules.Rule:
        return schedules.Rule.model_validate(self.model_dump())


Rules = Annotated[list[Rule], Field(min_length=1, max_length=50)]


class CreateSchedule(DataParams):
    name: Name
    schedules: Rules


class UpdateSchedule(OfEntity):
    name: Name = ""
    schedules: Rules = Field(default_factory=list)


async def get_schedules(ctx: Context, params: GetSchedules) -> Page:
    page = await rows(ctx, params)
    account = ctx.account
    now = await schedules.moment(
        ctx.services.db, account.timezone, account.home_country, ctx.clock.now()
    )
    for row in page.rows:
        if "is_open" in row:
            row["is_open"] = schedules.is_open_now(row["is_open"], now)
    return page


async def create_schedule(ctx: Context, params: CreateSchedule) -> dict[str, object]:
    rules = [rule.stored() for rule in params.schedules]
    db, account_id = ctx.services.db, ctx.account.id
    try:
        id_ = await schedules.insert(db, account_id, params.name, rules)
    except schedules.NameTaken:
        raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
    return {"id": id_}


async def update_schedule(ctx: Context, params: UpdateSchedule) -> dict[str, object]:
    name = params.name if params.sends("name") else None
    rules = [rule.stored() for rule in params.schedules]
    async with ctx.services.db.acquire() as db, db.transaction():
        await check_own(db, ctx.account.id, "schedules", params.id)
        try:
            await schedules.update(db, ctx.account.id, params.id, name, rules or None)
        except schedules.NameTaken:
            raise ApiError(Mnemonic.DUPLICATE_ENTITY, "name") from None
    return NOTHING


async def delete_schedule(ctx: Context, params: OfEntity) -> dict[str, object]:
    account_id = ctx.account.id
    async with ctx.services.db.acquire() as db, db.transaction():
        await check_own(db, account_id, "schedules", params.id)
        check_unused(await schedules.list_users(db, account_id, params.id))
        await schedules.delete(db, account_id, params.id)
    return NOTHING


_OWN: Final = Component.DATA_API
_UNIT: Final[dict[str, Any]] = {"unit": Unit.VIRTUAL_PBX}
METHODS: Final[tuple[Method, ...]] = (
    Method("get.schedules", get_schedules, GetSchedules, _OWN, **_UNIT),
    Method("create.schedules", create_schedule, CreateSchedule, _OWN, **_UNIT),
    Method("update.schedules", update_schedule, UpdateSchedule, _OWN, **_UNIT),
    Method("delete.schedules", delete_schedule, OfEntity, _OWN, **_UNIT),
)
