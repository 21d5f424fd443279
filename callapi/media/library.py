"""The files of `media_files`, each under its id: no name of a client reaches a path."""

import asyncio
from pathlib import Path
from typing import Final

from callapi.media.clip import Clip
from callapi.media.decode import MAX_BYTES, MAX_SECONDS, decode
from callapi.media.sound import (
    NARROW_SUFFIX,
    UNFINISHED_SUFFIX,
    WIDE_SUFFIX,
    Sound,
    seconds_of,
)

_OWNER: Final = ".database"  # a file that names whose files these are


class Library:
    def __init__(
        self,
        directory: Path,
        max_bytes: int = MAX_BYTES,
        max_seconds: float = MAX_SECONDS,
    ) -> None:
        self._directory = directory
        self._max_bytes = max_bytes
        self._max_seconds = max_seconds

    async def decode(self, data: bytes) -> Sound:
        """An upload within the bounds of this library, or MediaError."""
        return await decode(data, self._max_bytes, self._max_seconds)

    async def put(self, media_id: int, sound: Sound) -> Clip:
        return await asyncio.to_thread(self._put, media_id, sound)

    def clip(self, media_id: int, seconds: float) -> Clip:
        return Clip(str(self._base(media_id).absolute()), seconds)

    def narrow(self, media_id: int) -> Path:
        """The file that is heard on the telephone."""
        return self._base(media_id).with_suffix(NARROW_SUFFIX)

    def has(self, media_id: int) -> bool:
        return seconds_of(self._base(media_id)) > 0

    def remove(self, media_id: int) -> None:
        for suffix in (NARROW_SUFFIX, WIDE_SUFFIX):
            self._base(media_id).with_suffix(suffix).unlink(missing_ok=True)

    def stored(self) -> list[int]:
        """The ids of all that is there, whole or not."""
        suffixes = (NARROW_SUFFIX, WIDE_SUFFIX)
        found = (it for it in self._directory.glob("*.*") if it.suffix in suffixes)
        return sorted({int(it.stem) for it in found if it.stem.isdecimal()})

    def unfinished(self) -> list[Path]:
        """Files that are being written, or were when a process was killed."""
        return list(self._directory.glob(f".*{UNFINISHED_SUFFIX}"))

    def belongs_to(self, owner: str) -> bool:
        """Whoever asks first is the owner from then on."""
        path = self._directory / _OWNER
        self._directory.mkdir(parents=True, exist_ok=True)
        if not path.exists() or not path.read_text():
            path.write_text(owner)
        return path.read_text() == owner

    def _put(self, media_id: int, sound: Sound) -> Clip:
        self._directory.mkdir(parents=True, exist_ok=True)
        return sound.write(self._base(media_id))

    def _base(self, media_id: int) -> Path:
        return self._directory / str(media_id)
