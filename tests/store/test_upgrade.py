"""From the first release's schema, with data in it, to this one: forward, and beside
servers of the version before.
"""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from callapi.domain.states import State
from callapi.embedded import Servers
from callapi.sessions.catch_up import Past
from callapi.store import sessions
from callapi.store.migrate import MIGRATIONS, migrate
from callapi.store.pool import Connection, Pool, connect, open_pool
from tests.conftest import Administrator, new_database
from tests.store.objections import LARGE, objections

FIRST = "0004_requests"  # the first schema that served calls
RELEASED = "0012_notification_schedules"  # what comes after it only adds
DATA = Path(__file__).with_name("first_release")
BODIES = (DATA / "sessions.jsonl").read_text(encoding="utf-8").splitlines()
ALL = sorted(path.stem for path in MIGRATIONS.glob("*.sql"))
SINCE = [name for name in ALL if name > RELEASED]
EXCUSED = {"0018_request_pages"}  # written before anybody had a log that is long

SESSION = """
insert into call_sessions (id, account_id, version, state, direction, source,
    virtual_number, contact, started_at, finished_at, finish_reason, body)
values ($1, 1, 4, $2, $3, 'callapi', '12025550100', $4, $5, $6, $7, $8)
"""
EVENTS = """
insert into events (account_id, session_id, seq, name, at, body)
select 1, id, n, 'talk_started', started_at, '{}'
from call_sessions cross join generate_series(1, 3) as n
"""
RECORDINGS = """
insert into recordings (account_id, session_id, name, duration_s)
select 1, id, 'talk-' || id, 12.5 from call_sessions
"""
KEYS = """
insert into idempotency_keys (account_id, key, method, params_hash, call_session_id,
    claimed_by, created_at)
select 1, 'order 17', 'start.simple_call', sha256('x'), min(id), gen_random_uuid(),
    now()
from call_sessions
"""
TABLES = """
select tablename from pg_tables where schemaname = 'public' order by 1
"""


def until(directory: Path, last: str) -> Path:
    """The migrations up to that one."""
    directory.mkdir(exist_ok=True)
    for name in ALL:
        if name <= last:
            shutil.copy(MIGRATIONS / f"{name}.sql", directory)
    return directory


async def fill(db: Connection) -> None:
    await db.execute((DATA / "data.sql").read_text(encoding="utf-8"))
    for body in BODIES:
        told = orjson.loads(body)
        await db.execute(
            SESSION,
            *(told["id"], told["state"], told["direction"], told["contact"]),
            *(moment(told["started_at"]), moment(told["finished_at"])),
            *(told["finish_reason"], body),
        )
    for statement in (EVENTS, RECORDINGS, KEYS):
        await db.execute(statement)


def moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


async def counts(db: Connection) -> dict[str, int]:
    names = [row["tablename"] for row in await db.fetch(TABLES)]
    return {it: await db.fetchval(f'select count(*) from "{it}"') for it in names}


@pytest.fixture
async def first(empty_database: str, tmp_path: Path) -> AsyncIterator[Connection]:
    """On a database with the first schema and one of everything in it."""
    await migrate(empty_database, until(tmp_path / "first", FIRST))
    db = await connect(empty_database)
    await fill(db)
    yield db
    await db.close()


@pytest.fixture
async def upgraded(first: Connection, empty_database: str) -> AsyncIterator[Pool]:
    await migrate(empty_database)
    pool = await open_pool(empty_database, 2)
    yield pool
    await pool.close()


async def test_nothing_is_lost_on_the_way(
    first: Connection, empty_database: str
) -> None:
    before = await counts(first)
    assert {name for name, n in before.items() if not n} == set()
    assert await migrate(empty_database) == [name for name in ALL if name > FIRST]
    after = await counts(first)
    assert {name: n for name, n in before.items() if after.get(name, -1) < n} == {}


async def test_what_moved_is_where_it_is_looked_for_now(upgraded: Pool) -> None:
    rules = await upgraded.fetch("select * from call_processing_rules")
    assert [(it["virtual_number_id"], it["scenario_id"]) for it in rules] == [(1, 1)]
    names = await upgraded.fetch("select last_name from contacts order by id")
    assert [it["last_name"] for it in names] == ["Grace Hall", "Otto"]
    blocked = await upgraded.fetchval(
        "select m.contact_id from contact_group_members m"
        " join contact_groups g on g.id = m.group_id where g.is_system"
    )
    assert blocked == 2
    directions = "select count(*) from direction_rules where account_id = 1"
    assert await upgraded.fetchval(directions) == 4
    assert await upgraded.fetchval("select max(told) from call_sessions") == 3
    positions = await upgraded.fetch("select position from events order by id")
    assert [it["position"] for it in positions] == list(range(1, len(positions) + 1))
    undated = "select count(*) from recordings where started_at is null"
    assert await upgraded.fetchval(undated) == 0


async def test_sessions_of_the_first_release_are_read(upgraded: Pool) -> None:
    running = await sessions.list_unfinished(upgraded)
    assert [it.state for it in running] == [State.HOLD, State.TALK, State.FORWARDING]
    assert {it.version for it in running} == {4}
    assert running[1].external_id == "order 17"
    await Past(upgraded).report(0.0)
    reported = await upgraded.fetchval("select session_id from call_reports")
    assert reported == orjson.loads(BODIES[-1])["id"]


async def test_an_old_step_can_be_followed_by_a_new_one(upgraded: Pool) -> None:
    session, *_ = await sessions.list_unfinished(upgraded)
    assert await sessions.save(upgraded, session, (), None)
    again = await sessions.find(upgraded, session.id)
    assert again is not None
    assert again.version == 5


async def release(first: Connection, url: str, tmp_path: Path) -> None:
    """The first release, with rows in all that grows."""
    await migrate(url, until(tmp_path / "released", RELEASED))
    await first.execute((DATA / "more.sql").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
async def released(
    servers: Servers,
    administrator: Administrator,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Connection]:
    """For many who change nothing in the end."""
    directory = tmp_path_factory.mktemp("released")
    async with new_database(servers, administrator) as url:
        await migrate(url, until(directory, FIRST))
        db = await connect(url)
        await fill(db)
        await release(db, url, directory)
        yield db
        await db.close()


async def test_each_migration_since_the_release_lets_others_work(
    first: Connection, empty_database: str, tmp_path: Path
) -> None:
    await release(first, empty_database, tmp_path)
    rows = await counts(first)
    assert {name for name in LARGE if not rows[name]} == set()
    for name in SINCE:
        sql = (MIGRATIONS / f"{name}.sql").read_text(encoding="utf-8")
        if name not in EXCUSED:
            assert await objections(first, name, sql) == [], name
        await migrate(empty_database, until(tmp_path / "released", name))


@pytest.mark.parametrize(
    ("sql", "objection"),
    [
        ("alter table events add column later text", None),
        ("alter table requests add column later int not null default 7", None),
        ("create table later (id int); create index on later (id)", None),
        ("drop index requests_account", None),
        (
            "alter table call_sessions add check (version >= 0) not valid",
            None,
        ),
        (
            "alter table events add column later uuid default gen_random_uuid()",
            "keeps others from events while its rows are read",
        ),
        (
            "create index on events (name)",
            "keeps others from events while its rows are read",
        ),
        (
            "create index on requests (outcome)",
            "keeps others from requests while its rows are read",
        ),
        ("-- blocks events: a second a million\ncreate index on events (name)", None),
        (
            "alter table call_sessions add check (version >= 0)",
            "keeps others from call_sessions while its rows are read",
        ),
        ("alter table tags drop column color", "takes tags.color away"),
        ("drop table talks", "takes talks.account_id away"),
        (
            "alter table tags alter column color type varchar(20)",
            "changes the type of tags.color",
        ),
        (
            "alter table tags add column later text;"
            " update tags set later = ''; alter table tags alter later set not null",
            "needs tags.later to be given",
        ),
    ],
)
async def test_what_would_keep_others_from_work_is_noticed(
    released: Connection, sql: str, objection: str | None
) -> None:
    found = await objections(released, "0099_later", sql)
    assert found[:1] == ([] if objection is None else [objection])


async def test_what_takes_away_has_to_be_named_for_it(released: Connection) -> None:
    sql = "alter table tags drop column color"
    assert await objections(released, "0099_contract_tags", sql) == []
