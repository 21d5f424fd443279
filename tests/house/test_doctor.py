"""The doctor: a line for each thing, and what is wrong with it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from callapi.clock import SystemClock
from callapi.config import Settings, load_settings
from callapi.doctor import examine
from callapi.simulator.server import Simulator
from callapi.store import nodes
from callapi.store.pool import Pool

PASSWORD = "ari-secret"


@pytest.fixture
def settings(
    database: str, redis_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    monkeypatch.setenv("CALLAPI_DATABASE_URL", database)
    monkeypatch.setenv("CALLAPI_REDIS_URL", redis_url)
    monkeypatch.setenv("CALLAPI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("CALLAPI_ARI_PASSWORD", PASSWORD)
    return load_settings()


@pytest.fixture
async def simulator(tmp_path: Path) -> AsyncIterator[Simulator]:
    async with Simulator(SystemClock(), password=PASSWORD, spool=tmp_path) as simulator:
        yield simulator


async def findings(settings: Settings, **changes: object) -> dict[str, str]:
    changed = settings.model_copy(update=changes)
    return {it.thing: str(it) async for it in examine(changed)}


async def test_a_healthy_house(settings: Settings, simulator: Simulator) -> None:
    found = await findings(settings, ari_url=(simulator.url,))
    assert list(found) == [
        *("settings", "directories", "database", "nodes", "redis", "clock", "ari"),
        "speech",
    ]
    assert all(line.startswith("ok ") for line in found.values())
    assert "schema up to date" in found["database"]
    assert "Asterisk" in found["ari"]
    assert "has spoken for" in found["speech"]


async def test_nodes_are_told_and_those_that_are_silent(
    settings: Settings, pool: Pool
) -> None:
    assert (await findings(settings))["nodes"] == "ok  nodes: none is running"
    node = await nodes.join(pool, "north", "elsewhere", 7)
    await nodes.take(pool, 2, node, is_own=True)
    assert (await findings(settings))["nodes"] == "ok  nodes: north (callapi-2)"
    await pool.execute("update nodes set beat_at = now() - interval '1 minute'")
    assert (await findings(settings))["nodes"].startswith("BAD nodes: silent")


async def test_a_voice_that_is_not_there_is_told(settings: Settings) -> None:
    found = await findings(settings, tts_voice="nobody")
    assert found["speech"].startswith("BAD speech: tts_voice: ")


async def test_without_asterisk_the_simulator_is_meant(settings: Settings) -> None:
    found = await findings(settings)
    assert found["ari"].startswith("ok  ari: none: the simulator")


async def test_migrations_that_are_missing_are_counted(
    settings: Settings, empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLAPI_DATABASE_URL", empty_database)
    found = await findings(load_settings())
    assert "migrations to apply" in found["database"]


async def test_what_is_not_reached_is_bad(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLAPI_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/x")
    monkeypatch.setenv("CALLAPI_REDIS_URL", "redis://127.0.0.1:1")
    monkeypatch.setenv("CALLAPI_ARI_URL", "http://127.0.0.1:1")
    found = await findings(load_settings())
    bad = [thing for thing, line in found.items() if line.startswith("BAD ")]
    assert bad == ["database", "nodes", "redis", "clock", "ari"]
    assert not any("\n" in line for line in found.values())


async def test_a_wrong_password_of_asterisk_is_told(
    settings: Settings, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLAPI_ARI_PASSWORD", "wrong")
    found = await findings(load_settings(), ari_url=(simulator.url,))
    assert "401" in found["ari"]


async def test_a_directory_that_can_not_be_written_is_told(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    found = await findings(settings, data_dir=tmp_path / "file")
    assert found["directories"].startswith("BAD directories: ")


async def test_an_edited_migration_is_told(settings: Settings, pool: Pool) -> None:
    await pool.execute("update schema_migrations set checksum = 'x'")
    found = await findings(settings)
    assert "was edited after it had been applied" in found["database"]
