"""Two mono recordings of one conversation as the two channels of one file."""

import io
import uuid
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

Pcm = npt.NDArray[np.int16]
NARROW_HZ = 8000


def write_stereo(path: Path, left: bytes | None, right: bytes | None) -> float:
    """Write 16-bit WAV; the length in seconds, 0 when there was nothing to write.

    A part that is missing or shorter is silent. The file appears under its name only
    when it is complete.
    """
    channels = [_read(left), _read(right)]
    frames = max(len(channel) for channel in channels)
    if frames == 0:
        return 0.0
    stereo = np.zeros((frames, 2), np.int16)
    for place, channel in enumerate(channels):
        stereo[: len(channel), place] = channel
    return _write(path, stereo)


def write_mono(path: Path, said: bytes) -> float:
    """The same of one part alone."""
    samples = _read(said)
    return _write(path, samples) if len(samples) else 0.0


def _write(path: Path, samples: Pcm) -> float:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        soundfile.write(unfinished, samples, NARROW_HZ, "PCM_16", format="WAV")
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return len(samples) / NARROW_HZ


def _read(part: bytes | None) -> Pcm:
    """The samples; a part that is no sound (cut off by a crash) counts as missing."""
    if part is None:
        return np.zeros(0, np.int16)
    try:
        samples, _ = soundfile.read(io.BytesIO(part), dtype="int16")
    except soundfile.LibsndfileError:
        return np.zeros(0, np.int16)
    return np.asarray(samples, np.int16)
