"""How much is on a switch: legs there, and sessions that have chosen it.

Of the legs that this node hears of: of the end of others nobody tells it.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from callapi.switch.events import LEG_CHANNEL


class Occupancy:
    def __init__(self) -> None:
        self._legs: dict[str, str] = {}  # channel -> the application that hears of it
        self._awaited: set[int] = set()  # sessions that may have no leg yet

    @property
    def legs(self) -> int:
        return len(self._legs)

    @property
    def sessions(self) -> int:
        """Who has called counts as one of his own."""
        return len(self._awaited | {_session_of(channel) for channel in self._legs})

    @contextmanager
    def awaiting(self, session_id: int) -> Iterator[None]:
        """A session has chosen it, which counts before its first leg is there."""
        self._awaited.add(session_id)
        try:
            yield
        finally:
            self._awaited.discard(session_id)

    def add(self, channel: str, app: str) -> None:
        self._legs[channel] = app

    def discard(self, channel: str) -> None:
        self._legs.pop(channel, None)

    def clear(self) -> None:
        self._legs.clear()

    def leave(self, app: str) -> None:
        """Another node hears of that application from now on."""
        for channel in self.known(app):
            del self._legs[channel]

    def known(self, app: str) -> frozenset[str]:
        return frozenset(it for it, own in self._legs.items() if own == app)

    def found(
        self, app: str, channels: Collection[str], before: frozenset[str]
    ) -> None:
        """An application's legs; `before` were known when the switch was asked.

        They come and go while it is asked.
        """
        known = self.known(app)
        ended, begun = before - known, known - before
        self.leave(app)
        for channel in {*channels} - ended | begun:
            self._legs[channel] = app


def _session_of(channel: str) -> int | str:
    """The session of a leg of ours; else the channel itself."""
    found = LEG_CHANNEL.fullmatch(channel)
    return int(found[2]) if found else channel
