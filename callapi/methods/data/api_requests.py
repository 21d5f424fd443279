"""The request log: every request let in, to either API (Data API spec 2.18)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from callapi.domain.account import COMPONENT_NAMES, MNEMONICS, Component, Unit
from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data import zone
from callapi.methods.data.columns import Column, Kind
from callapi.methods.data.listing import Get, Listing, rows
from callapi.methods.data.params import TimeAsked
from callapi.methods.method import Context, Method
from callapi.methods.result import Page
from callapi.store.requests import LIST_API_REQUESTS

LONGEST_INTERVAL: Final = timedelta(days=366)
STATUSES: Final = frozenset({"success", "failure"})


def _arguments(ctx: Context, params: "GetApiRequests") -> Sequence[object]:
    timezone = ctx.account.timezone
    return (
        zone.to_utc(params.date_from, timezone),
        zone.to_utc(params.date_till, timezone),
        [component.value for component in MNEMONICS],
        list(MNEMONICS.values()),
        [COMPONENT_NAMES[component] for component in MNEMONICS],
    )


def _asked(name: str, kind: Kind = Kind.STRING, **more: Any) -> Column:
    """Most columns may be filtered and sorted."""
    return Column(name, kind, filters=True, sorts=True, **more)


class GetApiRequests(Get):
    listing = Listing(
        LIST_API_REQUESTS,
        (
            _asked("api_request_id", Kind.NUMBER),
            _asked("api_request_start_date_time", Kind.TIME),
            _asked("api_request_raw_id"),
            _asked("api_request_raw_ext_id"),
            _asked("api_request_method"),
            _asked("api_request_version"),
            _asked(
                "api_request_component",
                Kind.ENUM,
                key="component_id",
                values=frozenset(MNEMONICS.values()),
            ),
            _asked("api_request_status", Kind.ENUM, key="status_id", values=STATUSES),
            Column(
                "api_request_is_agent",
                Kind.BOOLEAN,
                filters=True,
                key="is_agent",
                constant={"value": "No", "value_id": False},
            ),
            _asked("api_request_error_code", Kind.NUMBER),
            _asked("api_request_error_mnemonic"),
            Column("api_request_body", filters=True, operators=frozenset({"like"})),
            _asked("api_request_ip"),
            _asked("token_name"),
            _asked("employee_login"),
            _asked("call_session_id", Kind.NUMBER),
            _asked("api_request_method_weight", Kind.NUMBER),
            _asked("api_request_execution_time", Kind.NUMBER),
        ),
        key="api_request_id",
        order=(("api_request_start_date_time", "asc"),),
        found_by=("api_request_id", "api_request_start_date_time"),
        arguments=_arguments,
    )

    date_from: TimeAsked
    date_till: TimeAsked
    report_id: Any = None  # of the original's report constructor; ignored


async def get_api_requests(ctx: Context, params: GetApiRequests) -> Page:
    if params.date_from > params.date_till:
        raise ApiError(Mnemonic.INVALID_PARAMETER_VALUE, "date_from")
    if params.date_till - params.date_from > LONGEST_INTERVAL:
        raise ApiError(Mnemonic.DATE_INTERVAL_LIMIT_REACHED, "date_till")
    return await rows(ctx, params)


METHODS: Final[tuple[Method, ...]] = (
    Method(
        "get.api_requests",
        get_api_requests,
        GetApiRequests,
        Component.DATA_API,
        unit=Unit.REPORTS,
    ),
)
