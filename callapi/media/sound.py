"""Sound in memory, ready for the telephone, and how it becomes a Clip on disk.

Both rates are kept because narrow-band and wide-band lines each play their own file
without converting. Files appear under their final name only when they are complete.
"""

import os
import uuid
import wave
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soxr

from callapi.media.clip import Clip

NARROW_HZ = 8000
WIDE_HZ = 16000
NARROW_SUFFIX = ".wav"
WIDE_SUFFIX = ".wav16"
UNFINISHED_SUFFIX = ".part"
HEADER_BYTES = 44
BYTES_PER_SAMPLE = 2

Samples = npt.NDArray[np.float32]  # mono, 1.0 is full scale
Pcm = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Sound:
    narrow: Pcm
    wide: Pcm

    @property
    def seconds(self) -> float:
        return len(self.narrow) / NARROW_HZ

    @property
    def size_bytes(self) -> int:
        """What the two files take on disk."""
        return self.narrow.nbytes + self.wide.nbytes + 2 * HEADER_BYTES

    def write(self, base: Path) -> Clip:
        """Make the two files of `base`; `.wav` comes last, so it vouches for both."""
        _write(base.with_suffix(WIDE_SUFFIX), self.wide, WIDE_HZ)
        _write(base.with_suffix(NARROW_SUFFIX), self.narrow, NARROW_HZ)
        return Clip(str(base.absolute()), self.seconds)


def from_blocks(blocks: Iterable[Samples], rate: int) -> Sound:
    """Resample a stream of samples; only its telephone-sized result is held."""
    targets = (NARROW_HZ, WIDE_HZ)
    streams = [soxr.ResampleStream(rate, hz, 1, dtype="float32") for hz in targets]
    parts: tuple[list[Pcm], list[Pcm]] = ([], [])
    for block in blocks:
        for stream, part in zip(streams, parts, strict=True):
            part.append(_pcm(stream.resample_chunk(block)))
    end = np.zeros(0, np.float32)
    for stream, part in zip(streams, parts, strict=True):
        part.append(_pcm(stream.resample_chunk(end, last=True)))
    return Sound(np.concatenate(parts[0]), np.concatenate(parts[1]))


def from_samples(samples: Samples, rate: int) -> Sound:
    return from_blocks((samples,), rate)


def load(clip: Clip) -> Sound:
    """The same sound again, from its files."""
    base = Path(clip.path)
    narrow, wide = (
        np.fromfile(base.with_suffix(suffix), np.int16, offset=HEADER_BYTES)
        for suffix in (NARROW_SUFFIX, WIDE_SUFFIX)
    )
    return Sound(narrow, wide)


def seconds_of(base: Path) -> float:
    """The length of a stored sound; 0 when it is not there or not whole."""
    try:
        size = base.with_suffix(NARROW_SUFFIX).stat().st_size
    except FileNotFoundError:
        return 0.0
    return max(0, size - HEADER_BYTES) / BYTES_PER_SAMPLE / NARROW_HZ


def _pcm(samples: Samples) -> Pcm:
    scaled = np.clip(samples, -1.0, 1.0) * np.iinfo(np.int16).max
    return np.rint(scaled).astype(np.int16)


def _write(path: Path, pcm: Pcm, rate: int) -> None:
    """Through a file of its own name: a reader, or a crash, never sees half of it."""
    unfinished = path.with_name(f".{uuid.uuid4().hex}{UNFINISHED_SUFFIX}")
    try:
        with unfinished.open("wb") as file, wave.open(file, "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(BYTES_PER_SAMPLE)
            out.setframerate(rate)
            out.writeframes(pcm.tobytes())
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
