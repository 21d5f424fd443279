"""How whole an Ogg file is, page by page: the decoder skips what is damaged.

Each page tells its own length and a checksum of itself; the last says that it is.
"""

import struct
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

MARK = b"OggS"
HEADER_BYTES = 27  # the last tells how many lengths of one byte each follow
LAST = 4  # bit of a page's flags
CHECKSUM = slice(22, 26)

# Ogg's checksum is that of zlib with the bits of each byte, and of the sum, turned
# round, and without the ones before and after.
TURNED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
ONES = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class _Page:
    content: bytes
    is_whole: bool  # nothing of it is missing

    @property
    def is_last(self) -> bool:
        return self.is_whole and bool(self.content[5] & LAST)

    @property
    def is_sound(self) -> bool:
        told = self.content[CHECKSUM]
        blank = bytearray(self.content)
        blank[CHECKSUM] = bytes(4)
        return told == _checksum(bytes(blank))


def is_cut_off(data: bytes) -> bool:
    pages = deque(_pages(data), maxlen=1)
    return not pages or not pages[0].is_last


def is_damaged(data: bytes) -> bool:
    end = 0
    for page in _pages(data):
        if page.is_whole and not page.is_sound:
            return True
        end += len(page.content)
    return end < len(data)


def _pages(data: bytes) -> Iterator[_Page]:
    """One after the other, up to what is no page."""
    at = 0
    while data.startswith(MARK, at):
        lengths_from = at + HEADER_BYTES
        count = data[lengths_from - 1] if lengths_from <= len(data) else 0
        content_from = lengths_from + count
        end = content_from + sum(data[lengths_from:content_from])
        yield _Page(data[at:end], is_whole=end <= len(data))
        at = end


def _checksum(page: bytes) -> bytes:
    turned = zlib.crc32(page.translate(TURNED), ONES) ^ ONES
    return struct.pack(">I", turned).translate(TURNED)
