"""Which bytes of a file are asked for (RFC 9110, section 14)."""

import re
from dataclasses import dataclass

ONE_RANGE = re.compile(r"bytes=\s*(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))\s*")


class OutOfRange(Exception):
    """Nothing of what is asked for is there: HTTP 416."""


@dataclass(frozen=True, slots=True)
class ByteRange:
    first: int
    length: int

    @property
    def last(self) -> int:
        return self.first + self.length - 1


def byte_range(header: str | None, size: int) -> ByteRange | None:
    """None: the whole file, also for what is no range we know, or several."""
    match = ONE_RANGE.fullmatch(header or "")
    if match is None:
        return None
    first, last, suffix = match.groups()
    if suffix is not None:
        length = min(int(suffix), size)
        start = size - length
    else:
        start = int(first)
        if last and int(last) < start:  # not a range at all
            return None
        length = (min(int(last), size - 1) if last else size - 1) - start + 1
    if length <= 0:
        raise OutOfRange
    return ByteRange(start, length)
