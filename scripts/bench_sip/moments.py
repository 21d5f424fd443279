"""When what happened to which telephone; each moment can be waited for."""

import asyncio
from enum import Enum, auto


class Fact(Enum):
    RINGS = auto()
    ANSWERS = auto()
    HEARS = auto()  # the other party
    ENDS = auto()


class Moments:
    """By `time.monotonic`, which is one clock for all processes of a machine."""

    def __init__(self) -> None:
        self._moments: dict[tuple[str, Fact], asyncio.Future[float]] = {}

    def note(self, number: str, fact: Fact, at: float) -> None:
        """The first time counts: messages may be sent again."""
        moment = self._moment(number, fact)
        if not moment.done():
            moment.set_result(at)

    async def of(self, number: str, fact: Fact) -> float:
        return await asyncio.shield(self._moment(number, fact))

    def forget(self, number: str) -> None:
        """Before it is called, again."""
        for fact in Fact:
            self._moments.pop((number, fact), None)

    def _moment(self, number: str, fact: Fact) -> asyncio.Future[float]:
        key = (number, fact)
        if key not in self._moments:
            self._moments[key] = asyncio.get_running_loop().create_future()
        return self._moments[key]
