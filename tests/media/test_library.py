from pathlib import Path

import pytest

from callapi.media.clip import Clip
from callapi.media.decode import MediaError
from callapi.media.library import Library
from callapi.media.sound import NARROW_HZ, load
from tests.media.spectrum import strongest_hz
from tests.media.uploads import HZ, SECONDS, upload


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "media")


async def add(library: Library, data: bytes) -> Clip:
    return await library.put(2561, await library.decode(data))


async def test_an_upload_is_played_by_its_id(library: Library, tmp_path: Path) -> None:
    clip = await add(library, upload("flac"))

    assert clip.path == str(tmp_path / "media" / "2561")
    assert clip.seconds == pytest.approx(SECONDS, abs=0.001)
    assert clip == library.clip(2561, clip.seconds)
    assert strongest_hz(load(clip).narrow, NARROW_HZ) == pytest.approx(HZ, abs=1)


async def test_a_new_upload_takes_the_place_of_the_old(library: Library) -> None:
    await add(library, upload("wav"))
    clip = await add(library, upload("wav", seconds=1))

    assert load(clip).seconds == clip.seconds == 1


async def test_a_bad_upload_leaves_the_old_file(library: Library) -> None:
    clip = await add(library, upload("wav"))
    with pytest.raises(MediaError):
        await add(library, b"no sound")

    assert load(clip).seconds == SECONDS


async def test_the_bounds_are_those_of_the_library(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="at most 1000 are taken"):
        await Library(tmp_path, max_bytes=1000).decode(upload("wav"))
    with pytest.raises(MediaError, match="longer than 1 s"):
        await Library(tmp_path, max_seconds=1).decode(upload("wav"))


async def test_a_removed_file_is_gone(library: Library, tmp_path: Path) -> None:
    await add(library, upload("wav"))
    assert library.has(2561)
    library.remove(2561)
    library.remove(2561)

    assert not library.has(2561)
    assert sorted((tmp_path / "media").iterdir()) == []


async def test_the_directory_may_be_named_relatively(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    clip = await add(Library(Path("media")), upload("wav"))

    assert clip.path == str(tmp_path / "media" / "2561")
