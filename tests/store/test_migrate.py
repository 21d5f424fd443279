"""Migrations: in order, once, never edited, also when two processes start at once."""

import asyncio
import logging
from pathlib import Path

import asyncpg
import pytest

from callapi.store.migrate import MIGRATIONS, MigrationError, migrate, pending

PATIENCE_S = 30.0
ALL = sorted(path.stem for path in MIGRATIONS.glob("*.sql"))


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    (tmp_path / "0002_second.sql").write_text("create table second (like first);")
    (tmp_path / "0001_first.sql").write_text("create table first (id int);")
    return tmp_path


async def tables(url: str) -> set[str]:
    connection = await asyncpg.connect(url)
    rows = await connection.fetch(
        "select tablename from pg_tables where schemaname = 'public'"
    )
    await connection.close()
    return {row["tablename"] for row in rows}


async def test_all_migrations_are_applied_once(empty_database: str) -> None:
    assert await pending(empty_database) == ALL
    assert await migrate(empty_database) == ALL
    assert await migrate(empty_database) == []
    assert await pending(empty_database) == []


async def test_migrations_are_applied_in_the_order_of_their_names(
    empty_database: str, directory: Path
) -> None:
    assert await migrate(empty_database, directory) == ["0001_first", "0002_second"]
    assert await tables(empty_database) == {"first", "second", "schema_migrations"}


async def test_two_processes_that_migrate_at_once_do_it_once(
    empty_database: str,
) -> None:
    done = await asyncio.gather(*(migrate(empty_database) for _ in range(4)))
    assert sorted(done) == [[], [], [], ALL]


async def test_an_edited_migration_is_refused(
    empty_database: str, directory: Path
) -> None:
    await migrate(empty_database, directory)
    (directory / "0001_first.sql").write_text("create table first (id bigint);")
    with pytest.raises(MigrationError, match="0001_first was edited"):
        await migrate(empty_database, directory)


async def test_what_a_newer_version_has_added_troubles_nobody(
    empty_database: str, directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await migrate(empty_database, directory)
    (directory / "0002_second.sql").unlink()
    assert await migrate(empty_database, directory) == []
    assert "0002_second, which this version of callapi does not know" in caplog.text


async def test_what_a_newer_version_has_taken_away_is_missed(
    empty_database: str, directory: Path
) -> None:
    newer = directory / "0003_contract_second.sql"
    newer.write_text("drop table second;")
    await migrate(empty_database, directory)
    newer.unlink()
    with pytest.raises(MigrationError, match=r"0003_contract_second.*newer version"):
        await migrate(empty_database, directory)
    with pytest.raises(MigrationError, match=r"0003_contract_second.*newer version"):
        await pending(empty_database, directory)


async def test_a_table_in_use_is_not_closed_while_it_is_waited_for(
    empty_database: str, directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Who only reads would have to wait behind the migration, which gives up first."""
    await migrate(empty_database, directory)
    (directory / "0003_third.sql").write_text("alter table first add column x int;")
    caplog.set_level(logging.INFO)
    busy, reader = [await asyncpg.connect(empty_database) for _ in range(2)]
    async with busy.transaction():
        await busy.execute("lock table first in row exclusive mode")
        migrating = asyncio.create_task(migrate(empty_database, directory))
        async with asyncio.timeout(PATIENCE_S):
            while "migration 0003_third waits for others" not in caplog.text:
                await reader.fetch("select from first")
    assert await migrating == ["0003_third"]
    for connection in (busy, reader):
        await connection.close()


async def test_a_failing_migration_leaves_nothing_of_itself(
    empty_database: str, directory: Path
) -> None:
    broken = "create table third (id int); create table third (id int);"
    (directory / "0003_third.sql").write_text(broken)
    with pytest.raises(MigrationError, match=r"0003_third failed: .*already exists"):
        await migrate(empty_database, directory)
    assert "third" not in await tables(empty_database)
    assert await pending(empty_database, directory) == ["0003_third"]
