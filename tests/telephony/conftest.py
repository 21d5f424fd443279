"""One Asterisk, one callapi and their phones for all telephony tests of a run."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from callapi.embedded import Servers
from tests.conftest import TEMPLATE, Administrator, empty_redis, new_database
from tests.telephony import asterisk as real
from tests.telephony.carrier import Carrier
from tests.telephony.office import Office, open_office
from tests.telephony.phones import Phones

LINES = {"0486173": "line-one", "0486174": "line-two"}


@pytest.fixture(scope="session")
async def running_asterisk(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[real.Asterisk]:
    await real.install()
    server = await real.Asterisk.start(tmp_path_factory.mktemp("asterisk"), LINES)
    yield server
    await server.stop()


@pytest.fixture
async def asterisk(running_asterisk: real.Asterisk) -> AsyncIterator[real.Asterisk]:
    async with cleanly(running_asterisk):
        yield running_asterisk


@asynccontextmanager
async def cleanly(asterisk: real.Asterisk) -> AsyncIterator[None]:
    """Every test has to leave it so: with no channel, no bridge and no playback."""
    playbacks: set[str] = set()
    everything = {"app": "observer", "subscribeAll": "true"}
    async with (
        asterisk.ari() as ari,
        ari.ws_connect("events", params=everything) as events,
    ):
        observer = asyncio.create_task(real.collect_playbacks(events, playbacks))
        yield
        assert await asterisk.left_over(playbacks) == []
    await observer


@pytest.fixture(scope="session")
async def all_phones(
    running_asterisk: real.Asterisk, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Phones]:
    async with open_phones(
        running_asterisk, tmp_path_factory.mktemp("phones")
    ) as phones:
        yield phones


@asynccontextmanager
async def open_phones(asterisk: real.Asterisk, folder: Path) -> AsyncIterator[Phones]:
    carrier = await Carrier.open(asterisk.trunk_port, asterisk.sip_port)
    phones = Phones(carrier, asterisk.sip, folder)
    try:
        await phones.open()
        yield phones
    finally:
        await phones.close()


@pytest.fixture
async def phones(all_phones: Phones) -> Phones:
    await all_phones.begin()
    return all_phones


@pytest.fixture(scope="package")
async def open_all_day(
    servers: Servers,
    administrator: Administrator,
    running_asterisk: real.Asterisk,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    async with (
        office_database(servers, administrator) as url,
        open_office(
            folder,
            running_asterisk.settings
            | {"CALLAPI_DATABASE_URL": url, "CALLAPI_REDIS_URL": servers.redis_url},
        ) as office,
    ):
        yield office


@asynccontextmanager
async def office_database(
    servers: Servers, administrator: Administrator
) -> AsyncIterator[str]:
    """The URL of one that lives longer than a test; Redis is empty too."""
    await empty_redis(servers)
    async with new_database(servers, administrator, TEMPLATE) as url:
        yield url


@pytest.fixture
async def office(
    open_all_day: Office, asterisk: real.Asterisk, phones: Phones
) -> AsyncIterator[Office]:
    """As every test has to leave it: with no call."""
    yield open_all_day
    await open_all_day.leave()
