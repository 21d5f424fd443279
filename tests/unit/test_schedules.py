"""When a schedule is open: rules against dates and clocks (Data API spec 3.3)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callapi.directory.schedules import Hours, Moment, Rule, is_open, is_open_now

PARIS = ZoneInfo("Europe/Paris")


def at(local: str, *, is_working_day: bool = True) -> Moment:
    return Moment(datetime.fromisoformat(local).replace(tzinfo=PARIS), is_working_day)


def rule(kind: str, *days: int, **more: object) -> Rule:
    return Rule.model_validate(
        {"activity_days": {"type": kind, "days": list(days)}, **more}
    )


def shift(time_from: str, time_till: str) -> Rule:
    """On every day of the week."""
    hours = [{"time_from": time_from, "time_till": time_till}]
    return rule("days_of_week", *range(7), activity_time=hours)


def utc(moment: str) -> Moment:
    there = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    return Moment(there.astimezone(PARIS), is_working_day=True)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        # in spring the clocks of Paris skip from 02:00 to 03:00, at 01:00 UTC
        ("2026-03-29T00:59:59", (True, False)),
        ("2026-03-29T01:00:00", (False, True)),
        # in autumn they repeat the hour from 02:00 on, at 01:00 UTC
        ("2026-10-25T00:59:59", (False, False)),
        ("2026-10-25T01:00:00", (False, False)),
        ("2026-10-25T01:59:59", (False, False)),
        ("2026-10-25T02:00:00", (False, True)),
    ],
)
def test_the_clock_on_the_wall_counts_when_it_is_changed(
    moment: str, expected: tuple[bool, bool]
) -> None:
    until_two, from_three = shift("00:00", "02:00"), shift("03:00", "04:00")
    now = utc(moment)
    assert (is_open([until_two], now), is_open([from_three], now)) == expected


def test_an_hour_that_is_repeated_is_open_twice() -> None:
    hour = shift("02:00", "03:00")
    opened = [
        f"{minute}"
        for minute in (
            datetime(2026, 10, 25, tzinfo=UTC) + timedelta(minutes=n)
            for n in range(180)
        )
        if is_open([hour], Moment(minute.astimezone(PARIS), is_working_day=True))
    ]
    assert len(opened) == 120


def test_an_hour_that_is_skipped_is_never_open() -> None:
    hour = shift("02:00", "03:00")
    start = datetime(2026, 3, 29, tzinfo=UTC)
    minutes = (start + timedelta(minutes=n) for n in range(180))
    assert not any(
        is_open([hour], Moment(it.astimezone(PARIS), is_working_day=True))
        for it in minutes
    )


@pytest.mark.parametrize(
    ("clock", "expected"),
    [("08:59:59", False), ("09:00:00", True), ("17:59:59", True), ("18:00:00", False)],
)
def test_till_is_not_part_of_it(clock: str, expected: bool) -> None:
    assert is_open([shift("09:00", "18:00")], at(f"2026-11-23T{clock}")) is expected


def test_a_day_ends_at_24() -> None:
    late = shift("20:00", "24:00")
    assert is_open([late], at("2026-11-23T23:59:59"))
    assert not is_open([late], at("2026-11-24T00:00:00"))


def test_any_rule_opens_and_no_schedule_is_always_open() -> None:
    sunday, tuesday = rule("days_of_week", 0), rule("days_of_week", 2)
    assert is_open([tuesday, sunday], at("2026-11-22T12:00:00"))
    assert not is_open([], at("2026-11-22T12:00:00"))
    assert is_open_now(None, at("2026-11-22T12:00:00"))


@pytest.mark.parametrize("is_working_day", [True, False])
def test_a_business_calendar_goes_by_the_day(is_working_day: bool) -> None:
    now = at("2026-12-25T12:00:00", is_working_day=is_working_day)
    assert is_open([rule("business_calendar", 7)], now) is is_working_day
    assert is_open([rule("business_calendar", 8)], now) is not is_working_day


@given(
    first=st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    after=st.integers(0, 400),
    on=st.integers(1, 30),
    off=st.integers(1, 30),
)
def test_a_cycle_is_so_many_days_on_and_so_many_off(
    first: date, after: int, on: int, off: int
) -> None:
    pattern = ([True] * on + [False] * off) * (after // (on + off) + 1)
    shifts = rule("cycle", on, off, activity_date_from=first.isoformat())
    noon = f"{first + timedelta(days=after)}T12:00:00"
    assert is_open([shifts], at(noon)) is pattern[after]
    assert not is_open([shifts], at(f"{first - timedelta(days=1)}T12:00:00"))


@given(
    dates=st.tuples(st.dates(), st.dates()).map(sorted),
    today=st.dates(),
    clock=st.times(),
)
def test_both_ends_of_a_period_are_part_of_it(
    dates: list[date], today: date, clock: datetime
) -> None:
    first, last = dates
    period = rule(
        "days_of_week",
        *range(7),
        activity_date_from=first.isoformat(),
        activity_date_till=last.isoformat(),
    )
    now = at(f"{today.isoformat()}T{clock.isoformat()}")
    assert is_open([period], now) is (first <= today <= last)


def test_hours_go_forwards() -> None:
    for wrong in (("09:00", "09:00"), ("10:00", "09:00"), ("9:00", "10:00")):
        with pytest.raises(ValueError, match="time"):
            Hours(time_from=wrong[0], time_till=wrong[1])
