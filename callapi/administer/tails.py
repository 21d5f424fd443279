"""`callapi log tail`, `callapi calls tail`: what happens, as it happens."""

import asyncio
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import click

from callapi.administer.desk import Desk, at_desk
from callapi.client import follow
from callapi.client.limits import Limits

QUICKEST_S: Final = 2.0  # between two looks at the log
OWN: Final = "get.api_requests"  # each look would be the next thing to see
TIME: Final = "%Y-%m-%d %H:%M:%S"


@click.group("log")
def log() -> None:
    """Requests to both APIs."""


@log.command("tail")
@click.option("--lines", default=20, show_default=True, help="Of the past, at first.")
@click.option("--once", is_flag=True, help="Do not wait for more.")
@at_desk
async def tail_log(desk: Desk, lines: int, once: bool) -> None:
    """Show the last requests, and further ones until Ctrl-C.

    A look costs a point; it is taken so seldom that half of the day's points remain.
    """
    timezone = (await desk.data_api.getobj_account())["timezone"]
    rows = await _requests(desk, timezone, None, lines)
    last = 0
    while True:
        for row in rows:
            last = row["api_request_id"]
            desk.shown.line(row, _request_cells(row))
        if once:
            return
        await asyncio.sleep(pause_s(desk.connection.limits))
        rows = await _requests(desk, timezone, last, 1000)


def pause_s(limits: Limits | None) -> float:
    if limits is None:
        return QUICKEST_S
    return max(QUICKEST_S, 2 * limits.day_reset / max(limits.day_remaining, 1))


async def _requests(
    desk: Desk, timezone: str, after: int | None, most: int
) -> list[Any]:
    """The newest ones, or those after the last that was shown; oldest first."""
    now = datetime.now(ZoneInfo(timezone))
    wanted: list[dict[str, object]] = [
        {"field": "api_request_method", "operator": "!=", "value": OWN}
    ]
    if after is not None:
        wanted.append({"field": "api_request_id", "operator": ">", "value": after})
    page = await desk.data_api.get_api_requests(
        date_from=(now - timedelta(days=7)).strftime(TIME),
        date_till=(now + timedelta(days=1)).strftime(TIME),
        limit=max(1, most),
        filter={"filters": wanted, "condition": "and"},
        sort=[
            {
                "field": "api_request_id",
                "order": "desc" if after is None else "asc",
            }
        ],
    )
    rows = page if after is not None else page[::-1]
    return [*rows][-most:] if most else []


def _request_cells(row: Any) -> list[tuple[object, int]]:
    return [
        (row["api_request_start_date_time"], 19),
        (row["api_request_method"], 26),
        (row["api_request_error_mnemonic"] or "success", 28),
        (f"{row['api_request_execution_time']:.3f} s", 9),
        (row["employee_login"], 16),
        (row["api_request_ip"], 15),
        (row["call_session_id"], 8),
    ]


@click.group("calls")
def calls() -> None:
    """Calls that are up."""


@calls.command("list")
@at_desk
async def list_calls(desk: Desk) -> None:
    """Show the calls that are up."""
    rows = [
        {**it, "legs": [leg["state"] for leg in it["legs"]]}
        for it in await desk.call_api.list_calls()
    ]
    columns = ("call_session_id", "direction", "start_time", "contact_phone_number")
    desk.shown.rows(rows, (*columns, "virtual_phone_number", "legs"))


@calls.command("tail")
@click.option("--since", type=int, help="Id of the last event that is known.")
@click.option("--count", type=int, help="End after so many events.")
@at_desk
async def tail_calls(desk: Desk, since: int | None, count: int | None) -> None:
    """Show what happens to calls, until Ctrl-C."""
    shown = 0
    async with aclosing(follow(desk.connection, since)) as events:
        async for event in events:
            told = {"id": event.id, "event": event.name, **event.data}
            desk.shown.line(told, _event_cells(told))
            shown += 1
            if count is not None and shown >= count:
                return


def _event_cells(told: dict[str, Any]) -> list[tuple[object, int]]:
    return [
        (told.get("notification_time"), 23),
        (told.get("call_session_id"), 8),
        (told["event"], 24),
        (told.get("contact_phone_number"), 15),
        (told.get("virtual_phone_number"), 15),
        (told.get("employee_full_name") or told.get("finish_reason"), 0),
    ]
