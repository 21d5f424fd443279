"""Working hours: when they are open, and what is refused (Data API spec 3.3)."""

from datetime import date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from callapi.directory.schedules import RULES, Moment, find_rules, is_open, moment
from callapi.store.pool import Pool
from tests.rows import add_account, insert

MONDAY = date(2026, 3, 2)
TEN = {"time_from": "10:00", "time_till": "12:30"}
NIGHT = {"time_from": "22:00", "time_till": "24:00"}


def days(kind: str, *which: int, **more: Any) -> dict[str, Any]:
    return {"activity_days": {"type": kind, "days": list(which)}, **more}


def opened(rule: dict[str, Any], when: str, *, working: bool = True) -> bool:
    at = Moment(datetime.fromisoformat(when), working)
    return is_open(RULES.validate_python([rule]), at)


@pytest.mark.parametrize(
    ("rule", "when", "expected"),
    [
        (days("days_of_week", 1), "2026-03-02T00:00", True),
        (days("days_of_week", 0), "2026-03-01T23:59", True),
        (days("days_of_week", 0, 6), "2026-03-02T12:00", False),
        (days("days_of_month", 2, 31), "2026-03-02T12:00", True),
        (days("days_of_month", 3), "2026-03-02T12:00", False),
        (days("days_of_week", 1, activity_time=[TEN]), "2026-03-02T10:00", True),
        (days("days_of_week", 1, activity_time=[TEN]), "2026-03-02T12:29", True),
        (days("days_of_week", 1, activity_time=[TEN]), "2026-03-02T12:30", False),
        (days("days_of_week", 1, activity_time=[TEN]), "2026-03-02T09:59", False),
        (days("days_of_week", 1, activity_time=[TEN, NIGHT]), "2026-03-02T23:59", True),
        (days("days_of_week", 1, activity_date_from="2026-03-03"), "2026-03-02", False),
        (days("days_of_week", 1, activity_date_till="2026-03-02"), "2026-03-02", True),
        (days("days_of_week", 1, activity_date_till="2026-03-01"), "2026-03-02", False),
        (days("cycle", 2, 2, activity_date_from="2026-03-01"), "2026-03-02", True),
        (days("cycle", 2, 2, activity_date_from="2026-03-01"), "2026-03-03", False),
        (days("cycle", 2, 2, activity_date_from="2026-03-01"), "2026-03-05", True),
    ],
)
def test_hours_are_open_or_closed(
    rule: dict[str, Any], when: str, expected: bool
) -> None:
    assert opened(rule, when) is expected


@pytest.mark.parametrize(
    ("day", "working", "expected"),
    [(7, True, True), (7, False, False), (8, True, False), (8, False, True)],
)
def test_calendar_of_business(day: int, working: bool, expected: bool) -> None:
    rule = days("business_calendar", day)
    assert opened(rule, "2026-03-02", working=working) is expected


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (days("days_of_week", 7), "no day 7"),
        (days("days_of_month", 0), "no day 0"),
        (days("business_calendar", 1), "no day 1"),
        (days("days_of_week"), "at least 1"),
        (days("cycle", 2, 2), "activity_date_from"),
        (days("cycle", 2, activity_date_from="2026-03-01"), "days on"),
        (days("weeks", 1), "type"),
        ({}, "activity_days"),
        (days("days_of_week", 1, colour="red"), "colour"),
        (
            days("days_of_week", 1, activity_time=[{**TEN, "time_till": "10:00"}]),
            "later",
        ),
        (days("days_of_week", 1, activity_time=[{**TEN, "time_till": "24:01"}]), "HH"),
        (days("days_of_week", 1, activity_time=[{"time_from": "9:00"}]), "time_till"),
        (
            days(
                *("days_of_week", 1),
                activity_date_from="2026-03-02",
                activity_date_till="2026-03-01",
            ),
            "before",
        ),
    ],
)
def test_rules_that_make_no_sense(rule: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        RULES.validate_python([rule])


async def test_moment_is_the_account_s(pool: Pool) -> None:
    """Working days are Monday to Friday, but for what the calendar says."""
    monday = datetime.fromisoformat("2026-03-02T03:00+00:00").timestamp()
    at = await moment(pool, "America/New_York", "US", monday)
    assert f"{at.local:%A %H:%M}" == "Sunday 22:00"
    assert not at.is_working_day
    assert (await moment(pool, "UTC", "US", monday)).is_working_day
    await pool.execute("insert into calendar_days values ('US', $1, false)", MONDAY)
    assert not (await moment(pool, "UTC", "US", monday)).is_working_day
    assert (await moment(pool, "UTC", "LV", monday)).is_working_day


async def test_schedule_of_another_account_is_not_found(pool: Pool) -> None:
    own, other = await add_account(pool), await add_account(pool, "Other")
    rules = [days("days_of_week", 1)]
    schedule_id = await insert(
        pool, "schedules", account_id=own, name="Hours", rules=rules
    )
    assert await find_rules(pool, own, schedule_id) == RULES.validate_python(rules)
    assert await find_rules(pool, other, schedule_id) is None
