"""An uploaded file becomes a Sound, or a MediaError that its sender understands.

The content decides what it is; names and media types of clients are not looked at.
"""

import asyncio
import io
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import soundfile

from callapi.media import mp3
from callapi.media.completeness import is_cut_off, is_damaged
from callapi.media.sound import Samples, Sound, from_blocks

FORMATS = frozenset({"WAV", "WAVEX", "MP3", "OGG", "FLAC"})
BLOCK_FRAMES = 2**16
MAX_BYTES = 10 * 2**20
MAX_SECONDS = 600.0
MIN_SECONDS = 0.02  # shorter than one packet of speech
RATES_HZ = range(1000, 768_001)  # what a rate beyond them costs to convert has no end

MP3_LEAST = 0.9  # of the frames counted; a decoder drops one at the start


class MediaError(Exception):
    """Why the file is not taken."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


async def decode(
    data: bytes, max_bytes: int = MAX_BYTES, max_seconds: float = MAX_SECONDS
) -> Sound:
    check_size(len(data), max_bytes)
    return await asyncio.to_thread(_decode, data, max_seconds)


def check_size(size: int, max_bytes: int = MAX_BYTES) -> None:
    if not size:
        raise MediaError("the file is empty")
    if size > max_bytes:
        raise MediaError(f"the file has {size} bytes, at most {max_bytes} are taken")


def _decode(data: bytes, max_seconds: float) -> Sound:
    try:
        with _quiet(), soundfile.SoundFile(io.BytesIO(data)) as file:
            if file.format not in FORMATS:
                raise MediaError(f"{file.format} is not WAV, MP3, OGG or FLAC")
            container = file.format
            if is_cut_off(data):
                raise MediaError("the end of the file is missing")
            if is_damaged(data):
                raise MediaError("the file is damaged in the middle")
            if file.samplerate not in RATES_HZ:
                raise MediaError(f"no sound has {file.samplerate} samples in a second")
            blocks = _mono(file, round(max_seconds * file.samplerate))
            sound = from_blocks(blocks, file.samplerate)
    except _TooLong:
        raise MediaError(f"the sound is longer than {max_seconds:g} s") from None
    except soundfile.LibsndfileError as error:
        raise MediaError("the file is damaged, or no WAV, MP3, OGG or FLAC") from error
    if sound.seconds < MIN_SECONDS:
        raise MediaError("there is no sound in the file")
    if container == "MP3" and sound.seconds < mp3.counted_seconds(data) * MP3_LEAST:
        raise MediaError("an MP3 of variable bit rate needs a Xing header")
    return sound


class _TooLong(Exception):
    pass


def _mono(file: soundfile.SoundFile, max_frames: int) -> Iterator[Samples]:
    """Counts what comes: a header may promise anything."""
    frames = 0
    while len(block := file.read(BLOCK_FRAMES, dtype="float32", always_2d=True)):
        frames += len(block)
        if frames > max_frames:
            raise _TooLong
        numbers = np.nan_to_num(block, posinf=1.0, neginf=-1.0)
        yield np.mean(numbers, axis=1, dtype=np.float32)


_stderr = threading.Lock()


@contextmanager
def _quiet() -> Iterator[None]:
    """The MP3 decoder writes its opinions straight to the process's stderr."""
    with _stderr:
        kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            os.close(nothing)
