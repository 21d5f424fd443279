"""`callapi media`: sounds are taken by content; a clear word for anything else."""

import asyncio
import os
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner, Result

from callapi.__main__ import main
from callapi.store.pool import Pool
from tests.rows import add_account


@pytest.fixture
def environment(database: str, redis_url: str, tmp_path: Path) -> dict[str, str]:
    return {
        "CALLAPI_DATABASE_URL": database,
        "CALLAPI_REDIS_URL": redis_url,
        "CALLAPI_DATA_DIR": str(tmp_path / "data"),
    }


async def call(environment: dict[str, str], *arguments: str) -> Result:
    """In a thread: the command has an event loop of its own."""

    def invoke() -> Result:
        return CliRunner().invoke(main, ["media", *arguments], env=environment)

    return await asyncio.to_thread(invoke)


def tone(path: Path, form: str) -> Path:
    time = np.arange(8000) / 8000
    soundfile.write(path, 0.3 * np.sin(2 * np.pi * 440 * time), 8000, format=form)
    return path


@pytest.mark.parametrize("form", ["WAV", "MP3", "OGG", "FLAC"])
async def test_a_sound_is_taken_by_its_content(
    environment: dict[str, str], pool: Pool, tmp_path: Path, form: str
) -> None:
    account_id = await add_account(pool)
    file = tone(tmp_path / "sound.bin", form)
    done = await call(environment, "add", str(file), "--account", "Bay Repairs")
    assert done.exit_code == 0, done.output
    row = await pool.fetchrow(
        "select * from media_files where account_id = $1", account_id
    )
    assert row is not None
    assert done.output.startswith(f"{row['id']}  1.")
    assert row["name"] == "sound.bin"
    listed = await call(environment, "list", "--account", "Bay Repairs")
    assert f"{row['id']}  " in listed.output


@pytest.mark.parametrize("kind", ["pipe", "device", "endless"])
async def test_what_is_no_file_is_refused_at_once(
    environment: dict[str, str], tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "sound.wav"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/null" if kind == "device" else "/dev/zero")
    done = await call(environment, "add", str(path), "--account", "Bay Repairs")
    told = f"callapi: {path}: a pipe or a device is no file\n"
    assert (done.exit_code, done.output) == (1, told)


async def test_a_huge_file_is_refused_by_its_size(
    environment: dict[str, str], tmp_path: Path
) -> None:
    path = tone(tmp_path / "sound.wav", "WAV")
    os.truncate(path, 5 * 2**30)
    done = await call(environment, "add", str(path), "--account", "Bay Repairs")
    told = f"the file has {5 * 2**30} bytes, at most {10 * 2**20} are taken"
    assert (done.exit_code, done.output) == (1, f"callapi: {path}: {told}\n")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "has 1 to 255 characters"),
        ("  ", "has 1 to 255 characters"),
        ("x" * 256, "has 1 to 255 characters"),
        ("two\nlines", "plain text in one line"),
        ("\x1b[31mred", "plain text in one line"),
        ("nul\0", "plain text in one line"),
        (os.fsdecode(b"latin \xe9"), "plain text in one line"),
    ],
)
async def test_a_name_is_a_line_of_text(
    environment: dict[str, str], pool: Pool, tmp_path: Path, name: str, told: str
) -> None:
    await add_account(pool)
    file = tone(tmp_path / "sound.wav", "WAV")
    arguments = (str(file), "--account", "Bay Repairs", "--name", name)
    done = await call(environment, "add", *arguments)
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert told in done.output
    assert await pool.fetchval("select count(*) from media_files") == 0


async def test_a_name_is_no_path(
    environment: dict[str, str], pool: Pool, tmp_path: Path
) -> None:
    await add_account(pool)
    file = tone(tmp_path / "sound.wav", "WAV")
    for name in ("../../escaped", "/escaped", "x" * 255):
        arguments = (str(file), "--account", "Bay Repairs", "--name", name)
        assert (await call(environment, "add", *arguments)).exit_code == 0
    kept = os.listdir(tmp_path / "data" / "media")
    assert {name.partition(".")[2] for name in kept} == {"wav", "wav16"}
    assert sorted(os.listdir(tmp_path)) == ["data", "sound.wav"]


async def test_a_sound_that_cannot_be_kept_is_not_listed(
    environment: dict[str, str], pool: Pool, tmp_path: Path
) -> None:
    await add_account(pool)
    file = tone(tmp_path / "sound.wav", "WAV")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "media").write_text("in the way")
    done = await call(environment, "add", str(file), "--account", "Bay Repairs")
    assert (done.exit_code, "File exists" in done.output) == (1, True)
    assert await pool.fetchval("select count(*) from media_files") == 0


@pytest.mark.parametrize(
    ("content", "told"), [(b"", "empty"), (b"%PDF-1.4 no sound", "damaged")]
)
async def test_anything_else_is_refused_in_one_line(
    environment: dict[str, str], pool: Pool, tmp_path: Path, content: bytes, told: str
) -> None:
    await add_account(pool)
    file = tmp_path / "sound.wav"
    file.write_bytes(content)
    done = await call(environment, "add", str(file), "--account", "Bay Repairs")
    assert done.exit_code == 1
    assert told in done.output
    assert done.output.count("\n") == 1
    assert await pool.fetchval("select count(*) from media_files") == 0


async def test_a_name_is_taken_once_and_an_account_has_to_be_there(
    environment: dict[str, str], pool: Pool, tmp_path: Path
) -> None:
    await add_account(pool)
    file = tone(tmp_path / "a.wav", "WAV")
    await call(environment, "add", str(file), "--account", "Bay Repairs")
    again = await call(environment, "add", str(file), "--account", "Bay Repairs")
    assert (again.exit_code, "already" in again.output) == (1, True)
    other = await call(environment, "add", str(file), "--account", "Nobody")
    assert (other.exit_code, "no account Nobody" in other.output) == (1, True)
    folder = await call(environment, "add", str(tmp_path), "--account", "Bay Repairs")
    assert (folder.exit_code, "Is a directory" in folder.output) == (1, True)
    missing = await call(environment, "add", "gone.wav", "--account", "Bay Repairs")
    assert missing.exit_code == 1
    assert os.linesep not in missing.output.strip()
