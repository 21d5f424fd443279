"""get.call_legs_report, and what the legs cost (Data API spec 2.16, 3.5)."""

from dataclasses import replace
from math import ceil
from typing import Final

from callapi.directory.phone_place import place_of
from callapi.directory.phone_region import direction
from callapi.domain import finish_reasons
from callapi.domain.account import Component, Unit
from callapi.domain.report import LegReport, leg_reports
from callapi.methods.data.calls_report import (
    DIRECTIONS,
    array,
    enum,
    flag,
    number,
    text,
)
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Listing, rows
from callapi.methods.data.report import (
    BY_TIME,
    Report,
    may_hear,
    span,
)
from callapi.methods.method import Context, Method
from callapi.methods.result import Page
from callapi.store import reports, sessions

REASONS: Final = finish_reasons.LEG | finish_reasons.WIRE
MINUTE_S: Final = 60

COLUMNS: Final = (
    number("id", default=True),
    number("call_session_id", sorts=True, default=True),
    array("call_records", filters=False, default=True),
    Column("start_time", Kind.TIME, sorts=True),
    Column("connect_time", Kind.TIME),
    number("duration", sorts=True, default=True),
    number("total_duration", sorts=True, default=True),
    enum("finish_reason", REASONS),
    text("finish_reason_description", sorts=True),
    text("virtual_phone_number", sorts=True, default=True),
    text("calling_phone_number", sorts=True, default=True),
    text("called_phone_number", sorts=True, default=True),
    enum("direction", DIRECTIONS),
    flag("is_transfered", default=True),
    flag("is_operator", default=True),
    flag("is_coach", default=True),
    flag("is_failed", default=True),
    flag("is_talked"),
    number("employee_id", sorts=True, default=True),
    text("employee_full_name", sorts=True),
    text("employee_phone_number", sorts=True),
    number("employee_rating", sorts=True, default=True),
    number("scenario_id", sorts=True, default=True),
    text("scenario_name"),
    number("action_id"),
    text("action_name", default=True),
    number("group_id", default=True),
    text("group_name", default=True),
    number("release_cause_code", sorts=True, default=True),
    text("release_cause_description", sorts=True, default=True),
    number("contact_id"),
    text("contact_full_name"),
    text("contact_phone_number"),
)
FINANCIAL_COLUMNS: Final = (
    Column("start_time", Kind.TIME, sorts=True),
    Column("direction"),
    Column("source"),
    Column("call_session_id", Kind.NUMBER),
    Column("leg_id", Kind.NUMBER),
    Column("calling_phone_number"),
    Column("called_phone_number"),
    Column("duration", Kind.NUMBER),
    Column("chargeable_duration", Kind.NUMBER),
    Column("direction_type", Kind.ENUM),
    Column("cost_per_minute", Kind.NUMBER),
    Column("total_charge", Kind.NUMBER),
    Column("bonuses_charge", Kind.NUMBER, constant=0),
)
# Told by `_priced`, and what is read of each leg to tell them.
PRICED: Final = (
    *("chargeable_duration", "direction_type", "cost_per_minute", "total_charge"),
    "bonuses_charge",
)
FACTS: Final = (
    *(column for column in FINANCIAL_COLUMNS if column.name not in PRICED),
    Column("virtual_phone_number"),
    Column("is_own", Kind.BOOLEAN),
)


def _arguments(ctx: Context, params: Report) -> tuple[object, ...]:
    wire = ctx.services.reporting.wire_reasons
    return (*span(ctx, params), params.running, wire, may_hear(ctx))


def _financial_arguments(ctx: Context, params: Report) -> tuple[object, ...]:
    return (*span(ctx, params), params.running)


class GetCallLegsReport(Report):
    listing = Listing(reports.LEGS, COLUMNS, order=BY_TIME, arguments=_arguments)


class GetFinancialCallLegsReport(Report):
    listing = Listing(
        reports.FINANCIAL_LEGS,
        FINANCIAL_COLUMNS,
        order=BY_TIME,
        arguments=_financial_arguments,
    )

    @property
    def asked(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.plan.shown)

    def read_all(self) -> None:
        """What a leg costs depends on fields that may not be asked for."""
        self._plan = replace(self.plan, shown=FACTS)


async def call_legs_report(ctx: Context, params: GetCallLegsReport) -> Page:
    params.add(await running_legs(ctx, params))
    return await rows(ctx, params)


async def financial_call_legs_report(
    ctx: Context, params: GetFinancialCallLegsReport
) -> Page:
    asked = params.asked
    params.read_all()
    params.add(await running_legs(ctx, params))
    page = await rows(ctx, params)
    priced = [_priced(ctx, row) for row in page.rows]
    told = [{name: row[name] for name in asked} for row in priced]
    return Page(told, page.total_items)


async def running_legs(ctx: Context, params: Report) -> list[LegReport]:
    """Legs that have ended of calls that go on; the query drops what is too old."""
    found = await sessions.list_unfinished_of(ctx.services.db, ctx.account.id)
    return [leg for session in found for leg in leg_reports(session)]


def _priced(ctx: Context, row: dict[str, object]) -> dict[str, object]:
    """Only what we have dialled costs anything, by minutes begun."""
    kind = _direction_type(ctx, row)
    minutes = ceil(int(str(row["duration"])) / MINUTE_S)
    is_ours = row["direction"] == "out"
    price = ctx.services.reporting.prices.get(kind, 0) if is_ours else 0
    return {
        **row,
        "chargeable_duration": minutes * MINUTE_S,
        "direction_type": kind,
        "cost_per_minute": price,
        "total_charge": round(minutes * price, 6),
        "bonuses_charge": 0,
    }


def _direction_type(ctx: Context, row: dict[str, object]) -> str:
    """Of the party that is not ours (spec 2.5)."""
    field = "calling" if row["direction"] == "in" else "called"
    number = str(row[f"{field}_phone_number"] or "")
    if number.startswith("0") or row["is_own"]:  # a line or a number of ours
        return "local"
    kind = direction(number, ctx.account.home_country)
    if kind != "national":
        return kind
    region = place_of(number).region_id
    own = place_of(str(row["virtual_phone_number"])).region_id
    return "local" if region is not None and region == own else kind


_OWN: Final = Component.DATA_API
METHODS: Final[tuple[Method, ...]] = (
    Method(
        "get.call_legs_report",
        call_legs_report,
        GetCallLegsReport,
        _OWN,
        unit=Unit.REPORTS,
    ),
    Method(
        "get.financial_call_legs_report",
        financial_call_legs_report,
        GetFinancialCallLegsReport,
        _OWN,
        unit=Unit.FINANCES,
    ),
)
