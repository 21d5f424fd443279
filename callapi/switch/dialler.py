"""Dialler: calls parties; an outside number by one trunk after another.

A trunk that refuses before any telephone has rung says nothing of the party: the same
leg, under the same channel id, goes out by the next.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from callapi.domain.actions import Originate
from callapi.domain.happening import LegEnded
from callapi.domain.session import Leg
from callapi.switch.ari import Ari, AriError
from callapi.switch.entries import Entries
from callapi.switch.pace import Pace
from callapi.switch.trunks import Trunks, is_refusal

ALLOCATION_FAILED = 500
ID_IN_USE = 409
NOT_IN_STASIS = 422
# The end of a channel is told some milliseconds before its id is free again.
ASK_AGAIN_S = 0.01
ASK_AGAIN = 100

Join = Callable[[int, Leg], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Try:
    """A leg that nobody's telephone has rung for yet, and the ways left to it."""

    session_id: int
    action: Originate
    app: str
    ways: tuple[str, ...]
    is_first: bool = True


class Dialler:
    def __init__(
        self,
        ari: Ari,
        pace: Pace,
        entries: Entries,
        trunks: Trunks,
        sip_endpoint: str,
        join: Join,
    ) -> None:
        """`join` puts a leg that is not dialled yet into its session's bridge."""
        self._ari = ari
        self._pace = pace
        self._entries = entries
        self.trunks = trunks
        self._sip_endpoint = sip_endpoint
        self._join = join
        self._tries: dict[int, Try] = {}  # by leg, while there is a way left
        self._ours: set[int] = set()  # legs that were dialled here
        # those dialled by another node, and by which trunks; until they ring
        self._others: dict[int, set[str]] = {}

    async def dial(
        self, session_id: int, action: Originate, app: str, *, hears: bool = True
    ) -> None:
        """`hears`: it is us who are told how it ends, and go on by the next way."""
        leg = action.leg
        if leg.kind == "pstn":
            ways = self.trunks.ways(leg.endpoint, action.trunk)
        else:
            ways = [self._sip_endpoint.format(number=leg.endpoint)]
        if hears:
            self._ours.add(leg.id)
        await self._dial(Try(session_id, action, app, tuple(ways)), hears=hears)

    def forget(self, leg_id: int) -> None:
        """It rings, or has been given up: what comes now is no trunk's doing."""
        self._tries.pop(leg_id, None)
        self._others.pop(leg_id, None)

    def ended(self, leg_id: int) -> None:
        self.forget(leg_id)
        self._ours.discard(leg_id)

    def saw(self, leg_id: int, dialled: str) -> None:
        """A leg goes out, as `number@trunk`; here or from another node."""
        if leg_id not in self._ours:
            trunk = dialled.rpartition("@")[2]
            self._others.setdefault(leg_id, set()).add(trunk)

    def take_over(self, session_id: int, action: Originate, app: str) -> bool:
        """Go on for the node that has dialled a leg; False: there is no other way."""
        leg = action.leg
        tried = self._others.pop(leg.id, set())
        ways = self.trunks.ways(leg.endpoint, action.trunk) if tried else []
        left = tuple(way for way in ways if way.rpartition("@")[2] not in tried)
        if left:
            self._ours.add(leg.id)
            self._tries[leg.id] = Try(session_id, action, app, left, is_first=False)
        return bool(left)

    def is_anothers(self, ended: LegEnded) -> bool:
        """Whether a trunk has refused a leg that another node has dialled."""
        return ended.leg_id in self._others and is_refusal(ended)

    def goes_on(self, ended: LegEnded) -> bool:
        """Whether this end is to be followed by a try with another trunk."""
        return ended.leg_id in self._tries and is_refusal(ended)

    async def go_on(self, leg_id: int) -> bool:
        """False: the leg has been given up meanwhile."""
        left = self._tries.get(leg_id)
        if left is None:
            return False
        await self._dial(left)
        return True

    async def _dial(self, left: Try, *, hears: bool = True) -> None:
        """By the first way that the switch itself takes."""
        leg_id, is_first = left.action.leg.id, left.is_first
        for place, way in enumerate(left.ways, 1):
            rest = left.ways[place:]
            self.forget(leg_id)
            await self._pace.turn()
            # before the request: how it ends may be told before its answer
            if rest and hears:
                self._tries[leg_id] = replace(left, ways=rest, is_first=False)
            try:
                await self._request(left, way, is_first)
            except AriError as error:
                if error.status != ALLOCATION_FAILED or not rest:
                    self.forget(leg_id)
                    raise
            else:
                return

    async def _request(self, left: Try, way: str, is_first: bool) -> None:
        action = left.action
        leg, ring_s = action.leg, round(action.ring_s)
        caller = f'"{leg.caller}" <{leg.caller}>'
        how: dict[str, str | int] = {
            "endpoint": way,
            "app": left.app,
            "channelId": leg.channel,
        }
        if not action.listen:
            how |= {"callerId": caller, "timeout": ring_s}
            await self._make(is_first, "channels", None, how)
            return
        shown = {"CONNECTEDLINE(all)": caller}
        async with self._entries.expecting(leg.channel, left.app):
            await self._make(is_first, "channels/create", shown, how)
        await self._put_in(left)
        await self._ari.request("POST", f"channels/{leg.channel}/dial", timeout=ring_s)

    async def _put_in(self, left: Try) -> None:
        """Where another node is told that it has entered, we may be a moment early."""
        for again in reversed(range(ASK_AGAIN)):
            try:
                await self._join(left.session_id, left.action.leg)
            except AriError as error:
                if error.status != NOT_IN_STASIS or not again:
                    raise
                await asyncio.sleep(ASK_AGAIN_S)
            else:
                return

    async def _make(
        self,
        is_first: bool,
        path: str,
        variables: dict[str, str] | None,
        how: dict[str, str | int],
    ) -> None:
        for left in reversed(range(1 if is_first else ASK_AGAIN)):
            try:
                await self._ari.request("POST", path, variables, **how)
            except AriError as error:
                if error.status != ID_IN_USE or not left:
                    raise
                await asyncio.sleep(ASK_AGAIN_S)
            else:
                return
