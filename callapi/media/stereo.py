"""Two mono recordings of one conversation as the two channels of one file."""

import os
import struct
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

Pcm = npt.NDArray[np.int16]
NARROW_HZ = 8000
BLOCK_FRAMES = 2**16  # hours are never in memory at once
HEADER_BYTES = 44
SIZES_AT = ((4, 8), (40, HEADER_BYTES))  # where a size stands, what it does not count
UNFINISHED_SIZE = bytes(4)


def write_stereo(path: Path, left: Path | None, right: Path | None) -> float:
    """Write 16-bit WAV; the length in seconds, 0 when there was nothing to write.

    A part that is missing or shorter is silent. The file appears under its name only
    when it is complete; one that a crash has left unfinished is written anew.
    """
    return _write(path, left, right)


def write_mono(path: Path, said: Path) -> float:
    """The same of one part alone."""
    return _write(path, said)


def _write(path: Path, *parts: Path | None) -> float:
    frames = 0
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with (
            _writing(),
            soundfile.SoundFile(
                unfinished, "w", NARROW_HZ, len(parts), "PCM_16", format="WAV"
            ) as out,
        ):
            for block in _blocks(*parts):
                out.write(block)
                frames += len(block)
        if frames:
            _on_disk(unfinished)
            unfinished.rename(path)
            _on_disk(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)
    return frames / NARROW_HZ


@contextmanager
def _writing() -> Iterator[None]:
    """What is read has been looked at; it is the disk that is full, or fails."""
    try:
        yield
    except soundfile.LibsndfileError as failure:
        raise OSError(str(failure)) from failure


def _blocks(*parts: Path | None) -> Iterator[Pcm]:
    with ExitStack() as stack:
        files = [_open(stack, part) for part in parts]
        while True:
            channels = [_read(file) for file in files]
            frames = max(len(channel) for channel in channels)
            if not frames:
                return
            block = np.zeros((frames, len(files)), np.int16)
            for place, channel in enumerate(channels):
                block[: len(channel), place] = channel
            yield block


def _open(stack: ExitStack, part: Path | None) -> soundfile.SoundFile | None:
    """None for what is no sound: it counts as missing."""
    if part is None:
        return None
    _finish(part)
    try:
        return stack.enter_context(soundfile.SoundFile(part))
    except soundfile.LibsndfileError:
        return None


def _finish(part: Path) -> None:
    """Asterisk writes the sizes last: where it has crashed, they are still zero."""
    with part.open("r+b") as file:
        header = file.read(HEADER_BYTES)
        if header[36:] != b"data" + UNFINISHED_SIZE:
            return
        size = os.fstat(file.fileno()).st_size
        for at, before in SIZES_AT:
            file.seek(at)
            file.write(struct.pack("<I", size - before))


def _read(file: soundfile.SoundFile | None) -> Pcm:
    if file is None:
        return np.zeros(0, np.int16)
    return np.asarray(file.read(BLOCK_FRAMES, dtype="int16"), np.int16)


def _on_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
