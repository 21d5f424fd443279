"""Lines when something is wrong: a switch that refuses, a database that is away."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from callapi.metrics import Metrics
from callapi.simulator.server import Simulator
from callapi.store.pool import Pool
from callapi.switch.ari import Ari
from callapi.switch.lines import TRY_AGAIN_S, WRITE_AGAIN_S, Lines
from callapi.switch.trunks import Trunks
from tests.fakes import FakeClock, turn_loop
from tests.rows import add_account, add_employee, add_number, insert

ANN, BOB = "0486173", "0486174"
OBJECTS = "/asterisk/config/dynamic/res_pjsip"
PATIENCE_S = 30.0


class Kept:
    """Lines kept on a simulated switch, on a clock the test moves."""

    def __init__(self, simulator: Simulator, pool: Pool, clock: FakeClock) -> None:
        self.simulator = simulator
        self.pool = pool
        self.clock = clock
        self.metrics = Metrics()
        self.ari = Ari(simulator.url, "callapi", "sesame", "callapi", self.metrics)
        self.trunks = Trunks(Random(7), "PJSIP/{number}@trunk")
        self.lines = Lines("simulator", pool, self.ari, self.trunks, clock)
        self.tasks: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        await self.ari.open()
        connected = self.lines.connected
        listening = self.ari.listen(self.lines.take, connected, lambda: None)
        self.tasks = [
            asyncio.create_task(listening),
            asyncio.create_task(self.lines.run()),
        ]

    async def synced(self) -> None:
        async with asyncio.timeout(PATIENCE_S):
            await self.lines.synced.wait()

    @property
    def looks(self) -> float:
        """How often the switch was asked what it has."""
        sample = self.metrics.registry.get_sample_value
        return sample("callapi_ari_seconds_count", {"verb": "GET"}) or 0.0

    def has(self, name: str) -> bool:
        return ("endpoint", name) in self.simulator.network.configured

    async def comes_to_miss(self, name: str) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while self.has(name):
                await turn_loop()

    async def comes_to_have(self, name: str) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not self.has(name):
                await turn_loop()

    async def knows(self, *, ann: bool) -> None:
        """Whether Ann is registered comes to stand in the database."""
        query = f"select is_registered from sip_lines where number = '{ANN}'"
        async with asyncio.timeout(PATIENCE_S):
            while await self.pool.fetchval(query) is not ann:
                await turn_loop()

    async def trunks_are(self, **answers: bool) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while self.trunks.states() != answers:
                await turn_loop()

    async def sleeps(self, seconds: float) -> None:
        """It comes to wait for just so long."""
        due = self.clock.now() + seconds
        async with asyncio.timeout(PATIENCE_S):
            while due not in self.clock.due_times:
                await turn_loop()

    async def close(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.ari.close()


@pytest.fixture
async def kept(pool: Pool, clock: FakeClock, tmp_path: Path) -> AsyncIterator[Kept]:
    account = await add_account(pool)
    for name, number in (("Ann", ANN), ("Bob", BOB)):
        employee = await add_employee(pool, account, name)
        await add_number(pool, account, employee, number)
    async with Simulator(clock, password="sesame", spool=tmp_path) as simulator:
        kept = Kept(simulator, pool, clock)
        yield kept
        await kept.close()


async def test_a_line_that_is_refused_is_tried_again_later(kept: Kept) -> None:
    kept.simulator.refuse(f"{OBJECTS}/endpoint/{ANN}", 400, method="PUT", times=1)
    await kept.open()
    await kept.synced()
    assert (kept.has(ANN), kept.has(BOB)) == (False, True)
    await kept.clock.advance(WRITE_AGAIN_S)
    await kept.comes_to_have(ANN)


async def test_a_refused_trunk_does_not_keep_the_others_waiting(kept: Kept) -> None:
    for name in ("bad", "good"):
        await insert(kept.pool, "trunks", name=name, host="192.0.2.1")
    kept.simulator.refuse(f"{OBJECTS}/identify/trunk-bad", 400, method="PUT")
    await kept.open()
    await kept.synced()
    assert kept.has("trunk-good")
    assert not kept.has("trunk-bad")
    assert len(kept.trunks.ways("1")) == 2  # the switch passes the bad one over


async def test_a_line_is_written_anew_when_its_old_endpoint_is_gone(
    kept: Kept,
) -> None:
    """Earlier it would be lost: not listed, and nothing told of who registers."""
    await kept.open()
    await kept.synced()
    await kept.knows(ann=True)
    kept.simulator.phone(ANN).register(False)
    await kept.knows(ann=False)
    kept.simulator.delay_removals(1.0)
    await kept.pool.execute("update sip_lines set password = 'other'")
    kept.lines.changed()
    before = kept.looks
    async with asyncio.timeout(PATIENCE_S):
        while kept.looks < before + 4:
            await turn_loop()
    await kept.comes_to_miss(ANN)
    await kept.clock.advance(1.0)
    await kept.comes_to_have(ANN)
    assert kept.simulator.phone(ANN).register(password="other") == 200
    await kept.knows(ann=True)


def trunk_status(name: str, peer_status: str) -> dict[str, Any]:
    peer = {"peer_status": peer_status}
    endpoint = {"technology": "PJSIP", "resource": f"trunk-{name}"}
    return {"type": "PeerStatusChange", "endpoint": endpoint, "peer": peer}


async def test_a_new_trunk_that_never_answers_is_tried_last(kept: Kept) -> None:
    """Asterisk tells nothing of it."""
    await kept.open()
    await kept.synced()
    kept.simulator.network.silent_trunks.add("trunk-dead")
    await insert(kept.pool, "trunks", name="dead", host="192.0.2.1", weight=1000)
    await insert(kept.pool, "trunks", name="alive", host="192.0.2.2", weight=0)
    kept.lines.changed()
    await kept.trunks_are(dead=False, alive=True)
    assert kept.trunks.ways("1") == ["PJSIP/1@trunk-alive", "PJSIP/1@trunk-dead"]


async def test_a_trunk_that_is_written_anew_has_to_answer_again(kept: Kept) -> None:
    await insert(kept.pool, "trunks", name="main", host="192.0.2.1")
    await kept.open()
    await kept.synced()
    await kept.trunks_are(main=True)
    kept.simulator.network.silent_trunks.add("trunk-main")
    # Asterisk does not always tell of a trunk's end: without its aor, never
    del kept.simulator.network.configured["aor", "trunk-main"]
    await kept.pool.execute("update trunks set host = '192.0.2.2'")
    kept.lines.changed()
    await kept.trunks_are(main=False)


async def test_a_trunk_stays_known_while_another_changes(kept: Kept) -> None:
    await insert(kept.pool, "trunks", name="main", host="192.0.2.1")
    await kept.open()
    await kept.trunks_are(main=True)
    await insert(kept.pool, "trunks", name="other", host="192.0.2.2")
    kept.lines.changed()
    await kept.trunks_are(main=True, other=True)


async def test_what_is_heard_of_a_trunk_is_newer_than_a_look(kept: Kept) -> None:
    await insert(kept.pool, "trunks", name="main", host="192.0.2.1")
    kept.simulator.network.silent_trunks.add("trunk-main")
    await kept.open()
    await kept.synced()
    kept.simulator.delay(1.0)
    kept.lines.synced.clear()
    kept.lines.connected()
    for _ in ("event filter", "subscription", "endpoints", "their stamps"):
        await kept.sleeps(1.0)
        await kept.clock.advance(1.0)
    await kept.sleeps(1.0)  # asked again what there is
    kept.lines.take(trunk_status("main", "Reachable"))
    await kept.clock.advance(1.0)
    await kept.synced()
    assert kept.trunks.states() == {"main": True}


async def test_a_switch_that_cannot_be_read_is_asked_again(kept: Kept) -> None:
    kept.simulator.refuse("/endpoints", 503, times=1)
    await kept.open()
    await kept.sleeps(TRY_AGAIN_S)
    assert not kept.lines.synced.is_set()
    await kept.clock.advance(TRY_AGAIN_S)
    await kept.synced()
    assert kept.has(ANN)


async def test_a_database_that_is_away_is_asked_again(kept: Kept) -> None:
    await kept.pool.execute("alter table sip_lines rename to away")
    await kept.open()
    await kept.sleeps(TRY_AGAIN_S)
    await kept.pool.execute("alter table away rename to sip_lines")
    await kept.clock.advance(TRY_AGAIN_S)
    await kept.synced()
    assert kept.has(ANN)


async def test_a_registration_is_not_lost_with_the_database(kept: Kept) -> None:
    await kept.open()
    await kept.synced()
    await kept.pool.execute("alter table sip_line_switches rename to away")
    kept.simulator.phone(ANN).register(False)
    await kept.sleeps(TRY_AGAIN_S)
    await kept.pool.execute("alter table away rename to sip_line_switches")
    await kept.clock.advance(TRY_AGAIN_S)
    await kept.knows(ann=False)


async def test_what_the_switch_has_in_its_files_stays(kept: Kept) -> None:
    """An endpoint without our stamp is somebody else's."""
    key = ("endpoint", ANN)
    kept.simulator.network.configured[key] = {"context": "elsewhere"}
    await kept.open()
    await kept.synced()
    assert kept.simulator.network.configured[key] == {"context": "elsewhere"}
    assert kept.has(BOB)
    await kept.pool.execute("delete from sip_lines")
    kept.lines.changed()
    async with asyncio.timeout(PATIENCE_S):
        while kept.has(BOB):
            await turn_loop()
    assert kept.simulator.network.configured[key] == {"context": "elsewhere"}


async def test_an_entry_of_an_older_version_is_written_anew(kept: Kept) -> None:
    """Without its registration being lost: the password is the same."""
    await kept.open()
    await kept.synced()
    endpoint = kept.simulator.network.configured["endpoint", ANN]
    endpoint["callerid_tag"] = endpoint["callerid_tag"].replace("callapi-", "", 1)
    shape, secret = endpoint["callerid_tag"].split("-")
    endpoint["callerid_tag"] = f"callapi-{'0' * len(shape)}-{secret}"
    kept.simulator.drop_sockets()
    async with asyncio.timeout(PATIENCE_S):
        while shape not in str(
            kept.simulator.network.configured.get(("endpoint", ANN))
        ):
            await turn_loop()
    assert kept.simulator.phone(ANN).is_registered
