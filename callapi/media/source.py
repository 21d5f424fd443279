"""The bytes of an upload: all of one file, as it was at one moment."""

import os
import stat
from io import BufferedIOBase
from pathlib import Path

from callapi.media.decode import MAX_BYTES, MediaError, check_size


def read(path: Path) -> bytes:
    """Raises MediaError, or OSError; waits for nobody who has yet to write."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except ValueError:
        raise MediaError("no file can be called that") from None
    with open(descriptor, "rb") as file:
        return content(file)


def content(file: BufferedIOBase) -> bytes:
    before = os.fstat(file.fileno())
    if not stat.S_ISREG(before.st_mode):
        raise MediaError("a pipe or a device is no file")
    check_size(before.st_size)
    data = file.read(MAX_BYTES + 1)
    after = os.fstat(file.fileno())
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise MediaError("the file was changed while it was read")
    return data
