"""Lines and trunks of real telephones, provisioned while everything runs.

Asterisk and callapi are this file's own: Asterisk is restarted, and knows no line.
"""

from collections.abc import AsyncIterator, Iterator
from socket import AF_INET, SOCK_DGRAM, socket

import pytest

from callapi.embedded import Servers
from tests.conftest import Administrator
from tests.telephony import asterisk as real
from tests.telephony.conftest import cleanly, office_database
from tests.telephony.phone import refuse
from tests.telephony.shop import CONTACT, Shop, open_shop

# The first test may have to install Asterisk, each runs callapi a few times.
pytestmark = pytest.mark.timeout(300)

ANN, BOB = "0486173", "0486174"
PASSWORD, OTHER = "a-first-password", "another-password"
HOST, OTHER_HOST, THIRD_HOST = "127.0.0.2", "127.0.0.3", "127.0.0.5"
SILENT_HOST = "127.0.0.4"
BUSY = 486
CALLS, MOST = 60, 3  # by two trunks, one of which has three times the other's weight


@pytest.fixture(scope="module")
async def opened(
    servers: Servers,
    administrator: Administrator,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Shop]:
    await real.install()
    folder = tmp_path_factory.mktemp("shop")
    async with (
        office_database(servers, administrator) as url,
        open_shop(folder, url, servers.redis_url) as shop,
    ):
        yield shop


@pytest.fixture
async def shop(opened: Shop) -> AsyncIterator[Shop]:
    await opened.phones.begin()
    yield opened
    await opened.leave()


def line(number: str, password: str = PASSWORD, *, is_active: bool = True) -> str:
    active = str(is_active).lower()
    return f'{{ number = "{number}", password = "{password}", is_active = {active} }}'


def trunk(name: str, host: str, port: int, **more: object) -> str:
    """Asked every second whether it is there: the first time, within the first."""
    facts = {"name": f'"{name}"', "host": f'"{host}"', "port": port, "qualify_s": 1}
    facts |= more
    rows = [f"{key} = {value}" for key, value in facts.items()]
    return "\n".join(["[[trunks]]", *rows, ""])


@pytest.fixture
def silence() -> Iterator[int]:
    """A port of `SILENT_HOST` where whatever arrives is never answered."""
    with socket(AF_INET, SOCK_DGRAM) as deaf:
        deaf.bind((SILENT_HOST, 0))
        yield deaf.getsockname()[1]


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
    await shop.knows({ANN: True})
    await shop.talk(ANN, OTHER)


@pytest.mark.parametrize("numbers", [[], [line(BOB, is_active=False)]])
async def test_a_line_that_is_deleted_or_switched_off_is_gone(
    shop: Shop, numbers: list[str]
) -> None:
    await shop.provision(line(BOB))
    await shop.answers(BOB, PASSWORD, 200)
    await shop.has({BOB: "online"})
    await shop.provision(*numbers)
    await shop.has({})
    assert await shop.phones.registers(BOB, PASSWORD) == 404


async def test_lines_come_back_when_asterisk_does(shop: Shop) -> None:
    await shop.provision(line(BOB), line(ANN, OTHER))
    await shop.answers(BOB, PASSWORD, 200)
    await shop.knows({ANN: False, BOB: True})
    await shop.asterisk.stop()
    await shop.asterisk.start_again()
    await shop.has({ANN: "offline", BOB: "online"})
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


async def test_calls_are_shared_by_weight(shop: Shop) -> None:
    main = await shop.exchange(HOST, refusal=BUSY)
    other = await shop.exchange(OTHER_HOST, refusal=BUSY)
    await shop.provision(
        trunks=trunk("main", HOST, main.port, weight=MOST)
        + trunk("other", OTHER_HOST, other.port)
    )
    await shop.calls_by(main=True, other=True)
    for _ in range(CALLS):
        await shop.call(CONTACT)
        await shop.server.shows()
    assert len(main.refused) + len(other.refused) == CALLS
    assert len(main.refused) > len(other.refused) > 0


async def test_calls_go_out_by_the_trunk_that_is_alive(
    shop: Shop, silence: int
) -> None:
    """The other has never answered, so Asterisk has nothing to tell of it."""
    alive = await shop.exchange(HOST, refusal=BUSY)
    await shop.provision(
        trunks=trunk("dead", SILENT_HOST, silence, weight=1000)
        + trunk("alive", HOST, alive.port)
    )
    await shop.calls_by(dead=False, alive=True)
    for _ in range(5):
        await shop.call(CONTACT)
        await shop.server.shows()
    assert len(alive.refused) == 5


@pytest.mark.parametrize("refusal", [503, 403])
async def test_a_trunk_that_refuses_is_followed_by_the_next(
    shop: Shop, refusal: int
) -> None:
    full = await shop.exchange(THIRD_HOST, refusal=refusal)
    free = await shop.carrier(HOST)
    await shop.provision(
        line(BOB),
        trunks=trunk("full", THIRD_HOST, full.port, weight=1000)
        + trunk("free", HOST, free.port, weight=0),
    )
    await shop.calls_by(full=True, free=True)
    await shop.answers(BOB, PASSWORD, 200)
    await shop.talk(BOB, PASSWORD)
    assert len(full.refused) == len(free.carried) == 1


async def test_a_busy_party_is_not_called_by_another_trunk(shop: Shop) -> None:
    main, spare = await shop.carrier(HOST), await shop.carrier(OTHER_HOST)
    await shop.provision(
        trunks=trunk("main", HOST, main.port)
        + trunk("spare", OTHER_HOST, spare.port, weight=0)
    )
    await shop.calls_by(main=True, spare=True)
    phone = await shop.phones.outside(CONTACT, refuse(BUSY))
    await shop.call(CONTACT)
    await phone.ended()
    await shop.server.shows()
    assert (len(main.carried), len(spare.carried)) == (1, 0)


async def test_a_trunk_registers_and_leaves(shop: Shop) -> None:
    exchange = await shop.exchange(HOST, password="carrier-word")
    account = {"user": '"bay"', "password": '"carrier-word"', "register": "true"}
    await shop.provision(trunks=trunk("main", HOST, exchange.port, **account))
    await exchange.has("bay")
    await shop.provision()
    await exchange.has()
