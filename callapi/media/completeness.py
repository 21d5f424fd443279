"""Is the end of an uploaded file there?

Decoders play what there is of a file that was cut off on its way and say nothing, so
each format is asked for what it knows about its own length. FLAC needs no question:
its decoder fails.
"""

import struct
from collections.abc import Iterator

from callapi.media import mp3

UNKNOWN_SIZE = 0xFFFFFFFF  # a WAV that was written to a pipe
OGG_PAGE = b"OggS"
OGG_HEADER_BYTES = 27  # the last tells how many lengths of one byte each follow
OGG_LAST = 4  # bit of a page's flags


def is_cut_off(data: bytes) -> bool:
    if data[:4] == b"RIFF":
        return _wav_is_cut_off(data)
    if data[:4] == OGG_PAGE:
        return _ogg_is_cut_off(data)
    if data[:4] == b"fLaC":
        return False
    return mp3.is_cut_off(data)


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


def _ogg_is_cut_off(data: bytes) -> bool:
    """The last page says that it is the last, and is there as long as it says."""
    page = data.rfind(OGG_PAGE)
    lengths_from = page + OGG_HEADER_BYTES
    if lengths_from > len(data) or not data[page + 5] & OGG_LAST:
        return True
    content_from = lengths_from + data[lengths_from - 1]
    lengths = data[lengths_from:content_from]
    return content_from + sum(lengths) > len(data)
