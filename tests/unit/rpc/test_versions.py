"""Which versions are served on which day (spec 1.6)."""

from datetime import date

import orjson

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


def test_at_most_two_versions_are_served() -> None:
    releases = [Release(f"v{n}.0", date(2000 + n, 1, 1)) for n in (1, 2, 3)]
    versions = Versions(releases, FakeClock(), "is_old")
    assert versions.names == ["v1.0", "v2.0", "v3.0"]
    assert [name for name in versions.names if versions.find(name)] == ["v2.0", "v3.0"]
