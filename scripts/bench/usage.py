"""What the processes take of the machine, as Linux tells it."""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
MEGABYTE = 1024 * 1024
PAGE = os.sysconf("SC_PAGE_SIZE")
AFTER_NAME_UTIME, AFTER_NAME_STIME = 11, 12  # fields of /proc/PID/stat


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
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[AFTER_NAME_UTIME]) + int(fields[AFTER_NAME_STIME])) / TICKS


def resident_mb(pid: int) -> float:
    pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    return int(pages) * PAGE / MEGABYTE
