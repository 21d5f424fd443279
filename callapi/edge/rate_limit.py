"""The standard headers RateLimit and RateLimit-Policy: the figures of the metadata.

As in the draft of the IETF's httpapi group: one item per window, `q` its quota, `w`
its seconds, `r` what remains and `t` the seconds until it starts anew.
"""

from functools import lru_cache

from callapi.limits.quota import DAY_S, MINUTE_S, Quota


def rate_limit_headers(quota: Quota) -> dict[str, str]:
    return {
        "RateLimit-Policy": _policy(quota.minute_limit, quota.day_limit),
        "RateLimit": (
            f'"minute";r={quota.minute_remaining};t={quota.minute_reset}, '
            f'"day";r={quota.day_remaining};t={quota.day_reset}'
        ),
    }


@lru_cache
def _policy(minute_limit: int, day_limit: int) -> str:
    return f'"minute";q={minute_limit};w={MINUTE_S}, "day";q={day_limit};w={DAY_S}'
