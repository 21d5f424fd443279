"""Working hours: when something is open (Data API spec 3.3)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal, Self, TypeAlias
from zoneinfo import ZoneInfo

from asyncpg import UniqueViolationError
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    model_validator,
)

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)

WORKING, NOT_WORKING = 7, 8  # days of a business calendar
DAYS = {
    "days_of_week": range(7),  # 0 is Sunday
    "days_of_month": range(1, 32),
    "business_calendar": (WORKING, NOT_WORKING),
    "cycle": range(1, 1000),
}


def _clock(value: str) -> str:
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00", value):
        raise ValueError("a time is written HH:MM")
    return value


Time: TypeAlias = Annotated[str, AfterValidator(_clock)]
Day: TypeAlias = Annotated[date, Field(strict=False)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Days(Strict):
    type: Literal["days_of_week", "days_of_month", "business_calendar", "cycle"]
    days: Annotated[tuple[int, ...], Field(min_length=1, max_length=31, strict=False)]

    @model_validator(mode="after")
    def days_of_the_type(self) -> Self:
        for day in self.days:
            if day not in DAYS[self.type]:
                raise ValueError(f"{self.type} has no day {day}")
        if self.type == "cycle" and len(self.days) != 2:
            raise ValueError("a cycle is a number of days on and one of days off")
        return self


class Hours(Strict):
    time_from: Time
    time_till: Time

    @model_validator(mode="after")
    def forwards(self) -> Self:
        if not self.time_from < self.time_till:
            raise ValueError("time_till has to be later than time_from")
        return self


class Rule(Strict):
    activity_days: Days
    activity_time: (
        Annotated[tuple[Hours, ...], Field(max_length=50, strict=False)] | None
    ) = None  # None: all day
    activity_date_from: Day | None = None
    activity_date_till: Day | None = None

    @model_validator(mode="after")
    def cycle_has_a_beginning(self) -> Self:
        first, last = self.activity_date_from, self.activity_date_till
        if self.activity_days.type == "cycle" and first is None:
            raise ValueError("a cycle needs activity_date_from")
        if first is not None and last is not None and last < first:
            raise ValueError("activity_date_till is before activity_date_from")
        return self


RULES = TypeAdapter(tuple[Rule, ...])


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of day at the account's place."""

    local: datetime
    is_working_day: bool


async def moment(db: Database, timezone: str, home_country: str, now: float) -> Moment:
    """Now, as the account's schedules see it."""
    (found,) = await moments(db, [(timezone, home_country, now)])
    return found


async def moments(
    db: Database, asked: Sequence[tuple[str, str, float]]
) -> list[Moment]:
    """Zone, country and time of each; Monday to Friday are working days."""
    locals_ = [datetime.fromtimestamp(now, ZoneInfo(zone)) for zone, _, now in asked]
    countries, days = [it[1] for it in asked], [it.date() for it in locals_]
    marked = {
        (row["country"], row["day"]): row["is_working"]
        for row in await db.fetch(Q["find_days"], countries, days)
    }
    return [
        Moment(local, marked.get((country, local.date()), local.isoweekday() <= 5))
        for country, local in zip(countries, locals_, strict=True)
    ]


def is_open(rules: Iterable[Rule], at: Moment) -> bool:
    """Whether any of the rules matches the date and the time."""
    return any(_has_date(rule, at) and _has_time(rule, at) for rule in rules)


def is_open_now(stored: object, at: Moment) -> bool:
    """The same of rules as they are stored; no schedule is always open."""
    return stored is None or is_open(RULES.validate_python(stored), at)


async def find_rules(
    db: Database, account_id: int, schedule_id: int
) -> tuple[Rule, ...] | None:
    """None: there is no such schedule."""
    stored = await db.fetchval(Q["find_rules"], account_id, schedule_id)
    return None if stored is None else RULES.validate_python(stored)


class NameTaken(Exception):
    """The account has a schedule of that name."""


async def insert(
    db: Database, account_id: int, name: str, rules: Sequence[Rule]
) -> int:
    """Raises NameTaken."""
    try:
        id_: int = await db.fetchval(Q["insert"], account_id, name, _stored(rules))
    except UniqueViolationError:
        raise NameTaken from None
    return id_


async def update(
    db: Database,
    account_id: int,
    schedule_id: int,
    name: str | None,
    rules: Sequence[Rule] | None,
) -> None:
    """What is None stays as it is; raises NameTaken."""
    stored = None if rules is None else _stored(rules)
    try:
        await db.execute(Q["update"], account_id, schedule_id, name, stored)
    except UniqueViolationError:
        raise NameTaken from None


async def delete(db: Database, account_id: int, schedule_id: int) -> None:
    await db.execute(Q["delete"], account_id, schedule_id)


async def list_users(
    db: Database, account_id: int, schedule_id: int
) -> list[dict[str, object]]:
    """What goes by the schedule, as `params.used_by` tells it."""
    rows = await db.fetch(Q["list_users"], account_id, schedule_id)
    return [dict(row) for row in rows]


def _stored(rules: Sequence[Rule]) -> list[object]:
    return [rule.model_dump(mode="json") for rule in rules]


def _has_date(rule: Rule, at: Moment) -> bool:
    today = at.local.date()
    first, last = rule.activity_date_from, rule.activity_date_till
    if (first is not None and today < first) or (last is not None and today > last):
        return False
    days = rule.activity_days.days
    match rule.activity_days.type:
        case "days_of_week":
            return today.isoweekday() % 7 in days
        case "days_of_month":
            return today.day in days
        case "business_calendar":
            return (WORKING if at.is_working_day else NOT_WORKING) in days
        case "cycle":
            assert first is not None
            return (today - first).days % sum(days) < days[0]


def _has_time(rule: Rule, at: Moment) -> bool:
    if not rule.activity_time:
        return True
    clock = f"{at.local:%H:%M}"
    return any(it.time_from <= clock < it.time_till for it in rule.activity_time)
