"""Versions of the API: which are served, and which are deprecated (spec 1.6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

import orjson

from callapi.clock import Clock

MOST_SERVED: Final = 2
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
        self._releases = sorted(releases, key=lambda release: release.released_on)
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
