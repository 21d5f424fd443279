"""Making the rows of one table equal to what a file says.

All tables are treated alike, by four queries of one shape: `list` ($1 account) gives
id, label and the columns; `insert` ($1 account, $2 ... columns) gives the id; `update`
($1 account, $2 id, $3 ... columns); `delete` ($1 account, $2 id).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg

from callapi.provision.work import Work


@dataclass(frozen=True, slots=True)
class Table:
    kind: str
    list: str
    insert: str
    update: str | None  # None: a row is its key, there is nothing more to it
    delete: str | None  # None: rows that are not in the file stay
    key_size: int = 1  # so many of the first columns tell rows apart
    ignores_case: bool = False

    def key_of(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        key = values[: self.key_size]
        return tuple(map(str.casefold, key)) if self.ignores_case else key


@dataclass(frozen=True, slots=True)
class Row:
    key: str  # where it stands in the file
    label: str  # how people name it
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Known:
    id: Any
    label: str
    values: tuple[Any, ...]


async def make_equal(work: Work, table: Table, rows: Sequence[Row]) -> None:
    known = {table.key_of(it.values): it for it in await rows_of(work, table)}
    wanted = _by_key(work, table, rows)
    for key, there in known.items():
        if table.delete is not None and key not in wanted:
            status = await work.db.execute(table.delete, work.account_id, there.id)
            if status != "DELETE 0":  # what belongs to the system stays
                work.note("removed", table.kind, there.label)
    for key, row in wanted.items():
        await _make_true(work, table, row, known.get(key))


async def rows_of(work: Work, table: Table) -> list[Known]:
    records = await work.db.fetch(table.list, work.account_id)
    return [Known(id_, label, tuple(rest)) for id_, label, *rest in records]


async def remember_ids(work: Work, table: Table) -> None:
    work.ids[table.kind] = {it.label: it.id for it in await rows_of(work, table)}


async def _make_true(work: Work, table: Table, row: Row, there: Known | None) -> None:
    try:
        if there is None:
            await work.db.fetchval(table.insert, work.account_id, *row.values)
            work.note("added", table.kind, row.label)
        elif there.values != row.values and table.update is not None:
            await work.db.execute(table.update, work.account_id, there.id, *row.values)
            work.note("changed", table.kind, row.label)
    except asyncpg.UniqueViolationError:
        raise work.mistake(row.key, f"{row.label} is taken by another") from None


def _by_key(
    work: Work, table: Table, rows: Sequence[Row]
) -> dict[tuple[Any, ...], Row]:
    wanted: dict[tuple[Any, ...], Row] = {}
    labels: dict[str, Row] = {}
    for row in rows:
        key = table.key_of(row.values)
        first = wanted.get(key) or labels.get(row.label)
        if first is not None:
            reason = f"{table.kind} {row.label} stands at {first.key} already"
            raise work.mistake(row.key, reason)
        wanted[key] = labels[row.label] = row
    return wanted
