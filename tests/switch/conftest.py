"""The side a test runs on: the simulator, then a real Asterisk."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from callapi.clock import SystemClock
from callapi.simulator.server import Simulator
from tests.switch.sides import PASSWORD, RealSide, Side, SimulatedSide
from tests.telephony.asterisk import Asterisk, install
from tests.telephony.conftest import cleanly, open_phones
from tests.telephony.phones import Phones


@pytest.fixture(scope="package")
async def shared_asterisk(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Asterisk]:
    await install()
    asterisk = await Asterisk.start(tmp_path_factory.mktemp("asterisk"), {})
    yield asterisk
    await asterisk.stop()


@pytest.fixture(scope="package")
async def shared_phones(
    shared_asterisk: Asterisk, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Phones]:
    folder = tmp_path_factory.mktemp("phones")
    async with open_phones(shared_asterisk, folder) as phones:
        yield phones


@pytest.fixture
async def asterisk_side(
    shared_asterisk: Asterisk, shared_phones: Phones, tmp_path: Path
) -> AsyncIterator[Side]:
    await shared_phones.begin()
    async with cleanly(shared_asterisk):
        side = RealSide(shared_asterisk, shared_phones, tmp_path)
        async with side.listening():
            yield side


@pytest.fixture
async def simulator_side(tmp_path: Path) -> AsyncIterator[Side]:
    clock, spool = SystemClock(), tmp_path / "spool"
    async with Simulator(clock, password=PASSWORD, spool=spool) as simulator:
        async with SimulatedSide(simulator, tmp_path).listening() as side:
            yield side
        assert simulator.live().is_nothing


@pytest.fixture(params=["simulator", "asterisk"])
def side(request: pytest.FixtureRequest) -> Side:
    side: Side = request.getfixturevalue(f"{request.param}_side")
    return side
