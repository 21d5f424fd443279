"""Versions of the API: which are served, and which are deprecated (spec 1.6).

A newer release deprecates the one before it, which is served for two months more; where
the table of versions names other days, those count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Final

import orjson

from callapi.clock import Clock

MOST_SERVED: Final = 2
SUPPORT_MONTHS: Final = 2  # of a deprecated version
_DAY_S: Final = 86_400


@dataclass(frozen=True, slots=True)
class Release:
    name: str  # as in the URL: v4.0
    released_on: date
    deprecated_on: date | None = None
    removed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A version as one request finds it."""

    name: str
    api_version: bytes | None = None  # that part of the metadata, when deprecated


class Versions:
    def __init__(
        self, releases: Sequence[Release], clock: Clock, is_deprecated: str
    ) -> None:
        """`is_deprecated`: how the API spells it."""
        self._is_deprecated = is_deprecated
        self._releases = _with_all_days(releases)
        self._clock = clock
        self._day = -1
        self._served: Mapping[str, Version] = {}

    @property
    def names(self) -> list[str]:
        """Of all there ever are."""
        return [release.name for release in self._releases]

    def find(self, name: str) -> Version | None:
        day = int(self._clock.now() // _DAY_S)
        if day != self._day:
            today = datetime.fromtimestamp(day * _DAY_S, UTC).date()
            self._day = day
            self._served = _served_on(self._releases, today, self._is_deprecated)
        return self._served.get(name)


def _with_all_days(releases: Sequence[Release]) -> list[Release]:
    """The oldest first. Nothing has been released that deprecates the newest."""
    *_, newest = ordered = sorted(releases, key=lambda release: release.released_on)
    return [
        *(
            replace(
                release,
                deprecated_on=release.deprecated_on or newer.released_on,
                removed_on=release.removed_on or _end_of_support(newer.released_on),
            )
            for release, newer in pairwise(ordered)
        ),
        replace(newest, deprecated_on=None),
    ]


def _end_of_support(day: date) -> date:
    """The same day of the month, or the first after it where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + SUPPORT_MONTHS, 12)
    first = date(year, month + 1, 1)
    later = first + timedelta(days=day.day - 1)
    return later if later.month == first.month else later.replace(day=1)


def _served_on(
    releases: Sequence[Release], today: date, is_deprecated: str
) -> Mapping[str, Version]:
    served = [
        release
        for release in releases
        if release.released_on <= today
        and (release.removed_on is None or today < release.removed_on)
    ][-MOST_SERVED:]
    return {
        release.name: Version(
            release.name, _api_version(release, served[-1], today, is_deprecated)
        )
        for release in served
    }


def _api_version(
    release: Release, latest: Release, today: date, is_deprecated: str
) -> bytes | None:
    if release.deprecated_on is None or today < release.deprecated_on:
        return None
    return orjson.dumps(
        {
            is_deprecated: True,
            "current_version": release.name,
            "latest_version": latest.name,
        }
    )
