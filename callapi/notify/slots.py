"""Slots: how many deliveries may be under way, so that targets do not wait for others.

Whoever answers quickly has slots that no other kind of target can use up; whoever did
not answer, or has not been asked yet, is asked by one delivery at a time.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Final

PER_HOST: Final = 8
MOST: Final = 250  # of each kind, in this process
QUICK_S: Final = 1.0
MOST_KNOWN: Final = 2000  # hosts


class Slots:
    def __init__(self) -> None:
        self._used: Counter[str] = Counter()  # by host
        self._under_way = {True: 0, False: 0}  # by kind: whether to quick hosts
        self._answering: dict[str, bool] = {}  # hosts that did, and whether quickly

    @property
    def quick(self) -> list[str]:
        return [host for host, is_quick in self._answering.items() if is_quick]

    def room(self, *, quick: bool) -> int:
        return MOST - self._under_way[quick]

    def free(self) -> Mapping[str, int]:
        """By host; of one that is not told of there is one."""
        return {
            host: (PER_HOST if host in self._answering else 1) - self._used[host]
            for host in self._answering.keys() | self._used.keys()
        }

    def take(self, host: str, *, quick: bool) -> None:
        self._used[host] += 1
        self._under_way[quick] += 1

    def give(self, host: str, *, quick: bool) -> None:
        self._used[host] -= 1
        self._under_way[quick] -= 1
        if not self._used[host]:
            del self._used[host]

    def note(self, host: str, *, has_answered: bool, seconds: float) -> None:
        """How the latest request went."""
        self._answering.pop(host, None)
        if has_answered:
            self._answering[host] = seconds <= QUICK_S
        if len(self._answering) > MOST_KNOWN:  # the one that was asked longest ago
            del self._answering[next(iter(self._answering))]
