"""A small disk that can be full: a tmpfs in a namespace of mounts of its own.

No root is needed where users may have namespaces. A process of ours keeps the namespace
alive, and everybody else goes by that process's view of the files.
"""

import asyncio
import contextlib
import errno
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

SIZE = "16m"
MOUNT = 'mount -t tmpfs -o size="$0",mode=755 tmpfs "$1" && echo mounted && exec cat'
FILLER = ".filler"
BLOCK = bytes(65_536)


class NoSmallDisk(Exception):
    """This system lets nobody but root mount anything."""


class SmallDisk:
    def __init__(self, path: Path) -> None:
        self.path = path

    def fill(self) -> None:
        try:
            with (self.path / FILLER).open("ab", buffering=0) as file:
                while file.write(BLOCK):
                    pass
        except OSError as full:
            if full.errno != errno.ENOSPC:
                raise

    def free(self) -> None:
        (self.path / FILLER).unlink(missing_ok=True)


@asynccontextmanager
async def small_disk(place: Path) -> AsyncIterator[SmallDisk]:
    """`place` is an empty directory that the disk is seen over, in its namespace."""
    if shutil.which("unshare") is None:
        raise NoSmallDisk("there is no unshare")
    holder = await asyncio.create_subprocess_exec(
        *("unshare", "-rm", "sh", "-c", MOUNT, SIZE, str(place)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    try:
        said = (await holder.stdout.readline()).decode().strip()
        if said != "mounted":
            raise NoSmallDisk(said)
        yield SmallDisk(Path(f"/proc/{holder.pid}/root{place}"))
    finally:
        holder.stdin.close()  # it reads to the end, and the disk goes with it
        with contextlib.suppress(ProcessLookupError):
            await holder.communicate()
