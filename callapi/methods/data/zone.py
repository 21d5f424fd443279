"""Dates and times of the Data API: in the account's zone, without an offset (1.4)."""

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

FORMAT: Final = "%Y-%m-%d %H:%M:%S"
PATTERN: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$"
SHAPE: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", re.ASCII)
# a day before the first or after the last is no moment in some zone
YEARS: Final = range(2, 9999)

zone = lru_cache(ZoneInfo)


def read(text: str) -> datetime:
    """Without a zone yet; raises ValueError for anything but `YYYY-MM-DD hh:mm:ss`."""
    if not SHAPE.fullmatch(text) or int(text[:4]) not in YEARS:
        raise ValueError("not YYYY-MM-DD hh:mm:ss")
    return datetime.strptime(text, FORMAT)


def to_utc(local: datetime, timezone: str) -> datetime:
    """A time that the clocks skip is shifted forward, one they repeat is the first."""
    return local.replace(tzinfo=zone(timezone), fold=0).astimezone(UTC)


def to_local(moment: datetime, timezone: str) -> str:
    return moment.astimezone(zone(timezone)).strftime(FORMAT)
