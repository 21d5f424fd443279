"""Points that are left, as the last reply has told."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Limits:
    day_limit: int
    day_remaining: int
    day_reset: int  # seconds until there are new ones
    minute_limit: int
    minute_remaining: int
    minute_reset: int


def limits_of(metadata: dict[str, Any] | None) -> Limits | None:
    told = (metadata or {}).get("limits")
    return Limits(**told) if told else None
