"""Is all of an uploaded file there?

Decoders play what there is of a file that was cut off or damaged on its way and say
nothing, so each format is asked for what it knows about itself. FLAC needs no question:
its decoder fails. A WAV cannot tell that a sample is wrong.
"""

import struct
from collections.abc import Iterator

from callapi.media import mp3, ogg

UNKNOWN_SIZE = 0xFFFFFFFF  # a WAV that was written to a pipe


def is_cut_off(data: bytes) -> bool:
    if data[:4] == b"RIFF":
        return _wav_is_cut_off(data)
    if data[:4] == ogg.MARK:
        return ogg.is_cut_off(data)
    if data[:4] == b"fLaC":
        return False
    return mp3.is_cut_off(data)


def is_damaged(data: bytes) -> bool:
    """Somewhere before its end."""
    if data[:4] == ogg.MARK:
        return ogg.is_damaged(data)
    if data[:4] in (b"RIFF", b"fLaC"):
        return False
    return mp3.is_damaged(data)


def _wav_is_cut_off(data: bytes) -> bool:
    for name, start, size in _chunks(data):
        if name == b"data":
            return size != UNKNOWN_SIZE and start + size > len(data)
    return True


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, start of the content, and its size as told by the file."""
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        yield name, at + 8, size
        at += 8 + size + size % 2
