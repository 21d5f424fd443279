"""Lines on a switch: written, changed and removed at run time, and who is registered.

One suite for the simulator and a real Asterisk.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from callapi.clock import SystemClock
from callapi.metrics import Metrics
from callapi.store.pool import Pool
from callapi.switch.ari import Ari
from callapi.switch.lines import Lines
from callapi.switch.trunks import Trunks
from tests.rows import add_account, add_employee, add_number
from tests.switch.places import Place, real, simulated
from tests.telephony import asterisk as telephony

pytestmark = pytest.mark.timeout(120)  # Asterisk may have to be installed first

ANN, BOB, CID = "0486173", "0486174", "0486175"
MANY = {"simulator": 100, "asterisk": 500}
MANY_WITHIN_S = 15.0  # 2 s with the machine to itself
PATIENCE_S = 30.0
ASK_AGAIN_S = 0.02


@pytest.fixture(scope="module")
async def running_asterisk(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[telephony.Asterisk]:
    """Of this file's own: it is restarted, and has no line but those written."""
    await telephony.install()
    server = await telephony.Asterisk.start(tmp_path_factory.mktemp("asterisk"), {})
    yield server
    await server.stop()


@pytest.fixture
async def simulator_place(tmp_path: Path) -> AsyncIterator[Place]:
    async with simulated(tmp_path, ANN, BOB, CID) as place:
        yield place


@pytest.fixture
async def asterisk_place(running_asterisk: telephony.Asterisk) -> AsyncIterator[Place]:
    async with real(running_asterisk) as place:
        yield place


@pytest.fixture(params=["simulator", "asterisk"])
def place(request: pytest.FixtureRequest) -> Place:
    place: Place = request.getfixturevalue(f"{request.param}_place")
    return place


@dataclass
class Office:
    """The database's lines, kept on a switch."""

    place: Place
    pool: Pool
    lines: Lines
    task: asyncio.Task[None]
    metrics: Metrics

    async def comes_true(self, fact: Callable[[], Awaitable[bool]]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not await fact():
                await self.moment()

    async def moment(self) -> None:
        """Until it is worth asking again; fails when nobody works on it any more."""
        ended, _ = await asyncio.wait([self.task], timeout=ASK_AGAIN_S)
        assert not ended

    async def answers(self, number: str, password: str, status: int) -> None:
        """A phone that registers comes to be answered so."""

        async def answered() -> bool:
            return await self.place.register(number, password) == status

        await self.comes_true(answered)

    async def knows(self, **registered: bool) -> None:
        """Whether Ann and Bob are registered comes to stand in the database."""

        async def known() -> bool:
            rows = await self.pool.fetch("select number, is_registered from sip_lines")
            states = {row["number"]: row["is_registered"] for row in rows}
            names = {"ann": ANN, "bob": BOB}
            return states == {names[name]: is_ for name, is_ in registered.items()}

        await self.comes_true(known)

    async def tell(self, change: str) -> None:
        """What PostgreSQL's notification does when the server runs."""
        await self.pool.execute(change)
        self.lines.changed()

    @property
    def writes(self) -> int:
        """How often the switch was asked to change something."""
        return sum(
            int(sample.value)
            for metric in self.metrics.registry.collect()
            for sample in metric.samples
            if sample.name == "callapi_ari_seconds_count"
            and sample.labels["verb"] in ("PUT", "DELETE")
        )


@asynccontextmanager
async def kept(place: Place, pool: Pool) -> AsyncIterator[Office]:
    metrics = Metrics()
    ari = Ari(place.url, "callapi", place.password, "callapi", metrics)
    trunks = Trunks(Random(7), "PJSIP/{number}@trunk")
    lines = Lines(place.name, pool, ari, trunks, SystemClock())
    await ari.open()
    listening = asyncio.create_task(
        ari.listen(lines.take, lines.connected, lambda: None)
    )
    running = asyncio.create_task(lines.run())
    try:
        async with asyncio.timeout(PATIENCE_S):
            await lines.synced.wait()
        yield Office(place, pool, lines, running, metrics)
    finally:
        for task in (listening, running):
            task.cancel()
        await asyncio.gather(listening, running, return_exceptions=True)
        await ari.close()


@pytest.fixture
async def staffed(pool: Pool) -> Pool:
    """Two employees with a line each."""
    account = await add_account(pool)
    for name, number in (("Ann", ANN), ("Bob", BOB)):
        employee = await add_employee(pool, account, name)
        await add_number(pool, account, employee, number)
    return pool


@pytest.fixture
async def office(place: Place, staffed: Pool) -> AsyncIterator[Office]:
    async with kept(place, staffed) as office:
        yield office


def set_password(password: str, number: str = ANN) -> str:
    return f"update sip_lines set password = '{password}' where number = '{number}'"


async def test_a_phone_registers_with_the_password_alone(office: Office) -> None:
    await office.knows(ann=False, bob=False)
    assert await office.place.register(ANN, "wrong") == 401
    assert await office.place.register(ANN, "secret") == 200
    await office.knows(ann=True, bob=False)
    await office.place.unregister(ANN, "secret")
    await office.knows(ann=False, bob=False)


async def test_a_line_made_at_run_time_can_be_used(office: Office) -> None:
    assert await office.place.register(CID, "secret") == 404
    account = await office.pool.fetchval("select id from accounts")
    employee = await add_employee(office.pool, account, "Cid")
    await add_number(office.pool, account, employee, CID)
    office.lines.changed()
    await office.answers(CID, "secret", 200)


async def test_a_new_password_drops_the_registration_by_the_old(
    office: Office,
) -> None:
    for number in (ANN, BOB):
        assert await office.place.register(number, "secret") == 200
    await office.knows(ann=True, bob=True)
    await office.tell(set_password("other"))
    await office.knows(ann=False, bob=True)
    assert await office.place.register(ANN, "secret") == 401
    await office.knows(ann=False, bob=True)
    assert await office.place.register(ANN, "other") == 200
    await office.knows(ann=True, bob=True)


@pytest.mark.parametrize(
    "change",
    [
        f"update sip_lines set is_active = false where number = '{ANN}'",
        f"update employee_numbers set is_active = false where number = '{ANN}'",
    ],
)
async def test_a_line_that_is_switched_off_cannot_register(
    office: Office, change: str
) -> None:
    assert await office.place.register(ANN, "secret") == 200
    await office.knows(ann=True, bob=False)
    await office.tell(change)
    await office.knows(ann=False, bob=False)
    await office.answers(ANN, "secret", 404)
    await office.tell(change.replace("false", "true"))
    await office.answers(ANN, "secret", 200)
    await office.knows(ann=True, bob=False)


async def test_a_line_that_is_deleted_cannot_register(office: Office) -> None:
    assert await office.place.register(ANN, "secret") == 200
    await office.knows(ann=True, bob=False)
    await office.tell(f"delete from sip_lines where number = '{ANN}'")
    await office.answers(ANN, "secret", 404)
    await office.knows(bob=False)


async def test_where_a_telephone_is_comes_to_be_known(office: Office) -> None:
    assert await office.place.register(ANN, "secret") == 200

    async def known() -> bool:
        rows = await office.pool.fetch(
            "select number, address from sip_line_switches where address is not null"
        )
        return [tuple(row) for row in rows] == [(ANN, "127.0.0.1")]

    await office.comes_true(known)


async def test_lines_whose_telephones_are_there(office: Office) -> None:
    async def has_ann_s() -> bool:
        return office.lines.registered == {ANN}

    assert await office.place.register(ANN, "secret") == 200
    await office.comes_true(has_ann_s)
    office.lines.connected()  # and has to look anew
    await office.comes_true(has_ann_s)
    office.lines.gone()
    assert office.lines.registered == set()


async def test_only_what_differs_is_written(office: Office) -> None:
    before = office.writes
    await office.tell(set_password("other", BOB))
    await office.answers(BOB, "other", 200)
    await office.knows(ann=False, bob=True)
    assert office.writes - before == 6  # one line's three objects, out and in


async def test_callapi_restarts_and_writes_nothing(place: Place, staffed: Pool) -> None:
    async with kept(place, staffed) as office:
        assert await place.register(ANN, "secret") == 200
        await office.knows(ann=True, bob=False)
    async with kept(place, staffed) as office:
        assert office.writes == 1  # which events it wants to hear
        await office.knows(ann=True, bob=False)
    await place.unregister(ANN, "secret")
    assert await place.register(BOB, "secret") == 200
    async with kept(place, staffed) as office:
        await office.knows(ann=False, bob=True)


async def test_what_changed_while_callapi_was_away_is_made_up_for(
    place: Place, staffed: Pool
) -> None:
    async with kept(place, staffed):
        for number in (ANN, BOB):
            assert await place.register(number, "secret") == 200
    await staffed.execute(set_password("other"))
    await staffed.execute(f"delete from sip_lines where number = '{BOB}'")
    async with kept(place, staffed) as office:
        await office.knows(ann=False)
        assert await place.register(ANN, "secret") == 401
        assert await place.register(BOB, "secret") == 404


async def test_lines_come_back_when_the_switch_does(office: Office) -> None:
    assert await office.place.register(ANN, "secret") == 200
    await office.knows(ann=True, bob=False)
    await office.place.stop()
    await office.place.start()
    await office.answers(BOB, "secret", 200)
    await office.knows(ann=True, bob=True)  # who has registered before stays so


async def test_a_registration_by_an_old_password_does_not_come_back(
    office: Office,
) -> None:
    for number in (ANN, BOB):
        assert await office.place.register(number, "secret") == 200
    await office.knows(ann=True, bob=True)
    await office.place.stop()
    await office.tell(set_password("other"))
    await office.place.start()
    await office.knows(ann=False, bob=True)
    await office.answers(ANN, "secret", 401)


async def test_nobody_is_registered_on_a_switch_that_is_gone(office: Office) -> None:
    assert await office.place.register(ANN, "secret") == 200
    await office.knows(ann=True, bob=False)
    office.lines.gone()
    await office.knows(ann=False, bob=False)


async def test_hundreds_of_lines_are_there_in_seconds(place: Place, pool: Pool) -> None:
    account = await add_account(pool)
    employee = await add_employee(pool, account, "Everybody")
    many = MANY[place.name]
    await pool.execute(
        "insert into sip_lines (number, account_id, employee_id, password)"
        " select '0' || 500000 + n, $1, $2, 'secret' || n"
        " from generate_series(1, $3::int) n",
        *(account, employee, many),
    )
    async with asyncio.timeout(MANY_WITHIN_S), kept(place, pool) as office:
        assert await place.register(f"0{500000 + many}", f"secret{many}") == 200
    async with asyncio.timeout(MANY_WITHIN_S), kept(place, pool) as office:
        assert office.writes == 1
    await pool.execute("delete from sip_lines")
    async with asyncio.timeout(MANY_WITHIN_S), kept(place, pool):
        assert await place.register("0500001", "secret1") == 404
