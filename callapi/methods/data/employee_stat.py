"""How long employees have been in which status (Data API spec 3.1)."""

from datetime import UTC, datetime
from typing import Final

from callapi.directory import employee_stat
from callapi.domain.account import Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data import zone
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.params import TimeAsked
from callapi.methods.method import Context, Method
from callapi.methods.result import Page


class GetEmployeeStat(Get):
    listing = Listing(
        employee_stat.LIST,
        (
            Column("id", Kind.NUMBER),
            Column("first_name"),
            Column("last_name"),
            Column("patronymic"),
            Column("full_name"),
            Column("groups", Kind.JSON),
            Column("status_stats", Kind.JSON),
        ),
        arguments=lambda ctx, params: _arguments(ctx, params),
    )

    date_from: TimeAsked
    date_till: TimeAsked
    only_default_statuses_in_stats: bool = True  # of others there are none here


def _arguments(ctx: Context, params: GetEmployeeStat) -> tuple[object, ...]:
    timezone = ctx.account.timezone
    return (
        zone.to_utc(params.date_from, timezone),
        zone.to_utc(params.date_till, timezone),
        datetime.fromtimestamp(ctx.clock.now(), UTC),
        params.only_default_statuses_in_stats,
    )


async def get_employee_stat(ctx: Context, params: GetEmployeeStat) -> Page:
    if params.date_from > params.date_till:
        raise ApiError(Mnemonic.INVALID_PARAMETER_VALUE, "date_from")
    return await rows(ctx, params)


METHODS: Final[tuple[Method, ...]] = (
    Method(
        "get.employee_stat",
        get_employee_stat,
        GetEmployeeStat,
        Component.DATA_API,
        unit=Unit.EMPLOYEES,
    ),
)
