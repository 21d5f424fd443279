"""The commands of one channel, carried out one after another.

Asterisk runs play, dtmf, add to bridge, ... of a channel in one thread. So a second
play waits for the first, and `addChannel` answers only when what plays has ended.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass


def nothing() -> None:
    return None


@dataclass(eq=False, slots=True)
class Command:
    """`start` begins it; whoever it is over for calls `Work.finish`."""

    start: Callable[[], object]
    abandon: Callable[[], object]  # the channel went first

    def end(self) -> None:
        """Both know who knows it: such rings stay in memory until somebody looks."""
        self.start = self.abandon = nothing


class Work:
    __slots__ = ("current", "waiting")

    def __init__(self) -> None:
        self.current: Command | None = None
        self.waiting: deque[Command] = deque()

    def add(self, command: Command) -> None:
        self.waiting.append(command)
        if self.current is None:
            self.start_next()

    def finish(self, command: Command) -> None:
        """Go on to the next. Nothing, if it had been abandoned."""
        if self.current is command:
            self.current = None
            command.end()
            self.start_next()

    def start_next(self) -> None:
        if self.waiting:
            self.current = self.waiting.popleft()
            self.current.start()

    def abandon_all(self) -> None:
        """In their order: what runs fails, what waited fails without running."""
        commands = [self.current] if self.current else []
        commands += self.waiting
        self.current = None
        self.waiting.clear()
        for command in commands:
            command.abandon()
            command.end()
