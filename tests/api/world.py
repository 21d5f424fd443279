"""A whole server on the simulated network, on a clock the test moves.

Nothing in it is a stand-in but the clock: real sockets, PostgreSQL, Valkey, speech.
Tests wait for what happens, never for time.
"""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import asyncpg
from pydantic import SecretStr

from callapi.app import Running, running
from callapi.config import Settings
from callapi.directory.scenario_document import ScenarioDocument
from callapi.domain.session import Session
from callapi.domain.states import State
from callapi.media.clip import Clip
from callapi.media.library import Library
from callapi.media.speech import Speech
from callapi.simulator.phones import Phone
from callapi.simulator.server import Simulator
from callapi.store import sessions
from callapi.store.pool import Pool, open_pool
from tests.api.desk import Desk
from tests.documents.promises import Promises, promises
from tests.fakes import FakeClock

PATIENCE_S = 30.0  # real time; only a broken test waits so long

MAKE_SCENARIO = """
with made as (
    insert into scenarios (account_id, name, document)
    select account_id, $2, $3 from virtual_numbers where number = $1
    returning id, account_id
), unruled as (
    delete from call_processing_rules r using virtual_numbers v
    where v.number = $1 and r.virtual_number_id = v.id
)
insert into call_processing_rules (account_id, virtual_number_id, scenario_id, priority)
select made.account_id, v.id, made.id, 1
from made, virtual_numbers v where v.number = $1
returning scenario_id
"""

CALL_API, DATA_API = "/v4.0", "/data/v2.0"
VIRTUAL = "12025550100"
PLAIN = "12025550104"  # its scenario calls Dana Reyes and does nothing else
SCRIPTED = "12025550105"  # its scenario is the one a test has made
CONTACT = "12025550111"  # answers at once
OPERATOR = "12025550177"
LINE = "0486173"  # Dana Reyes


@dataclass(slots=True)
class Keys:
    own: str
    foreign: str
    riga: str
    admin: str  # of the own account
    foreign_admin: str


@dataclass(frozen=True, slots=True)
class File:
    """A stored sound; it is heard as ("file", path)."""

    id: int
    path: str
    seconds: float

    @property
    def message(self) -> dict[str, str]:
        return {"type": "media", "value": str(self.id)}


@dataclass(slots=True)
class World:
    app: Running
    clock: FakeClock
    pool: Pool
    http: aiohttp.ClientSession
    keys: Keys
    simulator: Simulator
    data_dir: Path
    promises: dict[str, Promises] = field(default_factory=dict)  # by path
    desks: dict[str, Desk] = field(default_factory=dict)  # by key
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _moved: asyncio.Event = field(default_factory=asyncio.Event)

    # --- requests

    async def post(
        self, method: str, params: dict[str, Any], path: str = CALL_API, **headers: str
    ) -> dict[str, Any]:
        """The whole reply."""
        body = {
            "jsonrpc": "2.0",
            "id": f"req{next(self._ids)}",
            "method": method,
            "params": params,
        }
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.http.post(
            f"{self.app.url}{path}", json=body, headers=named
        ) as answer:
            assert answer.status == 200, await answer.text()
            reply: dict[str, Any] = await answer.json()
        assert reply["id"] == body["id"]
        await self._check(path, method, reply)
        return reply

    async def _check(self, path: str, method: str, reply: dict[str, Any]) -> None:
        if path not in self.promises:
            self.promises[path] = await promises(self.http, self.app.url + path)
        self.promises[path].check(method, reply)

    def desk(self, key: str | None = None) -> Desk:
        """A client with this key."""
        key = key or self.keys.own
        if key not in self.desks:
            self.desks[key] = Desk(self.app.url, key, self.http, self._check)
        return self.desks[key]

    async def ok(
        self, method: str, key: str | None = None, path: str = CALL_API, **params: Any
    ) -> Any:
        """`result.data` of a request that has to succeed, by our own client."""
        return (await self.desk(key).ask(path, method, params))["data"]

    async def fails(
        self, method: str, key: str | None = None, path: str = CALL_API, **params: Any
    ) -> dict[str, Any]:
        """`error` of a request that has to fail, `data` flattened into it."""
        token = {"access_token": key or self.keys.own}
        reply = await self.post(method, {**token, **params}, path)
        assert "error" in reply, reply
        error: dict[str, Any] = reply["error"]
        return {**error["data"], "code": error["code"], "message": error["message"]}

    async def data(self, method: str, key: str | None = None, **params: Any) -> Any:
        """As `ok`, an administrator's request to the Data API."""
        return await self.ok(method, key or self.keys.admin, DATA_API, **params)

    async def data_fails(
        self, method: str, key: str | None = None, **params: Any
    ) -> dict[str, Any]:
        return await self.fails(method, key or self.keys.admin, DATA_API, **params)

    async def calls(self, **params: Any) -> Any:
        return await self.ok("list.calls", **params)

    # --- calls

    def phone(self, number: str) -> Phone:
        return self.simulator.phone(number)

    def by_hand(self, *numbers: str) -> None:
        """These phones ring until the test says more."""
        for number in numbers:
            self.phone(number).behave("by_hand")

    async def session(self, session_id: int) -> Session:
        session = await sessions.find(self.pool, session_id)
        assert session is not None
        return session

    async def reaches(self, session_id: int, *states: State) -> Session:
        """Wait until the session is in one of `states`."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while True:
                    next_step = self._moved
                    session = await self.session(session_id)
                    if session.state in states:
                        return session
                    await next_step.wait()
        except TimeoutError:
            session = await self.session(session_id)
            wanted = ", ".join(states)
            raise AssertionError(f"{session.state}, not {wanted}: {session}") from None

    async def ends(self, session_id: int) -> str:
        """Wait until the session is over; its reason."""
        session = await self.reaches(session_id, State.ENDED)
        assert session.finish_reason is not None
        return session.finish_reason

    async def events(self, session_id: int) -> list[str]:
        """What was told of the session, in order."""
        rows = await self.pool.fetch(
            "select name from events where session_id = $1 order by seq", session_id
        )
        return [row["name"] for row in rows]

    async def quiet(self) -> None:
        """Wait until nothing moves but the clock.

        A call to a number that is nobody's is refused after all that was told before
        it; when no session has moved meanwhile, nothing is on its way.
        """
        steps = "select count(*) + coalesce(sum(version), 0) from call_sessions"
        before = None
        while (now := await self.pool.fetchval(steps)) != before:
            before = now
            await self.app.calls.idle()
            mark = await self.simulator.call("19995550100", "19995550101")
            await mark.ends()
            await self.app.calls.idle()

    async def pass_time(self, seconds: float) -> None:
        """Move the clock, letting everything happen that is due on the way."""
        end = self.clock.now() + seconds
        await self.quiet()
        while (due := self.clock.next_alarm) is not None and due <= end:
            await self.clock.advance(max(0.0, due - self.clock.now()))
            await self.quiet()
        await self.clock.advance(max(0.0, end - self.clock.now()))

    async def hears_out(self, number: str, sound: File | Clip) -> None:
        """The phone begins to hear the sound, and then it is over."""
        await self.phone(number).hears_source("file", sound.path)
        await self.pass_time(sound.seconds + 0.01)

    async def start(self, **params: Any) -> int:
        """A simple call; the parameters that are not given are usual ones."""
        usual = {
            "first_call": "operator",
            "virtual_phone_number": VIRTUAL,
            "contact": CONTACT,
            "operator": OPERATOR,
        }
        data = await self.ok("start.simple_call", **{**usual, **params})
        return int(data["call_session_id"])

    async def talk(self, **params: Any) -> int:
        """A simple call whose parties have answered and talk."""
        self.phone(params.get("operator", OPERATOR)).behave("answer")
        self.phone(params.get("contact", CONTACT)).behave("answer")
        session_id = await self.start(**params)
        await self.reaches(session_id, State.TALK)
        return session_id

    async def employee_talk(self, employee: str = "Reyes", **params: Any) -> int:
        """A talk between the contact and an employee at his first number."""
        employee_id = await self.id_of_employee(employee)
        number = await self.pool.fetchval(
            "select number from employee_numbers where employee_id = $1"
            " order by priority",
            employee_id,
        )
        self.phone(number).behave("answer")
        self.phone(params.get("contact", CONTACT)).behave("answer")
        usual = {
            "first_call": "employee",
            "virtual_phone_number": VIRTUAL,
            "contact": CONTACT,
            "employee": {"id": employee_id},
        }
        data = await self.ok("start.employee_call", **{**usual, **params})
        session_id = int(data["call_session_id"])
        await self.reaches(session_id, State.TALK)
        return session_id

    async def id_of(self, table: str, name: object, column: str = "name") -> int:
        """The id of a thing of world.toml."""
        found = await self.pool.fetchval(
            f"select id from {table} where {column} = $1 order by id", name
        )
        assert found is not None, f"no {name} in {table}"
        return int(found)

    # --- sounds

    async def file(self, name: str) -> File:
        """A file of the account, or of the system by its mnemonic."""
        row = await self.pool.fetchrow(
            "select id, duration_s from media_files where $1 in (name, mnemonic)"
            " order by id",
            name,
        )
        assert row is not None, f"no file {name}"
        clip = Library(self.data_dir / "media").clip(row["id"], row["duration_s"])
        return File(row["id"], clip.path, clip.seconds)

    async def music(self) -> File:
        """The waiting music of those who name none."""
        return await self.file("dialing_music")

    async def said(self, text: str) -> Clip:
        """A text that the server has spoken already."""
        return await Speech(self.data_dir / "speech").say(text)

    async def id_of_employee(self, last_name: str) -> int:
        return await self.id_of("employees", last_name, "last_name")

    # --- scenarios

    async def give_scenario(self, *operations: dict[str, Any]) -> int:
        """Make a scenario that begins with the first operation; SCRIPTED runs it."""
        document = ScenarioDocument.model_validate(
            {"start_operation_key": operations[0]["key"], "operations": operations}
        )
        scenario_id: Any = await self.pool.fetchval(
            MAKE_SCENARIO,
            SCRIPTED,
            f"Test {next(self._ids)}",
            document.model_dump(mode="json"),
        )
        return int(scenario_id)

    async def clear(self) -> None:
        """End every call; nothing may be left in the switch."""
        left = await sessions.list_unfinished(self.pool)
        await asyncio.gather(*(self._release(session) for session in left))
        await self.quiet()
        live = self.simulator.live()
        assert live.is_nothing, live
        for number, known in list(self.simulator.network.registrations.items()):
            if not known.is_there:  # the server has to hear that it is back
                self.phone(number).register()
        self.simulator.phones.by_number.clear()
        self.simulator.network.registrations.clear()

    async def _release(self, session: Session) -> None:
        await self.post(
            "release.call",
            {
                "access_token": await self._key_of(session),
                "call_session_id": session.id,
            },
        )
        await self.reaches(session.id, State.ENDED)

    async def _key_of(self, session: Session) -> str:
        name: Any = await self.pool.fetchval(
            "select name from accounts where id = $1", session.account_id
        )
        own = {"Foreign Office": self.keys.foreign, "Riga Desk": self.keys.riga}
        return own.get(name, self.keys.own)

    def moved(self, *_: object) -> None:
        """Wake all who wait for a step; they wait for the next one then."""
        self._moved.set()
        self._moved = asyncio.Event()


@asynccontextmanager
async def open_world(
    database_url: str, redis_url: str, data_dir: Path, keys: Keys, **settings: Any
) -> AsyncIterator[World]:
    """A server of its own on a database filled by `make_template`."""
    clock = FakeClock()
    chosen = Settings(
        **{
            "port": 0,
            "simulator_port": 0,
            "data_dir": data_dir,
            "database_url": SecretStr(database_url),
            "redis_url": SecretStr(redis_url),
            "database_pool_size": 5,
            "allow_private_targets": True,  # servers of the tests are on this machine
            "refusals_per_s": 0,  # the clock stands still, and so would who is slowed
            **settings,
        }
    )
    async with (
        running(chosen, clock) as app,
        await open_pool(database_url, 2) as pool,
        aiohttp.ClientSession() as http,
    ):
        assert app.simulator is not None
        world = World(app, clock, pool, http, keys, app.simulator, data_dir)
        watcher: Any = await asyncpg.connect(database_url)
        await watcher.add_listener("step", world.moved)
        try:
            yield world
        finally:
            await watcher.close()
