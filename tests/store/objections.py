"""What speaks against a migration while servers of the version before are at work.

They must find all they know, and nobody may be kept from a table that grows with use
for longer than a moment: not while its rows are read, or written anew.
"""

from collections.abc import Mapping

import asyncpg

from callapi.store.migrate import TAKES_AWAY
from callapi.store.pool import Connection

# They have as many rows as there were calls, requests or events.
LARGE = frozenset(
    {
        *("requests", "call_sessions", "events", "deliveries", "recordings"),
        *("call_reports", "leg_reports", "tag_communications", "voicemails"),
        *("security_events", "idempotency_keys", "contacts", "contact_numbers"),
    }
)
# A line of a migration that says why somebody has to wait all the same.
EXCUSE = "-- blocks {}: "

COLUMNS = """
select table_name || '.' || column_name as name, data_type,
    is_nullable = 'NO' and column_default is null and is_identity = 'NO'
        and is_generated = 'NEVER' as is_needed
from information_schema.columns
where table_schema = 'public' and table_name <> 'schema_migrations'
"""
LOCKED = """
select distinct coalesce(pg_partition_root(c.oid), c.oid)::regclass::text as name
from pg_locks l join pg_class c on c.oid = l.relation
where l.pid = pg_backend_pid() and c.relkind in ('r', 'p')
    and l.mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock',
        'AccessExclusiveLock')
"""
ROWS_TOUCHED = """
select coalesce(pg_partition_root(relid), relid)::regclass::text as name,
    sum(seq_tup_read + idx_tup_fetch + n_tup_upd + n_tup_del)::bigint as rows
from pg_stat_xact_user_tables group by 1
"""


class Undone(Exception):
    """It was only a try."""


async def objections(db: Connection, name: str, sql: str) -> list[str]:
    """Tries it, and undoes it; all that grows must have rows."""
    found: list[str] = []
    try:
        async with db.transaction():
            columns, rows = await _columns(db), await _touched(db)
            await db.execute(sql)
            if TAKES_AWAY not in name:
                found += _missed(columns, await _columns(db))
            locked = {row["name"] for row in await db.fetch(LOCKED)}
            touched = await _touched(db)
            found += [
                f"keeps others from {table} while its rows are read"
                for table in sorted(locked & LARGE)
                if touched.get(table, 0) > rows.get(table, 0)
                and EXCUSE.format(table) not in sql
            ]
            raise Undone
    except Undone:
        return found


def _missed(
    before: Mapping[str, asyncpg.Record], after: Mapping[str, asyncpg.Record]
) -> list[str]:
    """By servers that know the columns of before."""
    tables = {name.partition(".")[0] for name in before}
    gone = [f"takes {name} away" for name in sorted(before.keys() - after.keys())]
    changed = [
        f"changes the type of {name}"
        for name in sorted(before.keys() & after.keys())
        if before[name]["data_type"] != after[name]["data_type"]
    ]
    needed = [
        f"needs {name} to be given"
        for name, column in sorted(after.items())
        if name.partition(".")[0] in tables and column["is_needed"]
        if name not in before or not before[name]["is_needed"]
    ]
    return [*gone, *changed, *needed]


async def _columns(db: Connection) -> dict[str, asyncpg.Record]:
    return {row["name"]: row for row in await db.fetch(COLUMNS)}


async def _touched(db: Connection) -> dict[str, int]:
    return {row["name"]: row["rows"] for row in await db.fetch(ROWS_TOUCHED)}
