import asyncio
import wave
from pathlib import Path

import pytest

from callapi.media.library import Library
from callapi.media.sound import NARROW_HZ, load
from callapi.media.speech import Speech
from callapi.media.system import SYSTEM, ensure_system_files
from callapi.store import media as store
from callapi.store.pool import Pool
from tests.media.spectrum import loudness, strongest_hz


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "media")


def times(directory: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in directory.iterdir()}


async def test_every_system_file_has_a_row_and_sound(
    pool: Pool, library: Library, speech: Speech
) -> None:
    await ensure_system_files(pool, library, speech)

    for mnemonic, system in SYSTEM.items():
        row = await store.find_system(pool, mnemonic)
        assert row is not None
        assert (row.account_id, row.name) == (None, system.title)
        clip = library.clip(row.id, row.duration_s)
        with wave.open(clip.path + ".wav") as file:
            assert file.getnframes() / file.getframerate() == row.duration_s
        sound = load(clip)
        assert row.size_bytes == sound.size_bytes
        loud = 0 if mnemonic == "silence" else 0.03
        assert loudness(sound.narrow) >= loud
        assert (loudness(sound.wide) == 0) == (mnemonic == "silence")


async def test_the_music_of_every_call_has_the_documented_title() -> None:
    assert SYSTEM["dialing_music"].title == "Forwarding Music"


async def test_the_beep_is_a_tone_of_1000_hz(
    pool: Pool, library: Library, speech: Speech
) -> None:
    await ensure_system_files(pool, library, speech)

    row = await store.find_system(pool, "beep")
    assert row is not None
    sound = load(library.clip(row.id, row.duration_s))
    assert strongest_hz(sound.narrow, NARROW_HZ) == pytest.approx(1000, abs=3)


async def test_a_second_start_changes_nothing(
    pool: Pool, library: Library, speech: Speech, tmp_path: Path
) -> None:
    await ensure_system_files(pool, library, speech)
    files = times(tmp_path / "media")
    rows = [await store.find_system(pool, mnemonic) for mnemonic in SYSTEM]

    await ensure_system_files(pool, library, speech)

    assert times(tmp_path / "media") == files
    assert [await store.find_system(pool, m) for m in SYSTEM] == rows


async def test_a_missing_file_is_made_again_under_its_id(
    pool: Pool, library: Library, speech: Speech
) -> None:
    await ensure_system_files(pool, library, speech)
    before = await store.find_system(pool, "beep")
    assert before is not None
    library.remove(before.id)

    await ensure_system_files(pool, library, speech)

    assert await store.find_system(pool, "beep") == before
    assert library.has(before.id)


async def test_a_file_of_an_older_edition_is_made_again_under_its_id(
    pool: Pool, library: Library, speech: Speech
) -> None:
    await ensure_system_files(pool, library, speech)
    current = await store.find_system(pool, "beep")
    assert current is not None
    old = store.Measures(duration_s=9, size_bytes=9, checksum="of the last edition")
    assert await store.keep_system(pool, "beep", "Old Beep", old) == current.id

    await ensure_system_files(pool, library, speech)

    assert await store.find_system(pool, "beep") == current


async def test_two_processes_may_start_at_once(
    pool: Pool, library: Library, speech: Speech
) -> None:
    await asyncio.gather(
        ensure_system_files(pool, library, speech),
        ensure_system_files(pool, library, speech),
    )

    rows = [await store.find_system(pool, mnemonic) for mnemonic in SYSTEM]
    assert all(row is not None and library.has(row.id) for row in rows)
