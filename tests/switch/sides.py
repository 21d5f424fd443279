"""The two networks that one suite runs on, each with the same phones in it.

A `Side` is the simulator or a real Asterisk: our Switch performs actions on it, what
happens is told as SwitchEvents, and phones are people's.
"""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import soundfile

from callapi.clock import SystemClock
from callapi.domain import session as domain
from callapi.domain.actions import Action, Originate
from callapi.domain.happening import LegEnded
from callapi.domain.session import Leg, Playing, Role
from callapi.simulator.phones import Phone as SimulatedPhone
from callapi.simulator.server import Simulator
from callapi.switch.ari import Ari
from callapi.switch.events import Inbound, OfChannel, OfLeg, Recorded, translate
from callapi.switch.pace import Pace
from callapi.switch.switch import Switch
from callapi.switch.trunks import Trunks
from tests.telephony.asterisk import Asterisk
from tests.telephony.phone import Phone as RealPhone
from tests.telephony.phones import Phones

PASSWORD = "sesame"  # of the simulator
SESSION = 7
VIRTUAL = "12025550100"
CLIP_HZ, CLIP_S, RATE = 1300, 1.0, 8000
PATIENCE_S = 8.0
RINGS_S = 60.0


class Party(Protocol):
    """Somebody with a phone."""

    number: str

    async def rings(self) -> None: ...

    async def picks_up(self) -> None: ...

    async def refuses(self, code: int) -> None: ...

    async def lets_hear(self) -> None:
        """Sound before the answer."""

    async def hangs_up(self) -> None: ...

    async def presses(self, keys: str) -> None: ...

    async def receives(self, keys: str) -> None: ...

    async def calls(self, number: str) -> None: ...

    async def hears(self, *others: "Party") -> None:
        """These, and nothing besides."""

    async def hears_clip(self) -> None: ...

    async def ends(self) -> None: ...


class RealParty:
    def __init__(self, phone: RealPhone) -> None:
        self.phone = phone
        self.number = phone.number

    async def rings(self) -> None:
        await self.phone.rings()

    async def picks_up(self) -> None:
        await self.phone.picks_up()
        await self.phone.answered()

    async def refuses(self, code: int) -> None:
        await self.phone.replies(code)

    async def lets_hear(self) -> None:
        await self.phone.replies(183)

    async def hangs_up(self) -> None:
        await self.phone.hangs_up()

    async def presses(self, keys: str) -> None:
        await self.phone.presses(keys)

    async def receives(self, keys: str) -> None:
        await self.phone.receives(keys)

    async def calls(self, number: str) -> None:
        await self.phone.dials(number)

    async def hears(self, *others: Party) -> None:
        await self.phone.hears(*(TONES[other.number] for other in others))

    async def hears_clip(self) -> None:
        await self.phone.hears(CLIP_HZ)

    async def ends(self) -> None:
        await self.phone.ended()


class SimulatedParty:
    def __init__(self, simulator: Simulator, number: str) -> None:
        self.simulator = simulator
        self.number = number
        self.phone: SimulatedPhone = simulator.phone(number)
        self.phone.behave("by_hand")

    async def rings(self) -> None:
        await self.phone.rings()

    async def picks_up(self) -> None:
        self.phone.answer()

    async def refuses(self, code: int) -> None:
        self.phone.reject(code)

    async def lets_hear(self) -> None:
        self.phone.act("progress speech")

    async def hangs_up(self) -> None:
        self.phone.hang_up()

    async def presses(self, keys: str) -> None:
        self.phone.press(keys)

    async def receives(self, keys: str) -> None:
        await self.phone.until(
            lambda: self.phone.keys.endswith(keys), f"receive {keys}"
        )

    async def calls(self, number: str) -> None:
        await self.simulator.call(self.number, number)

    async def hears(self, *others: Party) -> None:
        wanted = {other.number for other in others}
        await self.phone.until(
            lambda: {sound.name for sound in self.phone.hears} == wanted,
            f"hear {wanted}",
        )

    async def hears_clip(self) -> None:
        await self.phone.hears_source("file")

    async def ends(self) -> None:
        await self.phone.ends()


# What everybody says on real telephones.
CONTACT, OPERATOR, COACH = "12025550141", "12025550142", "12025550188"
TONES = {CONTACT: 700, OPERATOR: 440, COACH: 1150}


class Side:
    def __init__(self, ari: Ari, folder: Path) -> None:
        self.ari = ari
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
        self.changed = asyncio.Condition()
        self.inbound: list[Inbound] = []
        self.plays = 0
        self.connected = asyncio.Event()

    async def party(self, number: str) -> Party:
        raise NotImplementedError

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

    async def told(self, count: int) -> list[str]:
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S), self.changed:
                await self.changed.wait_for(lambda: len(self.told_so_far) >= count)
        told, self.told_so_far = self.told_so_far, []
        return told

    def clip(self) -> domain.Sound:
        path = self.folder / "clip"
        if not path.with_suffix(".wav").exists():
            moments = np.arange(int(RATE * CLIP_S)) / RATE
            tone = 0.3 * np.sin(2 * np.pi * CLIP_HZ * moments)
            soundfile.write(path.with_suffix(".wav"), tone, RATE)
        return domain.Sound(str(path), CLIP_S)

    def playing(self, leg: Leg, *, loop: bool = False) -> Playing:
        self.plays += 1
        id = f"play-{SESSION}-{leg.id}-{self.plays}"
        return Playing(id, (self.clip(),), loop=loop)

    # --- listening

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["Side"]:
        await self.ari.open()
        listener = asyncio.create_task(
            self.ari.listen(self.take, self.connected.set, self.lost)
        )
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self.connected.wait()
            yield self
        finally:
            listener.cancel()
            await asyncio.gather(listener, return_exceptions=True)
            await self.ari.close()

    def lost(self) -> None:
        self.told_so_far.append("the event socket was lost")

    def take(self, event: dict[str, Any]) -> None:
        if event["type"] == "StasisStart":
            self.switch.entries.entered(event["channel"]["id"])
        happened = translate(event)
        if isinstance(happened, Inbound):
            self.inbound.append(happened)
        if happened is not None and self.is_ours(happened):
            self.told_so_far.append(words(happened))
            self.wake = asyncio.create_task(self.notice())

    def is_ours(self, happened: object) -> bool:
        """Not of the channels that listen in on a leg, which have no words of ours."""
        called = [call.channel for call in self.inbound]
        return not isinstance(happened, OfChannel) or happened.channel in called

    async def notice(self) -> None:
        async with self.changed:
            self.changed.notify_all()


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
        super().__init__(Ari(simulator.url, "callapi", PASSWORD, "callapi"), folder)

    async def party(self, number: str) -> Party:
        return SimulatedParty(self.simulator, number)


class RealSide(Side):
    def __init__(self, asterisk: Asterisk, phones: Phones, folder: Path) -> None:
        self.phones = phones
        url = f"http://127.0.0.1:{asterisk.ari_port}"
        super().__init__(Ari(url, "callapi", asterisk.password, "callapi"), folder)

    async def party(self, number: str) -> Party:
        return RealParty(await self.phones.outside(number, hertz=TONES[number]))


def leg(id: int, number: str, *, early: bool = False, channel: str = "") -> Leg:
    role = {CONTACT: Role.CONTACT, OPERATOR: Role.OPERATOR, COACH: Role.COACH}[number]
    channel = channel or f"{'early' if early else 'leg'}-{SESSION}-{id}"
    return Leg(
        id, role, number, number, "pstn", VIRTUAL, started_at=0.0, channel=channel
    )


async def calls(side: Side, leg: Leg, *, listen: bool = False) -> Party:
    """The phone rings."""
    party = await side.party(leg.number)
    await side.perform(Originate(leg, RINGS_S, listen))
    await party.rings()
    return party


async def answered(side: Side, leg: Leg) -> Party:
    """A leg that talks to nobody yet."""
    party = await calls(side, leg)
    await party.picks_up()
    await side.tells(f"LegAnswered {leg.id}")
    return party
