"""An uploaded file becomes a Sound, or a MediaError that its sender understands.

The content decides what it is; names and media types of clients are not looked at.
"""

import asyncio
import io
from collections.abc import Iterator

import numpy as np
import soundfile

from callapi.media import mp3
from callapi.media.completeness import is_cut_off
from callapi.media.sound import Samples, Sound, from_blocks

FORMATS = frozenset({"WAV", "WAVEX", "MP3", "OGG", "FLAC"})
BLOCK_FRAMES = 2**16
MAX_BYTES = 10 * 2**20
MAX_SECONDS = 600.0
MIN_SECONDS = 0.02  # shorter than one packet of speech

MP3_LEAST = 0.9  # of the frames counted; a decoder drops one at the start


class MediaError(Exception):
    """Why the file is not taken."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


async def decode(
    data: bytes, max_bytes: int = MAX_BYTES, max_seconds: float = MAX_SECONDS
) -> Sound:
    if not data:
        raise MediaError("the file is empty")
    if len(data) > max_bytes:
        raise MediaError(
            f"the file has {len(data)} bytes, at most {max_bytes} are taken"
        )
    return await asyncio.to_thread(_decode, data, max_seconds)


def encoding_of(data: bytes) -> tuple[str, str]:
    """The container of a file, and how its samples stand in it; MediaError."""
    try:
        with soundfile.SoundFile(io.BytesIO(data)) as file:
            return file.format, file.subtype
    except soundfile.LibsndfileError as error:
        raise MediaError("the file is no sound, or damaged") from error


def _decode(data: bytes, max_seconds: float) -> Sound:
    try:
        with soundfile.SoundFile(io.BytesIO(data)) as file:
            if file.format not in FORMATS:
                raise MediaError(f"{file.format} is not WAV, MP3, OGG or FLAC")
            container = file.format
            if is_cut_off(data):
                raise MediaError("the end of the file is missing")
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
    for block in file.blocks(BLOCK_FRAMES, dtype="float32", always_2d=True):
        frames += len(block)
        if frames > max_frames:
            raise _TooLong
        numbers = np.nan_to_num(block, posinf=1.0, neginf=-1.0)
        yield np.mean(numbers, axis=1, dtype=np.float32)
