"""Pace: how fast legs may be originated, so that a burst does not choke the switch."""

from callapi.clock import Clock
from callapi.switch.ari import SwitchDown


class Pace:
    """Slots at equal distances, given out first come, first served."""

    def __init__(self, clock: Clock, per_s: float | None, patience_s: float) -> None:
        """`per_s` None: no limit. Who would wait over `patience_s` is refused."""
        self._clock = clock
        self._apart = 1 / per_s if per_s else 0.0
        self._patience = patience_s
        self._next = 0.0

    async def turn(self) -> None:
        """Wait for a slot; raises SwitchDown when the queue is too long."""
        if not self._apart:
            return
        now = self._clock.now()
        slot = max(now, self._next)
        if slot - now > self._patience:
            raise SwitchDown("too many calls are waiting to be made")
        self._next = slot + self._apart
        if slot > now:
            await self._clock.sleep(slot - now)
