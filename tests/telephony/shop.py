"""A callapi and an Asterisk that know no line and no trunk but those of a test."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import SOCK_STREAM
from typing import Any

from prometheus_client.parser import text_string_to_metric_families

from callapi.store.pool import Pool, open_pool
from tests.telephony.asterisk import Asterisk, free_port
from tests.telephony.carrier import Carrier
from tests.telephony.conftest import open_phones
from tests.telephony.exchange import Exchange
from tests.telephony.phone import answer
from tests.telephony.phones import Phones
from tests.telephony.server import Server, provision, serving

CONTACT, VIRTUAL = "12025550143", "12025550100"
LINE_HZ, CONTACT_HZ = 440, 700

ACCOUNT = f"""
[[accounts]]
name = "Shop"
components = ["basic", "management"]
allow_list = ["127.0.0.1"]
limits = {{ points_per_minute = 100000, points_per_day = 1000000 }}
virtual_numbers = [{{ number = "{VIRTUAL}" }}]

[[accounts.users]]
login = "workspace"
call_api_access = true
key_access = true
keys = [{{ name = "tests" }}]

[[accounts.employees]]
last_name = "Moss"
"""


Place = Carrier | Exchange


@dataclass(frozen=True)
class Shop:
    server: Server
    admin_url: str
    pool: Pool
    asterisk: Asterisk
    phones: Phones
    file: Path
    places: list[Place] = field(default_factory=list)  # where trunks lead to

    async def provision(self, *numbers: str, trunks: str = "") -> None:
        """The employee has these numbers, and the server these trunks."""
        section = trunks or "trunks = []\n"
        listed = f"numbers = [{', '.join(numbers)}]\n"
        self.file.write_text(section + ACCOUNT + listed)
        await provision(self.file, self.server.environment)

    async def exchange(self, host: str, **facts: Any) -> Exchange:
        exchange = await Exchange.open(host, **facts)
        self.places.append(exchange)
        return exchange

    async def carrier(self, host: str) -> Carrier:
        """One more, that reaches the same telephones."""
        carrier = await Carrier.open(0, self.asterisk.sip_port, host)
        self.places.append(carrier)
        carrier.ports = self.phones.carrier.ports
        carrier.nobody = self.phones.carrier.nobody
        return carrier

    async def answers(self, number: str, password: str, status: int) -> None:
        """A phone that registers comes to be answered so."""

        async def registers() -> int:
            return await self.phones.registers(number, password)

        await self.server.comes_to(status, registers)

    async def knows(self, registered: Mapping[str, bool]) -> None:
        async def look() -> dict[str, bool]:
            rows = await self.pool.fetch("select number, is_registered from sip_lines")
            return {row["number"]: row["is_registered"] for row in rows}

        await self.server.comes_to(dict(registered), look)

    async def endpoints(self) -> dict[str, str]:
        """What Asterisk has of lines and trunks that were written at run time."""
        async with self.asterisk.ari() as ari, ari.get("endpoints/PJSIP") as reply:
            found = {it["resource"]: it["state"] for it in await reply.json()}
        del found["trunk"]  # the one of the file
        return found

    async def has(self, states: Mapping[str, str]) -> None:
        """Asterisk comes to have just these."""
        await self.server.comes_to(dict(states), self.endpoints)

    async def trunks(self) -> dict[str, bool]:
        """Those that callapi calls by, and whether it knows that they answer."""
        async with self.server.http.get(f"{self.admin_url}metrics") as reply:
            families = text_string_to_metric_families(await reply.text())
        return {
            sample.labels["trunk"]: bool(sample.value)
            for family in families
            if family.name == "callapi_trunk_up"
            for sample in family.samples
        }

    async def calls_by(self, **answers: bool) -> None:
        await self.server.comes_to(answers, self.trunks)

    async def leave(self) -> None:
        """As the next test finds it, also when this one has failed: with nothing."""
        try:
            await self.rise()
            await self.server.shows()
            assert await self.asterisk.left_over(set()) == []
        finally:
            await self.clear()

    async def rise(self) -> None:
        """Who was stopped and not started again is."""
        if self.asterisk.process.returncode is not None:
            await self.asterisk.start_again()
        if self.server.process.returncode is not None:
            await self.server.start_again()

    async def clear(self) -> None:
        try:
            await self.asterisk.left_over(set())
            await self.server.shows()
            await self.pool.execute("delete from employee_numbers")
            await self.pool.execute("delete from sip_lines")
            await self.pool.execute("delete from trunks")
            await self.has({})
            await self.calls_by()
        finally:
            while self.places:
                self.places.pop().close()

    async def call(self, operator: str) -> None:
        await self.server.ask(
            "start.simple_call",
            first_call="operator",
            virtual_phone_number=VIRTUAL,
            contact=CONTACT,
            operator=operator,
        )

    async def talk(self, line: str, password: str) -> None:
        """Somebody is called on a line, and then a contact; they hear each other."""
        operator = await self.phones.line(line, password, answer(), hertz=LINE_HZ)
        contact = await self.phones.outside(CONTACT, answer(), hertz=CONTACT_HZ)
        await self.call(line)
        await operator.answered()
        await contact.answered()
        await asyncio.gather(operator.hears(CONTACT_HZ), contact.hears(LINE_HZ))
        await contact.hangs_up()
        await operator.ended()
        await self.server.shows()


@asynccontextmanager
async def open_shop(
    folder: Path, database_url: str, redis_url: str
) -> AsyncIterator[Shop]:
    folders = [folder / name for name in ("asterisk", "phones", "shop")]
    for part in folders:
        part.mkdir()
    file = folders[2] / "accounts.toml"
    file.write_text(ACCOUNT)
    admin_port = free_port(SOCK_STREAM)
    settings = {
        "CALLAPI_DATABASE_URL": database_url,
        "CALLAPI_REDIS_URL": redis_url,
        "CALLAPI_ORIGINATE_PER_S": "200",
        "CALLAPI_ADMIN_PORT": str(admin_port),
    }
    async with AsyncExitStack() as stack:
        asterisk = await Asterisk.start(folders[0], {})
        stack.push_async_callback(asterisk.stop)
        phones = await stack.enter_async_context(open_phones(asterisk, folders[1]))
        server = await stack.enter_async_context(
            serving(file, settings | asterisk.settings)
        )
        pool = await stack.enter_async_context(await open_pool(database_url, 2))
        admin_url = f"http://127.0.0.1:{admin_port}/"
        yield Shop(server, admin_url, pool, asterisk, phones, file)
