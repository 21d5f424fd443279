"""Files of recordings: MP3 is made once, and of what is whole."""

import asyncio
import os
from pathlib import Path

import numpy as np
import pytest
import soundfile

from callapi.media.recordings import Recordings
from tests.fakes import turn_loop


def keep(directory: Path, name: str, seconds: float) -> Path:
    path = directory / "7" / f"{name}.wav"
    path.parent.mkdir(exist_ok=True)
    time = np.arange(int(8000 * seconds)) / 8000
    tone = (8000 * np.sin(2 * np.pi * 440 * time)).astype(np.int16)
    soundfile.write(path, np.column_stack([tone, tone]), 8000, "PCM_16")
    return path


def files(directory: Path) -> list[str]:
    return sorted(it.name for it in directory.rglob("*.*"))


async def test_mp3_is_made_when_first_asked_for(tmp_path: Path) -> None:
    keep(tmp_path, "rec-1-1", 2.0)
    recordings = Recordings(tmp_path)
    path = await recordings.mp3(7, ["rec-1-1"])
    sound = soundfile.info(path)
    assert (sound.format, sound.samplerate, sound.channels) == ("MP3", 8000, 2)
    assert sound.duration == pytest.approx(2.0, abs=0.3)
    made = path.stat().st_mtime_ns
    assert await recordings.mp3(7, ["rec-1-1"]) == path
    assert path.stat().st_mtime_ns == made


async def test_several_become_one_in_their_order(tmp_path: Path) -> None:
    for number, seconds in ((1, 1.0), (2, 2.0)):
        keep(tmp_path, f"rec-1-{number}", seconds)
    recordings = Recordings(tmp_path)
    path = await recordings.mp3(7, ["rec-1-1", "rec-1-2"])
    assert path != await recordings.mp3(7, ["rec-1-1"])
    assert soundfile.info(path).duration == pytest.approx(3.0, abs=0.3)


async def test_many_who_ask_at_once_get_the_same(tmp_path: Path) -> None:
    keep(tmp_path, "rec-1-1", 3.0)
    recordings = Recordings(tmp_path)
    paths = await asyncio.gather(*(recordings.mp3(7, ["rec-1-1"]) for _ in range(5)))
    assert len(set(paths)) == 1
    assert files(tmp_path) == ["rec-1-1.mp3", "rec-1-1.wav"]


async def test_who_does_not_wait_finds_it_the_next_time(tmp_path: Path) -> None:
    keep(tmp_path, "rec-1-1", 3.0)
    recordings = Recordings(tmp_path)
    asking = asyncio.create_task(recordings.mp3(7, ["rec-1-1"]))
    await turn_loop()
    asking.cancel()
    await recordings.close()
    assert asking.cancelled()
    assert (tmp_path / "7" / "rec-1-1.mp3").exists()


async def test_missing_file_leaves_nothing_behind(tmp_path: Path) -> None:
    keep(tmp_path, "rec-1-1", 1.0)
    recordings = Recordings(tmp_path)
    for names in (["rec-9-9"], ["rec-1-1", "rec-9-9"]):
        with pytest.raises(FileNotFoundError):
            await recordings.mp3(7, names)
    assert files(tmp_path) == ["rec-1-1.wav"]


async def test_all_of_a_recording_is_removed(tmp_path: Path) -> None:
    for name in ("rec-1-1", "rec-1-2", "rec-1-10"):
        keep(tmp_path, name, 1.0)
    recordings = Recordings(tmp_path)
    await recordings.mp3(7, ["rec-1-1"])
    await recordings.mp3(7, ["rec-1-1", "rec-1-2"])
    for _ in range(2):
        await recordings.remove(7, "rec-1-1")
    assert files(tmp_path) == ["rec-1-10.wav", "rec-1-2.wav"]


@pytest.mark.parametrize("name", ["", "../x", "rec-1-1/..", "rec-1-1.wav", "rec-1-1\n"])
def test_no_other_name_becomes_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no name of a recording"):
        Recordings(tmp_path).wav(7, name)


async def test_what_is_being_made_is_removed_too(tmp_path: Path) -> None:
    keep(tmp_path, "rec-1-1", 3.0)
    recordings = Recordings(tmp_path)
    asking = asyncio.create_task(recordings.mp3(7, ["rec-1-1"]))
    await turn_loop()
    await recordings.remove(7, "rec-1-1")
    await asking
    assert files(tmp_path) == []


async def test_mp3_of_a_file_that_had_the_name_before_is_not_taken(
    tmp_path: Path,
) -> None:
    keep(tmp_path, "rec-1-1", 1.0)
    recordings = Recordings(tmp_path)
    path = await recordings.mp3(7, ["rec-1-1"])
    wav = keep(tmp_path, "rec-1-1", 3.0)
    later = path.stat().st_mtime_ns + 1
    os.utime(wav, ns=(later, later))
    assert await recordings.mp3(7, ["rec-1-1"]) == path
    assert soundfile.info(path).duration == pytest.approx(3.0, abs=0.3)
    wav.unlink()
    with pytest.raises(FileNotFoundError):
        await recordings.mp3(7, ["rec-1-1"])
