"""The two networks that one suite runs on, each with the same phones in it.

A `Side` is the simulator or a real Asterisk: our Switch performs actions on it, what
happens is told as SwitchEvents, and phones are people's.
"""

import asyncio
import random
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from callapi.clock import SystemClock
from callapi.domain import session as domain
from callapi.domain.actions import Action
from callapi.domain.happening import LegEnded, LegRinging
from callapi.domain.session import Leg, Playing
from callapi.simulator.server import Simulator
from callapi.switch.ari import Ari
from callapi.switch.events import Inbound, OfChannel, OfLeg, Recorded, translate
from callapi.switch.pace import Pace
from callapi.switch.switch import Switch
from callapi.switch.trunks import Trunks
from tests.switch.parties import (
    CLIP_HZ,
    TONES,
    Party,
    RealParty,
    SimulatedParty,
)
from tests.telephony.asterisk import Asterisk
from tests.telephony.phones import Phones

PASSWORD = "sesame"  # of the simulator
SESSION = 7
VIRTUAL = "12025550100"
CLIP_S, RATE = 1.0, 8000
PATIENCE_S = 30.0


class Side(ABC):
    def __init__(self, url: str, password: str, folder: Path) -> None:
        self.url = url
        self.password = password
        ari = self.ari = Ari(url, "callapi", password, "callapi")
        self.folder = folder
        clock = SystemClock()
        self.switch = Switch(
            "parity",
            ari,
            Pace(clock, None, PATIENCE_S),
            "PJSIP/{number}",
            Trunks(random.Random(1), "PJSIP/{number}@trunk"),
            folder,
        )
        self.told_so_far: list[str] = []
        self.rung: list[int] = []
        self.changed = asyncio.Condition()
        self.inbound: list[Inbound] = []
        self.plays = 0
        self.connected = asyncio.Event()

    @abstractmethod
    async def party(self, number: str) -> Party:
        """Whose telephone has this number."""

    @abstractmethod
    async def unplug(self, line: str) -> None:
        """No phone is registered there."""

    async def perform(self, *actions: Action) -> None:
        for action in actions:
            await self.switch.perform(SESSION, action)

    async def tells(self, *events: str) -> None:
        """Since the last time just these, in this order."""
        told = await self.told(len(events))
        assert told == list(events), f"{told} instead of {list(events)}"

    async def tells_all(self, *events: str) -> None:
        """Just these, in an order that neither network promises."""
        told = await self.told(len(events))
        assert sorted(told) == sorted(events), f"{told} instead of {events}"

    async def rings(self, leg_id: int) -> None:
        async with asyncio.timeout(PATIENCE_S), self.changed:
            await self.changed.wait_for(lambda: leg_id in self.rung)

    async def told(self, count: int) -> list[str]:
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S), self.changed:
                await self.changed.wait_for(lambda: len(self.told_so_far) >= count)
        told, self.told_so_far = self.told_so_far, []
        return told

    def clip(self, seconds: float) -> domain.Sound:
        path = self.folder / f"clip-{round(seconds * 1000)}"
        moments = np.arange(int(RATE * seconds)) / RATE
        tone = 0.3 * np.sin(2 * np.pi * CLIP_HZ * moments)
        soundfile.write(path.with_suffix(".wav"), tone, RATE)
        return domain.Sound(str(path), seconds)

    def playing(
        self, leg: Leg, *, loop: bool = False, seconds: float = CLIP_S
    ) -> Playing:
        self.plays += 1
        id = f"play-{SESSION}-{leg.id}-{self.plays}"
        return Playing(id, (self.clip(seconds),), loop=loop)

    # --- listening

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["Side"]:
        await self.ari.open()
        listener = asyncio.create_task(
            self.ari.listen(self.take, self.connected.set, self.lost)
        )
        try:
            await self.listens()
            yield self
        finally:
            listener.cancel()
            await asyncio.gather(listener, return_exceptions=True)
            await self.ari.close()

    async def listens(self) -> None:
        async with asyncio.timeout(PATIENCE_S):
            await self.connected.wait()

    @asynccontextmanager
    async def another_client(self) -> AsyncIterator[None]:
        """It listens as we do, and gets the events for as long as it does."""
        other = Ari(self.url, "callapi", self.password, "callapi")
        await other.open()
        listening = asyncio.create_task(
            other.listen(nothing, lambda: None, lambda: None)
        )
        try:
            yield
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
            await other.close()

    def lost(self) -> None:
        self.connected.clear()
        self.told_so_far.append("the event socket was lost")
        self.wake = asyncio.create_task(self.notice())

    def take(self, event: dict[str, Any]) -> None:
        if event["type"] == "StasisStart":
            self.switch.entries.entered(event["channel"]["id"])
        happened = translate(event)
        if isinstance(happened, Inbound):
            self.inbound.append(happened)
        if isinstance(happened, OfLeg) and isinstance(happened.event, LegRinging):
            self.rung.append(happened.event.leg_id)  # networks ring once or twice
            self.wake = asyncio.create_task(self.notice())
        elif happened is not None and self.is_ours(happened):
            self.told_so_far.append(words(happened))
            self.wake = asyncio.create_task(self.notice())

    def is_ours(self, happened: object) -> bool:
        """Not of the channels that listen in on a leg, which have no words of ours."""
        called = [call.channel for call in self.inbound]
        return not isinstance(happened, OfChannel) or happened.channel in called

    async def notice(self) -> None:
        async with self.changed:
            self.changed.notify_all()


def nothing(_: object) -> None:
    """Of what this client is told."""


def words(happened: object) -> str:
    """The event without the ids that each network chooses for itself."""
    match happened:
        case OfLeg(event=LegEnded(leg_id=leg, cause=cause, sip=sip)):
            return f"LegEnded {leg} {cause} {sip}"
        case OfLeg(event=event):
            facts = [str(getattr(event, name)) for name in event.__slots__]
            return " ".join([type(event).__name__, *facts])
        case Inbound(calling=calling, called=called):
            return f"Inbound {calling} {called}"
        case OfChannel(kind=kind, cause=cause, key=key):
            return f"inbound {kind} {key or cause}"
        case Recorded(name=name):
            return f"Recorded {name}"
    raise AssertionError(happened)


class SimulatedSide(Side):
    def __init__(self, simulator: Simulator, folder: Path) -> None:
        self.simulator = simulator
        super().__init__(simulator.url, PASSWORD, folder)

    async def party(self, number: str) -> Party:
        return SimulatedParty(self.simulator, number)

    async def unplug(self, line: str) -> None:
        self.simulator.phone(line).register(False)


class RealSide(Side):
    def __init__(self, asterisk: Asterisk, phones: Phones, folder: Path) -> None:
        self.phones = phones
        url = f"http://127.0.0.1:{asterisk.ari_port}"
        super().__init__(url, asterisk.password, folder)

    async def party(self, number: str) -> Party:
        return RealParty(await self.phones.outside(number, hertz=TONES[number]))

    async def unplug(self, line: str) -> None:
        """None of ours ever registers."""
