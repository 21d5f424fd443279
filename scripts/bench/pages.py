"""Pages of a long request log, as an administrator asks for them."""

import statistics
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from time import perf_counter

import click

from scripts.bench.costs import DATA_API, TIME, last_day
from scripts.bench.ours import Ours
from scripts.bench.report import aim
from scripts.bench.seeding import DAYS, Database

AIM_MS = 100.0
ASKED = 9  # times each; the first time what it needs is read from the disk
LIMIT = 100

Asked = Mapping[str, object]


async def pages(server: Ours, database: Database) -> None:
    """The page is asked for alone, and timed where the client is."""
    click.echo(f"\n{'a page of the request log':44}{'rows found':>12}{'p50 ms':>10}")
    slowest = 0.0
    for name, asked in _asked(await database.some_session()).items():
        found, seconds = await _page(server, asked)
        milliseconds = statistics.median(seconds[1:]) * 1000
        slowest = max(slowest, milliseconds)
        click.echo(f"{name:44}{found:12,}{milliseconds:10.1f}")
    click.echo(
        aim(
            f"the slowest page takes {slowest:.1f} ms",
            f"under {AIM_MS:.0f} ms",
            slowest < AIM_MS,
        )
    )


async def _page(server: Ours, asked: Asked) -> tuple[int, list[float]]:
    seconds = []
    body = server.request("get.api_requests", limit=LIMIT, **asked)
    for _ in range(ASKED):
        begin = perf_counter()
        reply = await server.send(body, DATA_API)
        seconds.append(perf_counter() - begin)
        if "result" not in reply:
            raise RuntimeError(f"get.api_requests: {reply}")
    return reply["result"]["metadata"]["total_items"], seconds


def _asked(session_id: int) -> dict[str, Asked]:
    day, week, all_days = last_day(), _days(7), _days(DAYS)
    newest = [{"field": "api_request_start_date_time", "order": "desc"}]
    failed = _equal("api_request_status", "failure")
    return {
        "of a day": day,
        "of a day, newest first": {**day, "sort": newest},
        "of a day, failed": {**day, "filter": failed},
        "of a day, by a user": {**day, "filter": _equal("employee_login", "user3")},
        "of a week, 10,000 further": {**week, "sort": newest, "offset": 10_000},
        "of a week, by method": {
            **week,
            "filter": _equal("api_request_method", "hold.call"),
        },
        "of all days": all_days,
        "of all days, newest first": {**all_days, "sort": newest},
        "of all days, 100,000 further": {
            **all_days,
            "sort": newest,
            "offset": 100_000,
        },
        "of all days, failed": {**all_days, "filter": failed},
        "of all days, by error": {
            **all_days,
            "filter": _equal("api_request_error_mnemonic", "invalid_state"),
        },
        "of all days, by method, newest first": {
            **all_days,
            "filter": _equal("api_request_method", "hold.call"),
            "sort": newest,
        },
        "of all days, by user, newest first": {
            **all_days,
            "filter": _equal("employee_login", "user3"),
            "sort": newest,
        },
        "of all days, by session": {
            **all_days,
            "filter": _equal("call_session_id", session_id),
        },
    }


def _days(count: int) -> dict[str, str]:
    now = datetime.now(UTC)
    since = now - timedelta(days=count)
    return {"date_from": since.strftime(TIME), "date_till": now.strftime(TIME)}


def _equal(field: str, value: object) -> dict[str, object]:
    return {"field": field, "operator": "=", "value": value}
