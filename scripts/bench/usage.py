"""What the processes take of the machine, as Linux tells it."""

import contextlib
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
MEGABYTE = 1024 * 1024
PAGE = os.sysconf("SC_PAGE_SIZE")
# fields of /proc/PID/stat, counted from the one after the name
PARENT, UTIME, STIME, OF_CHILDREN = 1, 11, 12, 13


@dataclass(frozen=True, slots=True)
class Usage:
    cores: Mapping[str, float]  # 1.0: one core, all the time
    memory_mb: Mapping[str, float]  # at the end


class Watch:
    def __init__(self, pids: Mapping[str, int]) -> None:
        self._pids = pids
        self.begin()

    def begin(self) -> None:
        self._at = time.monotonic()
        self._used = {name: cpu_s(pid) for name, pid in self._pids.items()}

    def usage(self) -> Usage:
        """Since `begin`."""
        seconds = time.monotonic() - self._at
        cores = {
            name: (cpu_s(pid) - self._used[name]) / seconds
            for name, pid in self._pids.items()
        }
        return Usage(cores, self.memory_mb())

    def memory_mb(self) -> dict[str, float]:
        return {name: resident_mb(pid) for name, pid in self._pids.items()}


def cpu_s(pid: int) -> float:
    fields = _fields(pid)
    return (int(fields[UTIME]) + int(fields[STIME])) / TICKS


def offspring_cpu_s(name: str) -> float:
    """Of all processes of this name below us, and of their children that ended."""
    used = 0
    for pid in offspring(os.getpid()):
        with contextlib.suppress(OSError):  # it has just ended
            if Path(f"/proc/{pid}/comm").read_text().strip() == name:
                used += sum(map(int, _fields(pid)[UTIME : OF_CHILDREN + 2]))
    return used / TICKS


def offspring(ancestor: int) -> set[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parent = int(_fields(int(entry.name))[PARENT])
                children.setdefault(parent, []).append(int(entry.name))
    found: set[int] = set()
    waiting = [ancestor]
    while waiting:
        born = children.get(waiting.pop(), [])
        found.update(born)
        waiting += born
    return found


def command(pid: int) -> Sequence[str]:
    """Its words; none if it has just ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return ()


def _fields(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def resident_mb(pid: int) -> float:
    pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    return int(pages) * PAGE / MEGABYTE
