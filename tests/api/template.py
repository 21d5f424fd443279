"""The accounts of world.toml in a database that those of all worlds are copied from."""

from pathlib import Path

from argon2 import PasswordHasher

from callapi.media.library import Library
from callapi.media.speech import Speech
from callapi.media.system import ensure_system_files
from callapi.provision.apply import provision
from callapi.store.pool import open_pool
from tests.api.world import Keys

TOML = Path(__file__).with_name("world.toml")
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

# Test databases tell of every step, so that a test can wait for one.
WATCH = """
create function tell_step() returns trigger language plpgsql as $$
begin perform pg_notify('step', new.id::text); return null; end $$;
create trigger tell after insert or update on call_sessions
    for each row execute function tell_step();
"""


async def make_template(url: str, data_dir: Path) -> Keys:
    """Fill a migrated database with the accounts of world.toml."""
    pool = await open_pool(url, 2)
    library = Library(data_dir / "media")
    speech = Speech(data_dir / "speech")
    await speech.start()
    try:
        await ensure_system_files(pool, library, speech)
        report = await provision(pool, TOML, library, CHEAP)
        await pool.execute(WATCH)
    finally:
        await speech.close()
        await pool.close()
    keys = {s.owner: s.value for s in report.secrets if s.kind == "key"}
    owners = ("dispatch tests", "foreign tests", "riga tests")
    admins = ("chief admin", "foreign chief admin")
    return Keys(*(keys[owner] for owner in (*owners, *admins)))
