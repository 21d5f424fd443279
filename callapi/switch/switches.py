"""All the switches there are. A session stays on the one it began on."""

from collections.abc import Iterator, Sequence

from callapi.switch.ari import SwitchDown
from callapi.switch.switch import Switch


class Switches:
    def __init__(self, switches: Sequence[Switch]) -> None:
        self._by_name = {switch.name: switch for switch in switches}

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

    def choose(self) -> Switch:
        """The least loaded one that is there, for a new session."""
        there = [switch for switch in self if switch.connected]
        if not there:
            raise SwitchDown("no switch is connected")
        return min(there, key=lambda switch: switch.load)
