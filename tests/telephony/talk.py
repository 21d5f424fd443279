"""A contact and an operator in conversation: what most tests of methods begin with."""

import asyncio
from dataclasses import dataclass
from typing import Any

from tests.telephony.office import (
    CONTACT_HZ,
    SECOND_HZ,
    THIRD_HZ,
    Call,
    Office,
)
from tests.telephony.phone import Phone, Step, answer
from tests.telephony.phones import Phones


@dataclass(frozen=True)
class Talk:
    """A contact and an operator, and a third phone; several can go on side by side."""

    office: Office
    phones: Phones
    call: Call
    contact: Phone
    operator: Phone
    third: str

    async def both_hear(self) -> None:
        await asyncio.gather(
            self.contact.hears(SECOND_HZ), self.operator.hears(CONTACT_HZ)
        )

    async def holds(self) -> None:
        message = self.office.message("hold")
        await self.call.ask("hold.call", contact_message=message)

    async def dials_third(self, *steps: Step) -> Phone:
        """While the contact is on hold."""
        third = await self.phones.outside(self.third, *steps, hertz=THIRD_HZ)
        await self.call.ask("make.call", to=self.third)
        await third.rings()
        return third

    async def hands_over(self) -> None:
        """The contact, after a word with the third party."""
        await self.holds()
        third = await self.dials_third(answer())
        await asyncio.gather(third.hears(SECOND_HZ), self.operator.hears(THIRD_HZ))
        await self.call.ask("transfer.talk")
        await self.has_contact_with(third)

    async def is_coached_by(self, coach: Phone) -> None:
        """Who hears both, and is heard by the operator only."""
        await asyncio.gather(
            coach.hears(CONTACT_HZ, SECOND_HZ),
            self.operator.hears(CONTACT_HZ, coach.hertz),
            self.contact.hears(SECOND_HZ),
        )

    async def is_released(self, *phones: Phone) -> None:
        await self.call.ask("release.call")
        await asyncio.gather(*(phone.ended() for phone in phones))
        await self.call.finishes("operator_disconnects")

    async def has_contact_with(self, third: Phone) -> None:
        """After a transfer: they hear each other till the contact hangs up."""
        await self.operator.ended()
        await asyncio.gather(third.hears(CONTACT_HZ), self.contact.hears(THIRD_HZ))
        await self.contact.hangs_up()
        await third.ended()
        await self.call.finishes("caller_disconnects")

    async def disconnects(self, number: str) -> None:
        leg_id = (await self.legs())[number]["leg_id"]
        await self.call.ask("disconnect.leg", leg_id=leg_id)

    async def legs(self) -> dict[str, dict[str, Any]]:
        """As `list.calls` has them, by number."""
        listed = await self.call.listed()
        assert listed
        return {leg["called_phone_number"]: leg for leg in listed["legs"]}


async def talk(
    office: Office, phones: Phones, place: int = 0, **params: object
) -> Talk:
    """`place`: each talk of a test has its own numbers."""
    numbers = [f"12025550{digit}{place:02d}" for digit in (4, 5, 6)]
    contact = await phones.outside(numbers[0], answer(), hertz=CONTACT_HZ)
    operator = await phones.outside(numbers[1], answer(), hertz=SECOND_HZ)
    call = await office.call(contact.number, operator.number, **params)
    await call.talks(operator.number, contact.number)
    return Talk(office, phones, call, contact, operator, numbers[2])
