"""Which versions are served on which day (spec 1.6)."""

from datetime import date

import orjson
import pytest

from callapi.rpc.versions import Release, Versions
from tests.fakes import START, FakeClock

DAY_S = 86_400  # START is 2026-11-22

OLD = Release("v3.0", date(2015, 1, 1), date(2017, 1, 1), date(2017, 3, 1))
V4 = Release("v4.0", date(2017, 1, 1), date(2026, 11, 24), date(2027, 1, 24))
V5 = Release("v5.0", date(2026, 11, 24))


def test_the_only_version_is_current() -> None:
    versions = Versions([Release("v4.0", date(2017, 6, 1))], FakeClock(), "is_old")
    found = versions.find("v4.0")
    assert found is not None
    assert found.api_version is None


def test_versions_come_and_go_by_their_days() -> None:
    clock = FakeClock()
    versions = Versions([V5, OLD, V4], clock, "is_old")
    assert versions.find("v3.0") is None
    assert versions.find("v5.0") is None
    assert versions.find("v9.9") is None
    current = versions.find("v4.0")
    assert current is not None
    assert current.api_version is None

    clock = FakeClock(START + 2 * DAY_S)
    versions = Versions([V5, OLD, V4], clock, "is_old")
    deprecated, latest = versions.find("v4.0"), versions.find("v5.0")
    assert deprecated is not None
    assert latest is not None
    assert latest.api_version is None
    assert orjson.loads(deprecated.api_version or b"") == {
        "is_old": True,
        "current_version": "v4.0",
        "latest_version": "v5.0",
    }


async def test_the_day_changes_while_serving() -> None:
    clock = FakeClock()
    versions = Versions([V4, V5], clock, "is_old")
    assert versions.find("v5.0") is None
    await clock.advance(2 * DAY_S)
    assert versions.find("v5.0") is not None
    await clock.advance(70 * DAY_S)
    assert versions.find("v4.0") is None


def test_a_newer_release_deprecates_the_one_before() -> None:
    """Also where the table names no days but those of the releases."""
    old, new = Release("v4.0", date(2017, 6, 1)), Release("v5.0", date(2026, 10, 1))
    versions = Versions([new, old], FakeClock(), "is_old")
    deprecated, latest = versions.find("v4.0"), versions.find("v5.0")
    assert deprecated is not None
    assert latest is not None
    assert orjson.loads(deprecated.api_version or b"")["latest_version"] == "v5.0"
    assert latest.api_version is None


@pytest.mark.parametrize(
    ("released", "removed"),
    [
        (date(2026, 11, 22), date(2027, 1, 22)),
        (date(2026, 12, 31), date(2027, 3, 1)),
        (date(2027, 12, 30), date(2028, 3, 1)),
    ],
)
async def test_a_deprecated_version_is_served_for_two_months(
    released: date, removed: date
) -> None:
    clock = FakeClock()
    old, new = Release("v4.0", date(2017, 6, 1)), Release("v5.0", released)
    versions = Versions([old, new], clock, "is_old")
    last_day = (removed - date(2026, 11, 22)).days - 1
    await clock.leap(last_day * DAY_S)
    assert versions.find("v4.0") is not None
    await clock.leap(DAY_S)
    assert versions.find("v4.0") is None
    assert versions.find("v5.0") is not None


def test_the_current_version_is_never_deprecated() -> None:
    release = Release("v4.0", date(2017, 6, 1), date(2020, 1, 1))
    found = Versions([release], FakeClock(), "is_old").find("v4.0")
    assert found is not None
    assert found.api_version is None


def test_at_most_two_versions_are_served() -> None:
    releases = [
        Release(f"v{n}.0", date(2026, 10, n), removed_on=date(2027, 1, 1))
        for n in (1, 2, 3)
    ]
    versions = Versions(releases, FakeClock(), "is_old")
    assert versions.names == ["v1.0", "v2.0", "v3.0"]
    assert [name for name in versions.names if versions.find(name)] == ["v2.0", "v3.0"]
