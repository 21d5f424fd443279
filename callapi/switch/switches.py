"""All the switches there are. A session stays on the one it began on."""

import itertools
from collections.abc import Collection, Iterator, Sequence

from callapi.switch.ari import SwitchDown
from callapi.switch.switch import Switch


class Switches:
    def __init__(self, switches: Sequence[Switch]) -> None:
        """Each with a name of its own."""
        self._by_name = {switch.name: switch for switch in switches}
        self._turns = itertools.count(1)
        self._last_turn: dict[str, int] = {}

    def __iter__(self) -> Iterator[Switch]:
        return iter(self._by_name.values())

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def of(self, name: str) -> Switch:
        """The switch a session is on; raises SwitchDown when it is not configured."""
        try:
            return self._by_name[name]
        except KeyError:
            raise SwitchDown(f"no switch is called {name}") from None

    @property
    def any_connected(self) -> bool:
        return any(switch.connected for switch in self)

    def choose(self, lines: Collection[str] = ()) -> Switch:
        """For a new session that dials these lines: where their telephones are.

        Of equals, the one with the fewest sessions, whose legs come one by one. Of
        those, the one with the fewest legs, and of those the one whose turn was longest
        ago: else the first would get all.
        """
        there = [switch for switch in self if switch.connected]
        if not there:
            raise SwitchDown("no switch is connected")
        chosen = min(there, key=lambda it: self._order(it, lines))
        self._last_turn[chosen.name] = next(self._turns)
        return chosen

    def _order(self, switch: Switch, lines: Collection[str]) -> tuple[int, ...]:
        missing = sum(line not in switch.registered for line in lines)
        last_turn = self._last_turn.get(switch.name, 0)
        return missing, switch.sessions, switch.load, last_turn
