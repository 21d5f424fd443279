"""What is said when there is no copy, or when it can not be put back."""

from pathlib import Path

import asyncpg
import pytest

from callapi.backup import BackupError, Q, back_up, restore
from callapi.store.migrate import MigrationError, migrate, pending
from tests.conftest import named


async def count(url: str, table: str) -> int:
    connection = await asyncpg.connect(url)
    try:
        return int(await connection.fetchval(f"select count(*) from {table}"))
    finally:
        await connection.close()


async def execute(url: str, query: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(query)
    finally:
        await connection.close()


async def test_a_file_that_is_no_copy_leaves_the_database_empty(
    empty_database: str, tmp_path: Path
) -> None:
    file = tmp_path / "callapi.dump"
    file.write_text("select 1;")
    with pytest.raises(BackupError, match=r"^pg_restore: error: .*archive"):
        await restore(empty_database, file)
    assert await count(empty_database, "pg_tables where schemaname = 'public'") == 0


async def test_a_restore_that_was_broken_off_is_served_by_nobody(
    database: str, empty_database: str, tmp_path: Path
) -> None:
    """All is there, but the ids that are told to others could not be skipped."""
    file = tmp_path / "callapi.dump"
    await execute(database, "alter sequence call_session_ids maxvalue 1050000")
    await back_up(database, file)
    with pytest.raises(asyncpg.DataError, match="out of bounds"):
        await restore(empty_database, file)
    assert await count(empty_database, "schema_migrations") > 0
    with pytest.raises(MigrationError, match="broken off"):
        await migrate(empty_database)
    with pytest.raises(BackupError, match="not empty"):
        await restore(empty_database, file)


async def test_a_restore_that_was_broken_off_before_is_made_again(
    database: str, empty_database: str, tmp_path: Path
) -> None:
    file = tmp_path / "callapi.dump"
    await back_up(database, file)
    await execute(empty_database, Q["begin"])
    for look in (pending, migrate):
        with pytest.raises(MigrationError, match="broken off"):
            await look(empty_database)
    assert await restore(empty_database, file) == []
    assert await migrate(empty_database) == []


async def test_a_copy_that_fails_leaves_the_one_before(
    empty_database: str, tmp_path: Path
) -> None:
    file = tmp_path / "callapi.dump"
    file.write_text("yesterday's")
    with pytest.raises(BackupError, match="nobody_has_this"):
        await back_up(named(empty_database, "nobody_has_this"), file)
    assert file.read_text() == "yesterday's"
    assert not file.with_name("callapi.dump.unfinished").exists()


async def test_what_cannot_be_reached_does_not_tell_the_password(
    tmp_path: Path,
) -> None:
    url = "postgresql://callapi:p%40ss%2Fword@127.0.0.1:1/callapi"
    with pytest.raises(BackupError, match=r"127\.0\.0\.1") as caught:
        await back_up(url, tmp_path / "callapi.dump")
    for password in ("p@ss/word", "p%40ss%2Fword"):
        assert password not in str(caught.value)
