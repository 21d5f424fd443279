"""Quota: what is left of an account's points. Windows: the calendar they follow."""

import math
from dataclasses import dataclass
from typing import Final

DAY_S: Final = 86_400
MINUTE_S: Final = 60


@dataclass(frozen=True, slots=True)
class Quota:
    """`metadata.limits`, key for key (spec 2.6)."""

    day_limit: int
    day_remaining: int
    day_reset: int
    minute_limit: int
    minute_remaining: int
    minute_reset: int


@dataclass(frozen=True, slots=True)
class Windows:
    """The calendar day and minute of a moment, and the seconds until they end."""

    day: int
    minute: int
    day_reset: int
    minute_reset: int

    def quota(
        self, day_limit: int, minute_limit: int, day_used: int, minute_used: int
    ) -> Quota:
        return Quota(
            day_limit,
            max(0, day_limit - day_used),
            self.day_reset,
            minute_limit,
            max(0, minute_limit - minute_used),
            self.minute_reset,
        )


def windows_at(now: float, offset_s: int) -> Windows:
    """`offset_s`: how far the zone of midnight is ahead of UTC, in whole minutes."""
    local = now + offset_s
    return Windows(
        math.floor(local / DAY_S),
        math.floor(local / MINUTE_S),
        math.ceil(DAY_S - local % DAY_S),
        math.ceil(MINUTE_S - local % MINUTE_S),
    )
