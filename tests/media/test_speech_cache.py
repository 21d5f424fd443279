import os
import time
from pathlib import Path

import numpy as np
import pytest

from callapi.media.sound import WIDE_HZ, Sound, from_samples
from callapi.media.speech_cache import SpeechCache

KEEP_S = 3600.0


@pytest.fixture
def sound() -> Sound:
    return from_samples(np.zeros(WIDE_HZ, np.float32), WIDE_HZ)


def open_cache(directory: Path, sounds: float, sound: Sound) -> SpeechCache:
    cache = SpeechCache(directory, int(sounds * sound.size_bytes), KEEP_S)
    cache.open()
    return cache


def age(directory: Path, key: str, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(directory / f"{key}.wav", (then, then))


def keys(directory: Path) -> set[str]:
    return {path.name for path in directory.iterdir()}


def test_the_size_told_is_the_size_on_disk(tmp_path: Path, sound: Sound) -> None:
    sound.write(tmp_path / "a")

    assert sum(p.stat().st_size for p in tmp_path.iterdir()) == sound.size_bytes


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path, sound: Sound) -> None:
    cache = open_cache(tmp_path, 3, sound)
    for key, hours in (("a", 3), ("b", 5), ("c", 4)):
        cache.keep(key, sound)
        age(tmp_path, key, hours * 3600)
    cache.keep("d", sound)

    assert keys(tmp_path) == {"a.wav", "a.wav16", "d.wav", "d.wav16"}


def test_using_a_sound_makes_it_young(tmp_path: Path, sound: Sound) -> None:
    cache = open_cache(tmp_path, 2.5, sound)
    for key in ("a", "b"):
        cache.keep(key, sound)
        age(tmp_path, key, 3 * 3600)
    cache.find("a")
    cache.keep("c", sound)

    assert cache.find("a")
    assert cache.find("c")
    assert not cache.find("b")


def test_what_may_be_playing_stays_whatever_the_bound(
    tmp_path: Path, sound: Sound, caplog: pytest.LogCaptureFixture
) -> None:
    cache = open_cache(tmp_path, 1, sound)
    clips = [cache.keep(key, sound) for key in ("a", "b", "c")]

    assert [cache.find(key) for key in ("a", "b", "c")] == clips
    assert "all of it is in use" in caplog.text


def test_the_bound_counts_what_was_there_before(tmp_path: Path, sound: Sound) -> None:
    before = open_cache(tmp_path, 10, sound)
    for key in ("a", "b"):
        before.keep(key, sound)
        age(tmp_path, key, 2 * 3600)

    cache = open_cache(tmp_path, 2, sound)
    cache.keep("c", sound)

    assert keys(tmp_path) == {"c.wav", "c.wav16"}


def test_what_a_killed_process_left_is_removed(tmp_path: Path, sound: Sound) -> None:
    for name, hours in ((".old.part", 2), (".old.raw", 2), (".young.raw", 0)):
        (tmp_path / name).write_bytes(b"half a sound")
        then = time.time() - hours * 3600
        os.utime(tmp_path / name, (then, then))

    open_cache(tmp_path, 1, sound)

    assert keys(tmp_path) == {".young.raw"}


def test_a_file_that_others_removed_is_not_found(tmp_path: Path, sound: Sound) -> None:
    cache = open_cache(tmp_path, 1, sound)
    cache.keep("a", sound)
    (tmp_path / "a.wav").unlink()

    assert cache.find("a") is None


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, sound: Sound) -> None:
    (tmp_path / "a.wav16").mkdir()  # cannot be replaced by a file

    with pytest.raises(OSError, match="directory"):
        sound.write(tmp_path / "a")
    assert keys(tmp_path) == {"a.wav16"}


def test_a_file_without_its_twin_does_not_count(tmp_path: Path, sound: Sound) -> None:
    cache = open_cache(tmp_path, 1, sound)
    cache.keep("a", sound)
    age(tmp_path, "a", 2 * 3600)
    (tmp_path / "a.wav16").unlink()

    cache.keep("b", sound)

    assert cache.find("b")
