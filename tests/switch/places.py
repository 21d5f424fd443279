"""The two switches that one suite runs on: the simulator and a real Asterisk."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

from callapi.clock import SystemClock
from callapi.simulator.server import Simulator
from callapi.switch.ari import Ari
from callapi.switch.objects import Objects
from callapi.switch.pjsip import is_line
from tests.switch.registrar import Telephone
from tests.telephony.asterisk import Asterisk

PASSWORD = "sesame"


class Place(Protocol):
    """A switch that can be restarted, and phones that register on its lines."""

    name: str
    url: str
    password: str

    async def register(self, number: str, password: str) -> int:
        """The SIP status. A phone keeps its place in the network."""

    async def unregister(self, number: str, password: str) -> None: ...

    async def stop(self) -> None: ...

    async def start(self) -> None:
        """Again, at the same place: all that was written at run time is lost."""


class Simulated:
    name = "simulator"
    password = PASSWORD

    def __init__(self, simulator: Simulator, lines: tuple[str, ...]) -> None:
        """Of `lines` none is there yet, and no phone is plugged in."""
        self.simulator = simulator
        self.url = simulator.url
        simulator.network.written.update(lines)
        for number in lines:
            simulator.phone(number).register(False)

    async def register(self, number: str, password: str) -> int:
        return self.simulator.phone(number).register(password=password)

    async def unregister(self, number: str, password: str) -> None:
        self.simulator.phone(number).register(False)

    async def stop(self) -> None:
        await self.simulator.crash()

    async def start(self) -> None:
        await self.simulator.start()


class Real:
    name = "asterisk"

    def __init__(self, asterisk: Asterisk) -> None:
        self.asterisk = asterisk
        self.url = f"http://127.0.0.1:{asterisk.ari_port}"
        self.password = asterisk.password
        self.phones: dict[str, Telephone] = {}

    async def register(self, number: str, password: str) -> int:
        phone = self.phones.get(number)
        if phone is None:
            phone = await Telephone.open(self.asterisk.sip_port)
            self.phones[number] = phone
        return await phone.register(number, password)

    async def unregister(self, number: str, password: str) -> None:
        assert await self.phones[number].register(number, password, 0) == 200

    async def stop(self) -> None:
        await self.asterisk.stop()

    async def start(self) -> None:
        await self.asterisk.start_again()

    async def clear(self) -> None:
        """The next test finds no line, and nobody registered."""
        ari = Ari(self.url, "callapi", self.password, "callapi")
        await ari.open()
        objects = Objects(ari)
        for name in filter(is_line, await objects.endpoints()):
            await objects.remove(name)
        await ari.close()
        for phone in self.phones.values():
            phone.close()


@asynccontextmanager
async def simulated(folder: Path, *lines: str) -> AsyncIterator[Place]:
    async with Simulator(SystemClock(), password=PASSWORD, spool=folder) as simulator:
        yield Simulated(simulator, lines)


@asynccontextmanager
async def real(asterisk: Asterisk) -> AsyncIterator[Place]:
    place = Real(asterisk)
    yield place
    await place.clear()
