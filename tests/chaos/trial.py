"""One seed from its first call to the last: load and faults, then whatever settles."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from callapi.store.pool import Pool
from tests.chaos.faults import LOAD_S, Planned
from tests.chaos.journal import Journal
from tests.chaos.load import People
from tests.chaos.nodes import PLAIN, WORKERS
from tests.chaos.world import World

SETTLE_S = 60.0
LOOK_S = 0.3
UNFINISHED = "select id, account_id from call_sessions where finished_at is null"
WAITING = """
select (select count(*) from events where position is null)
    + (select count(*) from deliveries where finished_at is null)
"""
# What a dead process had begun, or a wrong clock has put off, is due at once.
DUE = "update deliveries set due_at = now() where due_at is not null"
IDS = {
    "tag": "select id from tags where name = 'Hot lead'",
    "employee": "select id from employees where last_name = 'Reyes'",
    "scenario": "select id from scenarios where name = 'Plain'",
}

Say = Callable[[str], None]


@dataclass(slots=True)
class Trial:
    world: World
    seed: int
    say: Say
    faults: Sequence[Planned]
    load_s: float = LOAD_S
    began_at: float = field(default_factory=time.monotonic)
    journal: Journal = field(init=False)
    people: People = field(init=False)

    @property
    def pool(self) -> Pool:
        return self.world.pool

    @property
    def foreign(self) -> str:
        return self.world.keys.foreign

    @property
    def names(self) -> list[str]:
        """Of all that should be alive."""
        crew = [f"crew-{n}" for n in range(1, WORKERS + 1)]
        return sorted([PLAIN, *crew])

    async def run(self) -> None:
        ids = {name: await self.pool.fetchval(query) for name, query in IDS.items()}
        self.journal = Journal(self.world)
        self.people = People(self.world, self.journal, self.seed, ids)
        living = asyncio.create_task(self.people.live())
        faults = [asyncio.create_task(self._break(it)) for it in self.faults]
        await asyncio.gather(*faults, asyncio.sleep(self.load_s))
        self.people.is_over = True
        await living

    async def settle(self) -> None:
        """Everything is whole again: calls are ended, and what is owed is sent."""
        chance, began = Random(self.seed), time.monotonic()
        while time.monotonic() - began < SETTLE_S:
            await self.people.hang_up()
            left = await self.pool.fetch(UNFINISHED)
            for row in left:
                await self.journal.ask(
                    chance, "release.call", call_session_id=row["id"]
                )
            await self.pool.execute(DUE)
            if not left and not await self.pool.fetchval(WAITING):
                return
            await asyncio.sleep(LOOK_S)

    async def _break(self, planned: Planned) -> None:
        await asyncio.sleep(planned.at_s)
        name = planned.fault.name
        self.say(f"  {planned.at_s:4.1f} s  {name}")
        await planned.fault.happen(self.world, planned.chance)
        whole_at = time.monotonic() - self.began_at
        self.say(f"  {whole_at:4.1f} s  ... is over: {name}")
