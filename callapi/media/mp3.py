"""How long an MP3 says it is: its frames, and the Xing header an encoder puts first.

The decoder guesses the length of a file without that header by the first frame alone,
and stops there, too early where the bit rate varies: so frames are counted here.
"""

import struct
from collections.abc import Iterator
from itertools import islice

# Layer III: kbit/s by the four bits of a frame's header; 0 is not a rate
MPEG_1_KBPS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
MPEG_2_KBPS = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
MPEG_1_HZ = (44100, 48000, 32000, 0)
MPEG_1, MPEG_2, MPEG_2_5 = 3, 2, 0  # two bits; 1 is not a version
LAYER_III = 1
FRAME = b"\xff"  # how each begins; in a tag it may be anything
FRAMES_IN_A_ROW = 4  # what looks like so many is no accident
ID3 = b"ID3"

XING_MARKS = (b"Xing", b"Info")
XING_AT_MOST = 64  # bytes from the start of its frame
XING_BYTES = 16  # the mark, flags, and what is read of its fields
XING_HAS_FRAMES = 1
XING_HAS_BYTES = 2
XING_TOLERANCE = 0.99  # encoders differ in whether they count tags


def is_cut_off(data: bytes) -> bool:
    start = _tag_size(data)
    told = _told_bytes(data, start)
    if told is not None:
        return len(data) - start < told * XING_TOLERANCE
    return any(at + size > len(data) for at, size, _ in _frames(data, start))


def is_damaged(data: bytes) -> bool:
    """Frames follow one another; after the last come tags, and no frames any more."""
    at = _tag_size(data)
    frames = list(_frames(data, at))
    if not frames:
        return False  # of a kind that we do not know
    last, size, _ = frames[-1]
    at = data.find(FRAME, last + size)
    while at >= 0:
        if len(list(islice(_frames(data, at), FRAMES_IN_A_ROW))) == FRAMES_IN_A_ROW:
            return not data.startswith(ID3, last + size)  # files that were joined
        at = data.find(FRAME, at + 1)
    return False


def counted_seconds(data: bytes) -> float:
    """0 where a header tells the decoder, which then needs no guess."""
    start = _tag_size(data)
    if _xing_at(data, start) is not None:
        return 0.0
    return sum(length for _, _, length in _frames(data, start))


def _tag_size(data: bytes) -> int:
    """The ID3v2 tag before the sound; each byte of its size carries seven bits."""
    if data[:3] != ID3 or len(data) < 10:
        return 0
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size


def _xing_at(data: bytes, start: int) -> int | None:
    mark = max(data.find(mark, start, start + XING_AT_MOST) for mark in XING_MARKS)
    return mark if mark >= 0 and mark + XING_BYTES <= len(data) else None


def _told_bytes(data: bytes, start: int) -> int | None:
    mark = _xing_at(data, start)
    if mark is None:
        return None
    flags, *fields = struct.unpack_from(">3I", data, mark + 4)
    if not flags & XING_HAS_BYTES:
        return None
    return int(fields[1] if flags & XING_HAS_FRAMES else fields[0])


def _frames(data: bytes, at: int) -> Iterator[tuple[int, int, float]]:
    """Start, size in bytes and length in seconds, up to what is no frame any more."""
    while at + 4 <= len(data):
        size, length = _frame(int.from_bytes(data[at : at + 4], "big"))
        if not size:
            return
        yield at, size, length
        at += size


def _frame(header: int) -> tuple[int, float]:
    version, layer = header >> 19 & 3, header >> 17 & 3
    kbps = (MPEG_1_KBPS if version == MPEG_1 else MPEG_2_KBPS)[header >> 12 & 15]
    hz = MPEG_1_HZ[header >> 10 & 3] // {MPEG_1: 1, MPEG_2: 2}.get(version, 4)
    if header >> 21 != 0x7FF or layer != LAYER_III or not kbps or not hz:
        return 0, 0.0
    samples = 1152 if version == MPEG_1 else 576
    padding = header >> 9 & 1
    return samples // 8 * kbps * 1000 // hz + padding, samples / hz
