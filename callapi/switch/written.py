"""What of ours stands on one Asterisk, and how it becomes what should stand there."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TypeVar

from callapi.switch.ari import AriError
from callapi.switch.objects import Objects
from callapi.switch.pjsip import FOREIGN, Entry, Stamp, is_ours

log = logging.getLogger(__name__)

AT_ONCE = 8  # requests side by side

Thing = TypeVar("Thing")


class Written:
    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._there: dict[str, Stamp] = {}
        self._foreign: set[str] = set()
        self.is_whole = True  # whether all has become as it should be

    async def read(self) -> None:
        """Look at the switch: it may have been restarted, or written by another."""
        self._there, self._foreign = {}, set()
        names = await self._objects.endpoints()
        await side_by_side(self._look, filter(is_ours, names))
        if self._foreign:
            log.warning(
                "%s lines and trunks stand in the switch's own files and stay as they"
                " are there: %s",
                len(self._foreign),
                " ".join(sorted(self._foreign)),
            )

    async def _look(self, name: str) -> None:
        stamp = await self._objects.stamp(name)
        if stamp == FOREIGN:
            self._foreign.add(name)
        elif stamp is not None:
            self._there[name] = stamp

    def has(self, entry: Entry) -> bool:
        return self._there.get(entry.name) == entry.stamp

    def missing(self, wanted: Iterable[Entry]) -> list[Entry]:
        """What is to be written, because it is not there or not like this."""
        return [
            entry
            for entry in wanted
            if not self.has(entry) and entry.name not in self._foreign
        ]

    async def write(self, wanted: Iterable[Entry], told: Mapping[str, str]) -> None:
        """`told`: the passwords that this switch may have registrations by."""

        async def write(entry: Entry) -> None:
            try:
                await self._clear(entry, told.get(entry.name))
                await self._objects.write(entry)
            except AriError as error:
                self.is_whole = False
                log.warning("%s is not written to the switch: %s", entry.name, error)
            else:
                self._there[entry.name] = entry.stamp

        await side_by_side(write, self.missing(wanted))

    async def remove_others(
        self, wanted: Mapping[str, Entry], of_kind: Callable[[str], bool]
    ) -> None:
        others = [name for name in self._there if of_kind(name) and name not in wanted]
        await side_by_side(self._remove, others)

    async def _remove(self, name: str) -> None:
        await self._objects.remove(name)
        del self._there[name]

    async def _clear(self, entry: Entry, told: str | None) -> None:
        """Make room; registrations by another password go."""
        there = self._there.pop(entry.name, None)
        if not entry.is_line:
            await self._objects.remove(entry.name)
        elif there is None:
            if told != entry.stamp.secret:
                await self._objects.drop_registrations(entry)
        elif there.secret == entry.stamp.secret:
            await self._objects.remove_endpoint(entry.name)
        else:
            await self._objects.remove(entry.name)


async def side_by_side(
    do: Callable[[Thing], Awaitable[None]], things: Iterable[Thing]
) -> None:
    """A few at a time; the first that fails ends the others."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(thing: Thing) -> None:
        async with room:
            await do(thing)

    try:
        async with asyncio.TaskGroup() as group:
            for thing in things:
                group.create_task(one(thing))
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None
