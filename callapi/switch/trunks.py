"""Trunks of one switch: in which order they are tried, and when the next one is.

By weight: twice the weight, twice the calls. Those that do not answer come last, as
Asterisk tells it, those of weight 0 only after all that have some.
"""

from collections.abc import Sequence
from random import Random

from callapi.domain.happening import LegEnded
from callapi.store.trunks import Trunk
from callapi.switch.pjsip import TRUNK

# What a carrier answers when it does not even try; SIP says more than Q.850.
REFUSED = frozenset((401, 403, 407, 408, 488, 606, *range(500, 600)))
REFUSED_CAUSES = frozenset((3, 27, 34, 38, 41, 42, 44, 47, 58))


class Trunks:
    def __init__(self, chance: Random, template: str) -> None:
        """`template` is how outside numbers are dialled while there is no trunk."""
        self._chance = chance
        self._template = template
        self._trunks: Sequence[Trunk] = ()
        self._silent: set[str] = set()  # the endpoints of those that do not answer

    def replace(self, trunks: Sequence[Trunk]) -> None:
        self._trunks = trunks

    def note(self, endpoint: str, *, answers: bool) -> None:
        """Asterisk has asked a trunk whether it is there."""
        if answers:
            self._silent.discard(endpoint)
        else:
            self._silent.add(endpoint)

    def ways(self, number: str) -> list[str]:
        """The endpoints by which `number` is dialled, in the order to try them."""
        if not self._trunks:
            return [self._template.format(number=number)]
        names = [TRUNK + trunk.name for trunk in in_order(self._trunks, self._chance)]
        names.sort(key=self._silent.__contains__)  # keeps the order of the others
        return [f"PJSIP/{number}@{name}" for name in names]


def in_order(trunks: Sequence[Trunk], chance: Random) -> list[Trunk]:
    """Drawn one after another, each with its weight among those that are left."""
    left, drawn = list(trunks), []
    while left:
        weights = [trunk.weight for trunk in left]
        [trunk] = chance.choices(left, weights if any(weights) else None)
        left.remove(trunk)
        drawn.append(trunk)
    return drawn


def is_refusal(ended: LegEnded) -> bool:
    """Whether the trunk is to blame, not the party, for a call that never rang."""
    if ended.sip is not None:
        return ended.sip in REFUSED
    return ended.cause in REFUSED_CAUSES
