"""Connections: how many there may be, and who makes room when there is one too many.

A connection costs memory and an open file, and anybody may begin one and say nothing.
Room is made by one that waits for its client: of the address that has most of them, the
one that has waited longest. Whose request is being answered stays.
"""

import resource
from collections.abc import Hashable
from typing import Final, Protocol

SPARE_FILES: Final = 512  # for databases, switches, sounds
FEWEST: Final = 64


class Client(Protocol):
    def give_way(self) -> None: ...


class Connections:
    def __init__(self, most: int) -> None:
        self._most = most
        self._count = 0
        self._waiting: dict[Hashable, dict[Client, None]] = {}  # by address

    def open(self, connection: Client, address: Hashable) -> bool:
        """Whether it may stay."""
        self._count += 1
        if self._count > self._most and not self._make_room():
            return False
        self.wait(connection, address)
        return True

    def wait(self, connection: Client, address: Hashable) -> None:
        """For its client: it is the first to go when room is needed."""
        self._waiting.setdefault(address, {})[connection] = None

    def work(self, connection: Client, address: Hashable) -> None:
        """For its client, who has sent a whole request."""
        line = self._waiting.get(address)
        if line is not None and connection in line:
            del line[connection]
            if not line:
                del self._waiting[address]

    def close(self, connection: Client, address: Hashable) -> None:
        self._count -= 1
        self.work(connection, address)

    def _make_room(self) -> bool:
        if not self._waiting:
            return False
        address, line = max(self._waiting.items(), key=lambda it: len(it[1]))
        connection = next(iter(line))
        self.work(connection, address)
        connection.give_way()  # its `close` comes when the socket is closed
        return True


def room_for(most: int) -> int:
    """As many as wanted, or as this process may have files open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = most + SPARE_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if soft == resource.RLIM_INFINITY:
        return most
    return min(most, max(FEWEST, soft - SPARE_FILES))
