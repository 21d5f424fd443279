"""Spoken texts on disk, found by what was said and bounded in size.

Several processes may share the directory: a file is there or it is not, and its time
stamp says when it was last used. Files used within `keep_s` stay, since a call may be
playing them, even when that leaves more on disk than the bound.
"""

import logging
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from callapi.media.clip import Clip
from callapi.media.sound import NARROW_SUFFIX, WIDE_SUFFIX, Sound, seconds_of

ROOM_AFTER_TRIM = 0.9  # of the bound, so that not every new text trims again
UNFINISHED_S = 3600.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Entry:
    base: Path
    used_at: float
    size_bytes: int


class SpeechCache:
    def __init__(self, directory: Path, max_bytes: int, keep_s: float) -> None:
        self._directory = directory
        self._max_bytes = max_bytes
        self._keep_s = keep_s
        self._bytes = 0
        self._lock = threading.Lock()  # sounds are kept from several threads

    def open(self) -> None:
        self._directory.mkdir(parents=True, exist_ok=True)
        self._remove_unfinished()
        self._bytes = sum(entry.size_bytes for entry in self._entries())

    def find(self, key: str) -> Clip | None:
        """Marks it as used now."""
        base = self._directory / key
        seconds = seconds_of(base)
        if not seconds:
            return None
        try:
            os.utime(base.with_suffix(NARROW_SUFFIX))
        except FileNotFoundError:  # another process has just removed it
            return None
        return Clip(str(base.absolute()), seconds)

    def keep(self, key: str, sound: Sound) -> Clip:
        clip = sound.write(self._directory / key)
        with self._lock:
            self._bytes += sound.size_bytes
            if self._bytes > self._max_bytes:
                self._trim()
        return clip

    def _remove_unfinished(self) -> None:
        """What a process that was killed has left; the young ones may be at work."""
        for path in self._directory.glob(".*"):
            if path.stat().st_mtime < time.time() - UNFINISHED_S:
                path.unlink(missing_ok=True)

    def _trim(self) -> None:
        entries = sorted(self._entries(), key=lambda entry: entry.used_at)
        total = sum(entry.size_bytes for entry in entries)
        protected_since = time.time() - self._keep_s
        for entry in entries:
            if total <= self._max_bytes * ROOM_AFTER_TRIM:
                break
            if entry.used_at > protected_since:
                log.warning("speech cache is over its bound, all of it is in use")
                break
            entry.base.with_suffix(NARROW_SUFFIX).unlink(missing_ok=True)
            entry.base.with_suffix(WIDE_SUFFIX).unlink(missing_ok=True)
            total -= entry.size_bytes
        self._bytes = total

    def _entries(self) -> list[_Entry]:
        found = []
        for narrow in self._directory.glob(f"*{NARROW_SUFFIX}"):
            try:
                stat = narrow.stat()
                wide_bytes = narrow.with_suffix(WIDE_SUFFIX).stat().st_size
            except FileNotFoundError:  # another process has just removed it
                continue
            size = stat.st_size + wide_bytes
            found.append(_Entry(narrow.with_suffix(""), stat.st_mtime, size))
        return found
