"""What is said when there is no copy, or when it can not be put back."""

from pathlib import Path

import asyncpg
import pytest

from callapi.backup import BackupError, back_up, restore
from tests.conftest import named


async def count(url: str, table: str) -> int:
    connection = await asyncpg.connect(url)
    try:
        return int(await connection.fetchval(f"select count(*) from {table}"))
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
