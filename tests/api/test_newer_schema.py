"""A server goes on while a newer version adds to its tables, and after that."""

import shutil
from pathlib import Path

import pytest

from callapi.domain.account import Flag
from callapi.methods.data.catalogue import METHODS
from callapi.store.migrate import MIGRATIONS, migrate
from tests.api.world import DATA_API, World
from tests.data_cases import good_params
from tests.data_contract import methods

# Every table gets columns that nobody of this version knows.
EXPANSION = """
do $$
declare
    name text;
begin
    for name in
        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
            and c.relname <> 'schema_migrations'
    loop
        execute format('alter table %I add column later text,'
            ' add column is_later boolean not null default false', name);
    end loop;
end $$;
create table later (id int);
"""
LISTS = [it.name for it in METHODS if it.flag is Flag.SELECT and it.token_required]


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    directory = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, directory)
    (directory / "9999_later.sql").write_text(EXPANSION)
    return directory


async def outcomes(world: World) -> dict[str, str]:
    """Of all that only reads: success, or the error."""
    found = {}
    for name in LISTS:
        params = good_params(methods()[name].params)
        reply = await world.post(
            name, {"access_token": world.keys.admin, **params}, DATA_API
        )
        error = reply.get("error")
        found[name] = error["data"]["mnemonic"] if error else "success"
    return found


async def test_it_answers_and_calls_as_before(world: World, newer: Path) -> None:
    """On connections that have prepared their queries for the tables of before."""
    session_id = await world.talk()
    before = await outcomes(world)
    assert sum(it == "success" for it in before.values()) > 30
    assert await migrate(world.app.database_url, newer) == ["9999_later"]
    assert await outcomes(world) == before
    tag_id = await world.id_of("tags", "Hot lead")
    await world.ok("tag.call", call_session_id=session_id, tag_id=tag_id)
    saying = {"type": "tts", "value": "One moment please."}
    await world.ok("hold.call", call_session_id=session_id, contact_message=saying)
    await world.ok("unhold.call", call_session_id=session_id)
    await world.ok("release.call", call_session_id=session_id)
    assert await world.ends(session_id)
    other = await world.talk()
    await world.ok("release.call", call_session_id=other)
    assert await world.ends(other)
    made = await world.data("create.tags", name="After the change")
    await world.data("update.tags", id=made["id"], name="Long after")
    await world.data("delete.tags", id=made["id"])
    assert await migrate(world.app.database_url) == []  # a start of this version
