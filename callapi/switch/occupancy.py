"""How much is on a switch: legs there, and sessions that have chosen it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from callapi.switch.events import LEG_CHANNEL


class Occupancy:
    def __init__(self) -> None:
        self._legs: set[str] = set()  # the channels of those we know to be there
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

    def add(self, channel: str) -> None:
        self._legs.add(channel)

    def discard(self, channel: str) -> None:
        self._legs.discard(channel)

    def clear(self) -> None:
        self._legs.clear()

    def known(self) -> frozenset[str]:
        return frozenset(self._legs)

    def found(self, channels: Collection[str], before: frozenset[str]) -> None:
        """What the switch has told of, asked when `before` were known.

        Legs come and go while it is asked, and others have channels there too.
        """
        ended, begun = before - self._legs, self._legs - before
        legs = {it for it in channels if it in before or LEG_CHANNEL.fullmatch(it)}
        self._legs = legs - ended | begun


def _session_of(channel: str) -> int | str:
    """The session of a leg of ours; else the channel itself."""
    found = LEG_CHANNEL.fullmatch(channel)
    return int(found[2]) if found else channel
