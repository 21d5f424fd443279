"""The range of time of a report: both ends, clocks that change, three months (2.15).

Rows are made by hand: what counts is when they begin.
"""

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callapi.domain.errors import ApiError, Mnemonic
from callapi.methods.data.calls_report import GetCallsReport
from callapi.methods.data.report import months_after
from tests.api.data.expect import tells
from tests.api.world import World

ids = itertools.count(5_000_001)
INSERT = """
with session as (
    insert into call_sessions (id, account_id, state, direction, source, virtual_number,
        contact, started_at, finished_at, body)
    select $1, id, 'ended', 'in', 'va', '12025550100', '12025550143', $2, $2, '{}'
    from accounts where name = 'Harbour Desk'
    returning id, account_id
)
insert into call_reports (session_id, account_id, started_at, finished_at,
    finish_reason, direction, source, is_lost, is_transfer, contact, virtual_number,
    wait_s, talk_s, clean_talk_s, post_s, total_s, employees, operations,
    communication_number)
select id, account_id, $2, $2, 'no_operation', 'in', 'va', true, false, '12025550143',
    '12025550100', 0, 0, 0, 0, 0, '[]', '[]', 1
from session
"""


async def put(world: World, *moments: datetime) -> list[int]:
    made = []
    for moment in moments:
        made.append(next(ids))
        await world.pool.execute(INSERT, made[-1], moment)
    return made


async def found(world: World, date_from: str, date_till: str) -> list[int]:
    rows = await world.data(
        "get.calls_report", date_from=date_from, date_till=date_till, fields=["id"]
    )
    return [row["id"] for row in rows]


async def live_in(world: World, timezone: str) -> None:
    await world.data("update.account", timezone=timezone)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]  # year to second


async def test_both_ends_are_in(world: World) -> None:
    await live_in(world, "UTC")
    first, last = utc(2025, 3, 4, 10, 0, 0), utc(2025, 3, 4, 11, 0, 0)
    part = timedelta(milliseconds=500)
    _, a, b, c, _ = await put(
        world, first - part, first, last, last + part, last + timedelta(seconds=1)
    )
    got = await found(world, "2025-03-04 10:00:00", "2025-03-04 11:00:00")
    assert got == [a, b, c]


async def test_times_are_those_of_the_account(world: World) -> None:
    (made,) = await put(world, utc(2025, 7, 1, 3, 30))
    for timezone, local in (
        ("America/New_York", "2025-06-30 23:30:00"),
        ("Asia/Kolkata", "2025-07-01 09:00:00"),
        ("UTC", "2025-07-01 03:30:00"),
    ):
        await live_in(world, timezone)
        rows = await world.data(
            "get.calls_report",
            date_from=local,
            date_till=local,
            fields=["id", "start_time"],
        )
        assert rows == [{"id": made, "start_time": local}]


async def test_hour_that_the_clocks_skip(world: World) -> None:
    """02:30 on that night in New York is 03:30."""
    await live_in(world, "America/New_York")
    before, after = await put(world, utc(2025, 3, 9, 6, 59), utc(2025, 3, 9, 7, 30))
    got = await found(world, "2025-03-09 01:00:00", "2025-03-09 02:30:00")
    assert got == [before, after]
    assert await found(world, "2025-03-09 02:30:00", "2025-03-09 04:00:00") == [after]


async def test_hour_that_the_clocks_repeat(world: World) -> None:
    """01:30 means its first time; both are shown alike."""
    await live_in(world, "America/New_York")
    first, second = await put(world, utc(2025, 11, 2, 5, 30), utc(2025, 11, 2, 6, 30))
    got = await found(world, "2025-11-02 01:00:00", "2025-11-02 01:30:00")
    assert got == [first]
    got = await found(world, "2025-11-02 01:00:00", "2025-11-02 02:00:00")
    assert got == [first, second]


@pytest.mark.parametrize(
    ("first", "last", "is_too_long"),
    [
        ("2025-01-15 10:00:00", "2025-04-15 10:00:00", False),
        ("2025-01-15 10:00:00", "2025-04-15 10:00:01", True),
        ("2024-11-30 00:00:00", "2025-02-28 00:00:00", False),
        ("2024-11-30 00:00:00", "2025-02-28 00:00:01", True),
        ("2023-11-30 00:00:00", "2024-02-29 00:00:00", False),
        ("9998-12-01 00:00:00", "9998-12-31 23:59:59", False),
        ("0002-01-01 00:00:00", "0002-01-01 00:00:01", False),
        ("0002-01-01 00:00:00", "9998-12-31 23:59:59", True),
    ],
)
@pytest.mark.parametrize("timezone", ["Pacific/Kiritimati", "Pacific/Niue"])
@pytest.mark.parametrize("ongoing", [True, False])
async def test_three_months_at_most(
    world: World, first: str, last: str, is_too_long: bool, timezone: str, ongoing: bool
) -> None:
    await live_in(world, timezone)
    params: dict[str, Any] = {"date_from": first, "date_till": last}
    if is_too_long:
        error = await world.data_fails("get.calls_report", **params)
        tells(error, "date_interval_limit_reached", "date_till", last)
    else:
        params["include_ongoing_calls"] = ongoing
        assert isinstance(await world.data("get.calls_report", **params), list)


METHODS = (
    *("get.calls_report", "get.call_legs_report", "get.financial_call_legs_report"),
    "get.tags_history",
)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("params", "mnemonic", "field"),
    [
        ({"date_from": None}, "required_parameter_missed", "date_from"),
        ({"date_till": None}, "required_parameter_missed", "date_till"),
        ({"date_from": 7}, "data_type_error", "date_from"),
        ({"date_from": "2025-02-30 00:00:00"}, "invalid_parameter_value", "date_from"),
        ({"date_from": "0001-12-31 23:59:59"}, "invalid_parameter_value", "date_from"),
        ({"date_till": "9999-01-01 00:00:00"}, "invalid_parameter_value", "date_till"),
        ({"date_from": "2025-02-01"}, "invalid_parameter_value", "date_from"),
        ({"date_from": "2025-02-01T00:00:00"}, "invalid_parameter_value", "date_from"),
        ({"date_from": "2025-03-01 00:00:01"}, "invalid_parameter_value", "date_from"),
        ({"limit": 0}, "invalid_parameter_value", "limit"),
        ({"fields": ["colour"]}, "unexpected_parameters", "fields"),
        ({"sort": [{"field": "colour"}]}, "unexpected_parameters", "sort.field"),
        ({"colour": 1}, "unexpected_parameters", "colour"),
    ],
)
async def test_wrong_params(
    world: World, method: str, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    right = {"date_from": "2025-02-01 00:00:00", "date_till": "2025-03-01 00:00:00"}
    error = await world.data_fails(method, **{**right, **params})
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)


# --- properties

moments = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1))


@given(moments, st.integers(min_value=0, max_value=40))
def test_same_day_of_a_later_month(moment: datetime, months: int) -> None:
    later = months_after(moment, months)
    assert (later.year * 12 + later.month) - (moment.year * 12 + moment.month) == months
    assert later.time() == moment.time()
    assert later.day == moment.day or (later + timedelta(days=1)).day == 1


@given(moments, moments)
def test_range_is_accepted_or_told_what_is_wrong(
    first: datetime, last: datetime
) -> None:
    first, last = (it.replace(microsecond=0) for it in (first, last))
    sent = {"access_token": "x", "date_from": str(first), "date_till": str(last)}
    told = refusal(sent)
    if first > last:
        assert told is Mnemonic.INVALID_PARAMETER_VALUE
    elif told is None:
        assert last - first <= timedelta(days=92)
    else:
        assert told is Mnemonic.DATE_INTERVAL_LIMIT_REACHED
        assert last - first > timedelta(days=88)


def refusal(sent: dict[str, str]) -> Mnemonic | None:
    try:
        GetCallsReport.model_validate(sent)
    except ApiError as error:
        return error.mnemonic
    return None


NUMBERS = ("id", "talk_duration", "total_wait_duration", "communication_number")
TEXTS = ("contact_phone_number", "scenario_name", "call_api_external_id")
LISTS = ("tags", "employees", "scenario_operations")
plain = st.text(max_size=20).filter(lambda it: it.isprintable() or not it)
conditions = st.one_of(
    st.fixed_dictionaries(
        {
            "field": st.sampled_from(NUMBERS),
            "operator": st.sampled_from(["=", "!=", "<", ">", "<=", ">="]),
            "value": st.one_of(
                st.integers(-(10**9), 10**9), st.floats(-1e6, 1e6, allow_nan=False)
            ),
        }
    ),
    st.fixed_dictionaries(
        {
            "field": st.sampled_from(TEXTS),
            "operator": st.sampled_from(["=", "!=", "like"]),
            "value": plain,
        }
    ),
    st.fixed_dictionaries(
        {
            "field": st.sampled_from(LISTS),
            "operator": st.just("jsquery"),
            "value": st.sampled_from(
                ['#(tag_name = "Hot lead")', "#.employee_id = 1", '$ = "x"', "* = 7"]
            ),
        }
    ),
)
trees = st.recursive(
    conditions,
    lambda inner: st.fixed_dictionaries(
        {
            "filters": st.lists(inner, min_size=1, max_size=3),
            "condition": st.sampled_from(["and", "or"]),
        }
    ),
    max_leaves=6,
)
sorts = st.lists(
    st.fixed_dictionaries(
        {
            "field": st.sampled_from(["id", "start_time", "is_lost", "finish_reason"]),
            "order": st.sampled_from(["asc", "desc"]),
        }
    ),
    max_size=3,
)


@given(trees, sorts, st.integers(1, 5), st.integers(0, 5))
@settings(max_examples=60)
async def test_whatever_is_asked_pages_are_parts_of_one_list(
    world: World,
    tree: dict[str, Any],
    sort: Sequence[dict[str, str]],
    limit: int,
    offset: int,
) -> None:
    asked: dict[str, Any] = {
        "date_from": "2025-03-01 00:00:00",
        "date_till": "2025-05-31 00:00:00",
        "filter": tree,
        "sort": sort,
        "fields": ["id"],
    }
    whole = await world.data("get.calls_report", **asked)
    page = await world.data("get.calls_report", **asked, limit=limit, offset=offset)
    assert page == whole[offset : offset + limit]
