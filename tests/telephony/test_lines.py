"""Lines and trunks of real telephones, provisioned while everything runs.

Asterisk and callapi are this file's own: Asterisk is restarted, and knows no line.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from socket import SOCK_DGRAM

import pytest

from callapi.embedded import Servers
from callapi.store.pool import Pool, open_pool
from tests.conftest import Administrator
from tests.telephony import asterisk as real
from tests.telephony.asterisk import Asterisk, free_port
from tests.telephony.carrier import Carrier
from tests.telephony.conftest import cleanly, new_database, open_phones
from tests.telephony.exchange import Exchange
from tests.telephony.phone import answer, refuse
from tests.telephony.phones import Phones
from tests.telephony.server import Server, provision, serving

pytestmark = pytest.mark.timeout(120)  # the first test may have to install Asterisk

ANN, BOB = "0486173", "0486174"
CONTACT, VIRTUAL = "12025550143", "12025550100"
LINE_HZ, CONTACT_HZ = 440, 700
PASSWORD, OTHER = "a-first-password", "another-password"
HOST, OTHER_HOST, THIRD_HOST = "127.0.0.2", "127.0.0.3", "127.0.0.5"
PORT = free_port(SOCK_DGRAM)
BUSY = 486
CALLS, MOST = 60, 3  # by two trunks, one of which has three times the other's weight

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


@dataclass(frozen=True)
class Shop:
    server: Server
    pool: Pool
    asterisk: Asterisk
    phones: Phones
    file: Path

    async def provision(self, *numbers: str, trunks: str = "") -> None:
        """The employee has these numbers, and the server these trunks."""
        section = trunks or "trunks = []\n"
        listed = f"numbers = [{', '.join(numbers)}]\n"
        self.file.write_text(section + ACCOUNT + listed)
        await provision(self.file, self.server.environment)

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

    async def has(self, **states: str) -> None:
        """Asterisk comes to have just these; a name's _ is a -."""
        wanted = {name.replace("_", "-"): state for name, state in states.items()}
        await self.server.comes_to(wanted, self.endpoints)

    async def leave(self, *places: Carrier | Exchange) -> None:
        """No trunk is left, and nobody where they led to."""
        await self.provision()
        await self.has()
        for place in places:
            place.close()

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


@pytest.fixture(scope="module")
async def opened(
    servers: Servers,
    administrator: Administrator,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Shop]:
    make = tmp_path_factory.mktemp
    await real.install()
    asterisk = await Asterisk.start(make("asterisk"), {})
    file = make("shop") / "accounts.toml"
    file.write_text(ACCOUNT)
    settings = asterisk.settings | {
        "CALLAPI_REDIS_URL": servers.redis_url,
        "CALLAPI_ORIGINATE_PER_S": "200",
    }
    async with (
        open_phones(asterisk, make("phones")) as phones,
        new_database(servers, administrator) as url,
        serving(file, settings | {"CALLAPI_DATABASE_URL": url}) as server,
        await open_pool(url, 2) as pool,
    ):
        yield Shop(server, pool, asterisk, phones, file)
    await asterisk.stop()


@pytest.fixture
async def shop(opened: Shop) -> AsyncIterator[Shop]:
    await opened.phones.begin()
    yield opened
    await opened.server.shows()
    assert await opened.asterisk.left_over(set()) == []


def line(number: str, password: str = PASSWORD, *, is_active: bool = True) -> str:
    active = str(is_active).lower()
    return f'{{ number = "{number}", password = "{password}", is_active = {active} }}'


def trunk(name: str, host: str, port: int, **more: object) -> str:
    """Asked every second whether it is there: the first time, within the first."""
    facts = {"name": f'"{name}"', "host": f'"{host}"', "port": port, "qualify_s": 1}
    facts |= more
    rows = [f"{key} = {value}" for key, value in facts.items()]
    return "\n".join(["[[trunks]]", *rows, ""])


async def test_a_line_made_at_run_time_registers_and_is_called(shop: Shop) -> None:
    await shop.provision()
    assert await shop.phones.registers(ANN, PASSWORD) != 200
    await shop.provision(line(ANN))
    await shop.answers(ANN, PASSWORD, 200)
    await shop.knows({ANN: True})
    async with cleanly(shop.asterisk):
        await shop.talk(ANN, PASSWORD)


async def test_the_old_password_is_refused(shop: Shop) -> None:
    await shop.provision(line(ANN))
    await shop.answers(ANN, PASSWORD, 200)
    await shop.knows({ANN: True})
    await shop.provision(line(ANN, OTHER))
    await shop.knows({ANN: False})
    assert await shop.phones.registers(ANN, PASSWORD) == 401
    assert await shop.phones.registers(ANN, OTHER) == 200
    await shop.talk(ANN, OTHER)


@pytest.mark.parametrize("numbers", [[], [line(BOB, is_active=False)]])
async def test_a_line_that_is_deleted_or_switched_off_is_gone(
    shop: Shop, numbers: list[str]
) -> None:
    await shop.provision(line(BOB))
    await shop.answers(BOB, PASSWORD, 200)
    await shop.has(**{BOB: "online"})
    await shop.provision(*numbers)
    await shop.has()
    assert await shop.phones.registers(BOB, PASSWORD) == 404


async def test_lines_come_back_when_asterisk_does(shop: Shop) -> None:
    await shop.provision(line(BOB), line(ANN, OTHER))
    await shop.answers(BOB, PASSWORD, 200)
    await shop.knows({ANN: False, BOB: True})
    await shop.asterisk.stop()
    await shop.asterisk.start_again()
    await shop.has(**{ANN: "offline", BOB: "online"})
    await shop.knows({ANN: False, BOB: True})
    await shop.talk(BOB, PASSWORD)
    assert await shop.phones.registers(ANN, OTHER) == 200


async def test_lines_stay_when_callapi_restarts(shop: Shop) -> None:
    await shop.provision(line(BOB))
    await shop.answers(BOB, PASSWORD, 200)
    await shop.knows({BOB: True})
    await shop.server.stop()
    await shop.server.start_again()
    await shop.knows({BOB: True})
    await shop.talk(BOB, PASSWORD)


@pytest.fixture
async def carriers(shop: Shop) -> AsyncIterator[list[Carrier]]:
    """Two, at addresses of their own, that reach the same telephones."""
    opened = []
    for host in (HOST, OTHER_HOST):
        carrier = await Carrier.open(PORT, shop.asterisk.sip_port, host)
        carrier.ports = shop.phones.carrier.ports
        carrier.nobody = shop.phones.carrier.nobody
        opened.append(carrier)
    yield opened
    await shop.leave(*opened)


async def test_calls_are_shared_by_weight(shop: Shop) -> None:
    main = await Exchange.open(HOST, PORT, refusal=BUSY)
    other = await Exchange.open(OTHER_HOST, PORT, refusal=BUSY)
    await shop.provision(
        trunks=trunk("main", HOST, PORT, weight=MOST) + trunk("other", OTHER_HOST, PORT)
    )
    await shop.has(trunk_main="online", trunk_other="online")
    for _ in range(CALLS):
        await shop.call(CONTACT)
        await shop.server.shows()
    assert len(main.refused) + len(other.refused) == CALLS
    assert len(main.refused) > len(other.refused) > 0
    await shop.leave(main, other)


async def test_calls_go_out_by_the_trunk_that_is_alive(
    shop: Shop, carriers: list[Carrier]
) -> None:
    dead = free_port(SOCK_DGRAM)
    await shop.provision(
        trunks=trunk("dead", "127.0.0.4", dead, weight=1000)
        + trunk("alive", HOST, PORT)
    )
    await shop.has(trunk_alive="online", trunk_dead="offline")
    phone = await shop.phones.outside(CONTACT, refuse())
    for call in range(1, 6):
        await shop.call(CONTACT)
        await phone.ended(call)
    assert len(carriers[0].carried) == 5


@pytest.mark.parametrize("refusal", [503, 403])
async def test_a_trunk_that_refuses_is_followed_by_the_next(
    shop: Shop, carriers: list[Carrier], refusal: int
) -> None:
    exchange = await Exchange.open(THIRD_HOST, PORT, refusal=refusal)
    await shop.provision(
        line(BOB),
        trunks=trunk("full", THIRD_HOST, PORT, weight=1000)
        + trunk("free", HOST, PORT, weight=0),
    )
    await shop.has(**{BOB: "offline"}, trunk_full="online", trunk_free="online")
    await shop.answers(BOB, PASSWORD, 200)
    await shop.talk(BOB, PASSWORD)
    assert len(exchange.refused) == len(carriers[0].carried) == 1
    await shop.leave(exchange)


async def test_a_busy_party_is_not_called_by_another_trunk(
    shop: Shop, carriers: list[Carrier]
) -> None:
    await shop.provision(
        trunks=trunk("main", HOST, PORT) + trunk("spare", OTHER_HOST, PORT, weight=0)
    )
    await shop.has(trunk_main="online", trunk_spare="online")
    phone = await shop.phones.outside(CONTACT, refuse(486))
    await shop.call(CONTACT)
    await phone.ended()
    await shop.server.shows()
    assert [len(carrier.carried) for carrier in carriers] == [1, 0]


async def test_a_trunk_registers_and_leaves(shop: Shop) -> None:
    exchange = await Exchange.open(THIRD_HOST, PORT, password="carrier-word")
    account = {"user": '"bay"', "password": '"carrier-word"', "register": "true"}
    await shop.provision(trunks=trunk("main", THIRD_HOST, PORT, **account))
    await exchange.has("bay")
    await shop.provision()
    await exchange.has()
    exchange.close()
