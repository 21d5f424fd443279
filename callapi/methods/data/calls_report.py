"""get.calls_report: the calls of an account (Data API spec 2.15)."""

from typing import Final

from callapi.domain import finish_reasons
from callapi.domain.account import Component, Unit
from callapi.domain.report import call_report
from callapi.methods.data.analytics import EMPTY, EMPTY_LISTS
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Listing, rows
from callapi.methods.data.report import (
    BY_TIME,
    Report,
    may_hear,
    running_sessions,
    span,
)
from callapi.methods.method import Context, Method
from callapi.methods.result import Page
from callapi.store import reports

SOURCES: Final = frozenset(
    {
        *("va", "sip", "callapi", "callapi_scenario_call", "callapi_informer_call"),
        "auto_out_calls",
        # of the original, and never here
        *("call_tracking", "dynamic_call_tracking", "faxout", "sitephone", "lead"),
        *("sip_trunk", "callapi_management_call", "upload_calls"),
    }
)
DIRECTIONS: Final = frozenset({"in", "out"})
REASONS: Final = finish_reasons.SESSION | finish_reasons.WIRE


def number(name: str, *, sorts: bool = False, default: bool = False) -> Column:
    return Column(name, Kind.NUMBER, filters=True, sorts=sorts, default=default)


def text(name: str, *, sorts: bool = False, default: bool = False) -> Column:
    return Column(name, filters=True, sorts=sorts, default=default)


def flag(name: str, *, sorts: bool = True, default: bool = False) -> Column:
    return Column(name, Kind.BOOLEAN, filters=True, sorts=sorts, default=default)


def enum(name: str, values: frozenset[str]) -> Column:
    return Column(name, Kind.ENUM, filters=True, sorts=True, values=values)


def array(name: str, *, filters: bool = True, default: bool = False) -> Column:
    return Column(name, Kind.JSON, filters=filters, default=default)


COLUMNS: Final = (
    number("id", sorts=True, default=True),
    Column("start_time", Kind.TIME, filters=True, sorts=True),
    Column("finish_time", Kind.TIME, sorts=True),
    enum("finish_reason", REASONS),
    enum("direction", DIRECTIONS),
    enum("source", SOURCES),
    flag("is_lost", default=True),
    text("contact_phone_number", default=True),
    text("virtual_phone_number", sorts=True, default=True),
    number("communication_id", default=True),
    Column("communication_type", Kind.ENUM, constant="call"),
    number("communication_number", sorts=True),
    number("cpn_region_id", sorts=True, default=True),
    text("cpn_region_name", sorts=True, default=True),
    text("cpn_country_id", sorts=True, default=True),
    text("cpn_country_name", sorts=True, default=True),
    number("wait_duration", default=True),
    number("total_wait_duration", default=True),
    number("talk_duration", default=True),
    number("clean_talk_duration", default=True),
    number("total_duration", default=True),
    number("postprocess_duration"),
    number("lost_call_processing_duration", sorts=True),
    array("call_records", filters=False, default=True),
    array("wav_call_records", filters=False, default=True),
    Column("full_record_file_link"),
    array("voice_mail_records", filters=False),
    flag("is_transfer"),
    array("tags"),
    array("employees"),
    number("first_answered_employee_id"),
    number("last_answered_employee_id"),
    number("first_talked_employee_id"),
    number("last_talked_employee_id"),
    text("first_answered_employee_full_name"),
    text("last_answered_employee_full_name"),
    text("first_talked_employee_full_name"),
    text("last_talked_employee_full_name"),
    number("last_answered_employee_rating"),
    text("operator_phone_number"),
    number("scenario_id", sorts=True),
    text("scenario_name"),
    array("scenario_operations"),
    number("call_api_request_id"),
    text("call_api_external_id"),
    number("contact_id"),
    text("contact_full_name"),
    text("auto_call_campaign_name", sorts=True),
    text("ext_id", sorts=True),
    Column("properties", default=False, constant=None),
    *(Column(it, Kind.JSON, default=False, constant=[]) for it in EMPTY_LISTS),
    *(Column(it, default=False, constant=None) for it in EMPTY),
)


def _arguments(ctx: Context, params: "GetCallsReport") -> tuple[object, ...]:
    wire = ctx.services.reporting.wire_reasons
    timezone = ctx.account.timezone
    return (*span(ctx, params), params.running, timezone, wire, may_hear(ctx))


class GetCallsReport(Report):
    listing = Listing(reports.CALLS, COLUMNS, order=BY_TIME, arguments=_arguments)

    include_ongoing_calls: bool = False


async def calls_report(ctx: Context, params: GetCallsReport) -> Page:
    if params.include_ongoing_calls:
        now = ctx.clock.now()
        found = await running_sessions(ctx, params)
        params.add([call_report(session, now) for session in found])
    page = await rows(ctx, params)
    links = ctx.services.reporting.links
    for row in page.rows:
        if path := row.get("full_record_file_link"):
            row["full_record_file_link"] = links.sign(str(path))
    return page


METHODS: Final[tuple[Method, ...]] = (
    Method(
        "get.calls_report",
        calls_report,
        GetCallsReport,
        Component.DATA_API,
        unit=Unit.REPORTS,
    ),
)
