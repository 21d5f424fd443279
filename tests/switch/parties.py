"""People with a phone, on either network."""

from typing import Protocol

from callapi.simulator.phones import Phone as SimulatedPhone
from callapi.simulator.server import Simulator
from tests.telephony.phone import Phone as RealPhone

# What everybody says on real telephones, and what they are made to hear.
CONTACT, OPERATOR, COACH = "12025550141", "12025550142", "12025550188"
TONES = {CONTACT: 700, OPERATOR: 440, COACH: 1150}
CLIP_HZ = 1300


class Party(Protocol):
    """Somebody with a phone."""

    number: str

    @property
    def shown(self) -> str:
        """The caller that it was shown last."""

    async def rings(self) -> None: ...

    async def picks_up(self) -> None: ...

    async def refuses(self, code: int) -> None: ...

    async def lets_hear(self) -> None:
        """Sound before the answer."""

    async def hangs_up(self) -> None: ...

    async def presses(self, keys: str) -> None: ...

    async def receives(self, keys: str) -> None: ...

    async def calls(self, number: str) -> None: ...

    async def is_told_of_ringing(self) -> None:
        """Of the other's telephone."""

    async def is_refused(self) -> int:
        """The SIP status."""

    async def hears(self, *others: "Party") -> None:
        """These, and nothing besides."""

    async def hears_clip(self) -> None: ...

    async def ends(self) -> None: ...


class RealParty:
    def __init__(self, phone: RealPhone) -> None:
        self.phone = phone
        self.number = phone.number

    @property
    def shown(self) -> str:
        return self.phone.caller

    async def rings(self) -> None:
        await self.phone.rings()

    async def is_told_of_ringing(self) -> None:
        await self.phone.told(180)

    async def is_refused(self) -> int:
        return await self.phone.ended()

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

    @property
    def shown(self) -> str:
        return self.phone.shown_caller

    async def is_told_of_ringing(self) -> None:
        await self.phone.until(lambda: self.phone.state == "ringing", "be told")

    async def is_refused(self) -> int:
        await self.phone.ends()
        return self.phone.sip_code or 0

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
