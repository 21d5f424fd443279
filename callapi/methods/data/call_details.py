"""get.call_details: calls moment by moment (Data API spec 3.5)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Annotated, Final

from pydantic import Field, PrivateAttr

from callapi.domain.account import Component, Unit
from callapi.domain.report import call_report
from callapi.domain.session import Role, Session
from callapi.domain.story import NAMES, Moment, story
from callapi.methods.data import zone
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.method import Context, Method
from callapi.methods.params import Id
from callapi.methods.result import Page
from callapi.store import reports, sessions

MOST: Final = 100
TITLES: Final = {
    "va": "Call to a virtual number",
    "sip": "Call from a SIP line",
    "callapi": "Call of the Call API",
    "callapi_scenario_call": "Scenario call of the Call API",
    "callapi_informer_call": "Informer call of the Call API",
    "auto_out_calls": "Call of a campaign",
}
BOLD: Final = ("start", "finish")

Row = dict[str, object]


def _arguments(ctx: Context, params: "GetCallDetails") -> tuple[object, ...]:
    return params.found, ctx.services.reporting.wire_reasons


class GetCallDetails(Get):
    listing = Listing(
        reports.DETAILS,
        (
            Column("communication_id", Kind.NUMBER, filters=True, sorts=True),
            Column("call_start_date_time", Kind.TIME, filters=True, sorts=True),
            Column("call_direction", Kind.JSON),
            Column("call_status", Kind.JSON),
            Column("call_type", Kind.JSON),
            Column("call_finish_reason", Kind.JSON),
            Column("contact_phone_number", filters=True),
            Column("virtual_phone_number", filters=True),
            Column("call_scenario", filters=True),
            Column("employees", Kind.JSON),
            Column("coaches", Kind.JSON),
            Column("call_total_duration"),
            Column("call_scenario_actions", Kind.JSON),
            Column("tags", Kind.JSON),
            Column("communication_comment"),
            Column("contact_full_name"),
            Column("call_events", Kind.JSON),
        ),
        key="communication_id",
        arguments=_arguments,
    )

    entity_ids: Annotated[list[Id], Field(min_length=1, max_length=MOST)]

    _found: Sequence[Row] = PrivateAttr(default=())

    @property
    def found(self) -> Sequence[Row]:
        return self._found

    def find(self, found: Sequence[Row]) -> None:
        self._found = found


async def call_details(ctx: Context, params: GetCallDetails) -> Page:
    db, account_id = ctx.services.db, ctx.account.id
    found = await sessions.find_many_in_account(db, account_id, params.entity_ids)
    marks: dict[int, list[Moment]] = {}
    for session_id, at, name in await reports.list_marks(
        db, account_id, params.entity_ids
    ):
        marks.setdefault(session_id, []).append(Moment(at, "tag_set", name))
    stories = {it.id: story(it, tuple(marks.get(it.id, ()))) for it in found}
    words = await reports.describe(db, set(_reasons(chain(*stories.values()))))
    params.find([_row(ctx, it, stories[it.id], words) for it in found])
    return await rows(ctx, params)


def _row(
    ctx: Context,
    session: Session,
    moments: Sequence[Moment],
    words: Mapping[str, str],
) -> Row:
    report = call_report(session, ctx.clock.now())
    coaches = [leg for leg in session.legs if leg.role is Role.COACH]
    names = [it.employee_full_name for it in report.employees]
    return {
        "session_id": session.id,
        "started_at": report.started_at,
        "finish_reason": report.finish_reason,
        "direction": report.direction,
        "source": report.source,
        "title": TITLES.get(report.source, report.source),
        "is_lost": report.is_lost,
        "contact": report.contact,
        "virtual_number": report.virtual_number,
        "scenario_name": report.scenario_name,
        "employees": names,
        "coaches": [leg.employee_name or leg.number for leg in coaches],
        "total_s": report.total_s,
        "operations": [
            {"action_id": it.id, "action_name": it.name} for it in report.operations
        ],
        "call_events": [_event(it, ctx.account.timezone, words) for it in moments],
    }


def _event(it: Moment, timezone: str, words: Mapping[str, str]) -> Row:
    text = words.get(it.text, it.text) if it.mnemonic == "finish" else it.text
    local = zone.to_local(datetime.fromtimestamp(it.at, UTC), timezone)
    return {
        "event_time": local.split(" ")[1],
        "event_mnemonic": it.mnemonic,
        "event_name": NAMES[it.mnemonic],
        "event_text": text,
        "event_type": "talk" if it.mnemonic.startswith("talk_") else None,
        "duration": None if it.duration is None else int(round(it.duration, 3)),
        "is_leaf": not it.inside,
        "is_failed": it.failure is not None if it.mnemonic == "call_placed" else None,
        "fail_hint": words.get(it.failure, it.failure) if it.failure else None,
        "is_bold": it.mnemonic in BOLD,
        "event_icon_mnemonic": it.mnemonic,
        "data": [_event(part, timezone, words) for part in it.inside] or None,
    }


def _reasons(moments: Iterable[Moment]) -> Iterator[str]:
    """Mnemonics that are to be put into words."""
    for it in moments:
        if it.mnemonic == "finish":
            yield it.text
        if it.failure is not None:
            yield it.failure
        yield from _reasons(it.inside)


METHODS: Final[tuple[Method, ...]] = (
    Method(
        "get.call_details",
        call_details,
        GetCallDetails,
        Component.DATA_API,
        unit=Unit.REPORTS,
    ),
)
