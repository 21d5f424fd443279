from pathlib import Path

import pytest

from callapi.media.find import Media, MediaNotFound
from callapi.media.library import Library
from callapi.media.speech import Speech
from callapi.media.system import ensure_system_files
from callapi.store import media as store
from callapi.store.pool import Pool

MEASURES = store.Measures(duration_s=2.5, size_bytes=120_000, checksum="0" * 64)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "media")


@pytest.fixture
def media(pool: Pool, library: Library, speech: Speech) -> Media:
    return Media(pool, library, speech)


async def new_account(pool: Pool, name: str) -> int:
    id_: int = await pool.fetchval(
        "insert into accounts (name) values ($1) returning id", name
    )
    return id_


async def test_a_file_of_the_account_is_found(
    pool: Pool, media: Media, library: Library
) -> None:
    account_id = await new_account(pool, "ours")
    media_id = await store.insert(pool, account_id, "greeting.mp3", MEASURES)

    clip = library.clip(media_id, 2.5)
    assert await media.file(account_id, media_id) == clip
    assert await media.message(account_id, "media", str(media_id)) == clip


async def test_a_file_of_another_account_is_not_found(pool: Pool, media: Media) -> None:
    ours, theirs = await new_account(pool, "ours"), await new_account(pool, "theirs")
    media_id = await store.insert(pool, theirs, "greeting.mp3", MEASURES)

    with pytest.raises(MediaNotFound) as missing:
        await media.file(ours, media_id)
    assert missing.value.media_id == media_id


async def test_a_system_file_is_everybodys(
    pool: Pool, library: Library, speech: Speech, media: Media
) -> None:
    await ensure_system_files(pool, library, speech)
    account_id = await new_account(pool, "ours")
    row = await store.find_system(pool, "hold_music")
    assert row is not None

    clip = await media.message(account_id, "media", str(row.id))
    assert clip == await media.system("hold_music") == await media.system("hold_music")
    assert clip.seconds == row.duration_s > 10


async def test_an_unknown_system_file_is_not_found(media: Media) -> None:
    with pytest.raises(MediaNotFound):
        await media.system("nose_flute")


@pytest.mark.parametrize(
    "value", ["999999999999999", "0", "", "-1", "1 ", "٣", "1" * 40, "../1", "beep"]
)
async def test_what_is_no_known_id_is_not_found(media: Media, value: str) -> None:
    with pytest.raises(MediaNotFound) as missing:
        await media.message(1, "media", value)
    assert str(missing.value.media_id) == value


async def test_a_text_is_spoken(media: Media) -> None:
    clip = await media.message(1, "tts", "Good morning")

    assert 0.3 < clip.seconds < 3
