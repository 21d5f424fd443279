"""Trunks of one switch: in which order they are tried, and when the next one is.

By weight: twice the weight, twice the calls; those of weight 0 only after all that
have some. First those that answer, as Asterisk tells it. Of a trunk that has never
answered it tells nothing at all, so a new one comes last until it is heard of.
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
        self._answering: set[str] = set()  # their endpoints

    def replace(self, trunks: Sequence[Trunk]) -> None:
        self._trunks = trunks
        self._answering &= {TRUNK + trunk.name for trunk in trunks}

    def note(self, endpoint: str, *, answers: bool) -> None:
        """Asterisk has asked a trunk whether it is there."""
        if answers:
            self._answering.add(endpoint)
        else:
            self._answering.discard(endpoint)

    def states(self) -> dict[str, bool]:
        """Of each trunk, by its name, whether it answers."""
        names = [trunk.name for trunk in self._trunks]
        return {name: TRUNK + name in self._answering for name in names}

    def ways(self, number: str, first: str = "") -> list[str]:
        """The endpoints by which `number` is dialled, in the order to try them.

        The trunk `first` is, among those that answer.
        """
        if not self._trunks:
            return [self._template.format(number=number)]
        names = [TRUNK + trunk.name for trunk in in_order(self._trunks, self._chance)]
        own = TRUNK + first
        names.sort(key=lambda name: (name not in self._answering, name != own))
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
