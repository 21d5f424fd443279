"""All SIP phones of a test run, in as many processes as they need."""

import asyncio
from pathlib import Path

from tests.telephony.carrier import Carrier
from tests.telephony.child import Child, Event
from tests.telephony.phone import Phone, Step

# pjsua2 is built for four calls at once; one place is left for a call that is just
# ending while the next begins.
NUMBERS_IN_A_CHILD = 3


class Phones:
    def __init__(self, carrier: Carrier, asterisk: str, folder: Path) -> None:
        self.carrier = carrier
        self.asterisk = asterisk
        self.folder = folder
        self.children: list[Child] = []
        self.lines: dict[str, Phone] = {}  # registered once, for all tests
        self.numbers: dict[str, Phone] = {}  # of the present test
        self.placing = asyncio.Lock()

    async def open(self) -> None:
        """The first child also tells callers that a number does not exist."""
        self.carrier.nobody = await (await self.new_child()).port

    async def close(self) -> None:
        await asyncio.gather(*(child.stop() for child in self.children))
        self.carrier.close()

    async def begin(self) -> None:
        """A new test: no phone but the registered lines, and no call expected."""
        self.numbers.clear()
        self.carrier.ports.clear()
        await asyncio.gather(*(child.command("forget") for child in self.children))

    async def line(
        self, number: str, password: str, *steps: Step, hertz: int = 0
    ) -> Phone:
        """An employee's phone, registered."""
        if number not in self.lines:
            async with self.placing:
                line = self.lines[number] = Phone(await self.place(), number)
            await line.child.command("register", number=number, password=password)
            await line.registered()
        child = self.lines[number].child
        return await self.expect(Phone(child, number, hertz), steps)

    async def registers(self, number: str, password: str) -> int:
        """The SIP status that the phone of a line is answered."""
        if number not in self.lines:
            async with self.placing:
                self.lines[number] = Phone(await self.place(), number)
        line = self.lines[number]
        times = line.times("registered")
        await line.child.command("register", number=number, password=password)
        await line.wait(lambda: line.times("registered") > times, "be answered")
        return int(line.last("registered")["code"])

    async def outside(self, number: str, *steps: Step, hertz: int = 0) -> Phone:
        """A phone somewhere in the world, behind the carrier's trunk."""
        async with self.placing:
            known = self.numbers.get(number)
            child = known.child if known else await self.place()
            phone = self.numbers[number] = Phone(child, number, hertz)
        self.carrier.ports[number] = await child.port
        return await self.expect(phone, steps)

    async def expect(self, phone: Phone, steps: tuple[Step, ...]) -> Phone:
        """Also forgets what happened to the number before."""
        self.numbers[phone.number] = phone
        facts = {"number": phone.number, "hertz": phone.hertz, "steps": list(steps)}
        await phone.child.command("expect", **facts)
        return phone

    async def place(self) -> Child:
        """A child with room for one more number."""
        phones = {**self.lines, **self.numbers}.values()
        for child in self.children:
            if sum(phone.child is child for phone in phones) < NUMBERS_IN_A_CHILD:
                return child
        return await self.new_child()

    async def new_child(self) -> Child:
        child = await Child.start(self.folder, self.asterisk, self.take)
        self.children.append(child)
        return child

    async def take(self, event: Event) -> None:
        for phones in (self.numbers, self.lines):
            if phone := phones.get(event["number"]):
                await phone.take(event)
