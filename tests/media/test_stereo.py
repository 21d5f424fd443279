"""One file of two parts, whatever has become of them."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from callapi.media.stereo import BLOCK_FRAMES, NARROW_HZ, write_stereo

SECOND = np.full(NARROW_HZ, 1000, np.int16)


def part(path: Path, seconds: float) -> Path:
    samples = np.resize(SECOND, round(seconds * NARROW_HZ))
    soundfile.write(path, samples, NARROW_HZ, "PCM_16", format="WAV")
    return path


def unfinished(path: Path, seconds: float) -> Path:
    """As Asterisk leaves it when it is killed: the sizes are written last."""
    data = bytearray(part(path, seconds).read_bytes())
    data[4:8] = data[40:44] = bytes(4)
    path.write_bytes(data)
    return path


def test_the_parts_become_left_and_right(tmp_path: Path) -> None:
    seconds = BLOCK_FRAMES / NARROW_HZ + 1
    left, right = part(tmp_path / "left", seconds), part(tmp_path / "right", 1)
    path = tmp_path / "account" / "rec-1-1.wav"

    assert write_stereo(path, left, right) == seconds
    sound, rate = soundfile.read(path, dtype="int16")
    assert (sound.shape, rate) == ((seconds * NARROW_HZ, 2), NARROW_HZ)
    assert (sound[:, 0] == 1000).all()
    assert (sound[:NARROW_HZ, 1] == 1000).all()
    assert (sound[NARROW_HZ:, 1] == 0).all()


def test_what_a_killed_switch_has_left_is_all_there(tmp_path: Path) -> None:
    left, right = unfinished(tmp_path / "left", 2), part(tmp_path / "right", 1)

    assert write_stereo(tmp_path / "both.wav", left, right) == 2
    sound, _ = soundfile.read(tmp_path / "both.wav", dtype="int16")
    assert (sound[:, 0] == 1000).all()


@pytest.mark.parametrize("content", [b"", b"RIFF", b"no sound" * 100])
def test_a_part_that_is_no_sound_is_silent(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "left").write_bytes(content)

    path = tmp_path / "both.wav"
    assert write_stereo(path, tmp_path / "left", part(tmp_path / "right", 1)) == 1
    sound, _ = soundfile.read(path, dtype="int16")
    assert not sound[:, 0].any()


def test_nothing_is_written_of_nothing(tmp_path: Path) -> None:
    path = tmp_path / "account" / "both.wav"
    (tmp_path / "left").write_bytes(b"")

    assert write_stereo(path, tmp_path / "left", None) == 0
    assert list(path.parent.iterdir()) == []


def test_what_a_crash_has_left_half_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "both.wav"
    (tmp_path / ".both.wav.part").write_bytes(b"half")

    assert write_stereo(path, part(tmp_path / "left", 1), None) == 1
    assert sorted(it.name for it in tmp_path.iterdir()) == ["both.wav", "left"]
