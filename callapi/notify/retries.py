"""When a delivery is tried again: growing waits, for three days."""

import random
from email.utils import parsedate_to_datetime
from typing import Final

GIVE_UP_S: Final = 72 * 3600.0
WAITS_S: Final = (10, 60, 300, 1800, 7200, 18_000, 36_000, 43_200)  # the last goes on
LONGEST_RETRY_AFTER_S: Final = 1800.0
_JITTER: Final = 0.1
_WORTH_IT: Final = frozenset({408, 429})


def is_worth_it(http_status: int) -> bool:
    """Whether the target may take later what it has refused."""
    return http_status >= 500 or http_status in _WORTH_IT


def next_attempt(
    now: float,
    attempts: int,
    give_up_at: float,
    asked_s: float,
    chance: random.Random,
) -> float | None:
    """After so many attempts, and with that Retry-After; None: the time is over.

    The last attempt is at the very end of the time.
    """
    if now >= give_up_at:
        return None
    wait = WAITS_S[min(attempts, len(WAITS_S)) - 1]
    wait_s = wait * chance.uniform(1 - _JITTER, 1 + _JITTER)
    wait_s = max(wait_s, min(asked_s, LONGEST_RETRY_AFTER_S))
    return min(now + wait_s, give_up_at)


def retry_after_s(header: str | None, now: float) -> float:
    """Seconds or a date; 0 when it says nothing."""
    if header is None:
        return 0.0
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, OverflowError):
        return 0.0
