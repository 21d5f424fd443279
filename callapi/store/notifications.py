"""Notifications as they are configured, their secrets, how their targets do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import asyncpg
from asyncpg import Record

from callapi.store.pool import Connection, Database
from callapi.store.queries import load

Q = load(__file__)


class NameTaken(Exception):
    """Another notification of the account has it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a delivery is made of."""

    id: int
    account_id: int
    name: str
    event: str
    delay: int
    condition_groups: list[dict[str, Any]]
    method: str
    url: str
    host: str
    body_template: str | None
    home_country: str  # of the account
    rules: list[object] | None  # of its schedule; None: it is always sent


@dataclass(frozen=True, slots=True)
class Configured:
    """What an administrator says of a notification, but for its secret."""

    name: str
    event: str
    is_active: bool
    delay: int
    schedule_id: int | None
    condition_groups: list[dict[str, Any]]
    method: str
    url: str
    headers: dict[str, str]
    body_template: str | None


@dataclass(frozen=True, slots=True)
class Trouble:
    """`is_off`: with this failure the notification has been switched off."""

    account_id: int
    name: str
    failures: int
    is_off: bool


# --- for those who send


async def list_matching(
    db: Connection, accounts: Iterable[int], events: Iterable[str]
) -> list[Setting]:
    """The active ones; they stay as they are until the transaction ends."""
    rows = await db.fetch(Q["list_matching"], list(set(accounts)), list(set(events)))
    return [Setting(**row) for row in rows]


async def lock(db: Connection, setting_id: int) -> None:
    """So that what is next in a session is decided by one after another."""
    await db.execute(Q["lock"], setting_id)


async def note_success(db: Connection, setting_id: int) -> None:
    await db.execute(Q["note_success"], setting_id)


async def note_failure(db: Connection, setting_id: int, most: int) -> Trouble | None:
    """One more in a row; None: there is no such notification any more."""
    row: Record | None = await db.fetchrow(Q["note_failure"], setting_id, most)
    return None if row is None else Trouble(**row)


# --- for those who configure


async def count(db: Database, account_id: int) -> int:
    return int(await db.fetchval(Q["count"], account_id))


async def find(db: Database, account_id: int, setting_id: int) -> Configured | None:
    """Held until the transaction ends, where there is one."""
    row = await db.fetchrow(Q["find"], account_id, setting_id)
    return None if row is None else Configured(**row)


async def insert(db: Connection, account_id: int, it: Configured, host: str) -> int:
    try:
        return int(await db.fetchval(Q["insert"], account_id, *_columns(it, host)))
    except asyncpg.UniqueViolationError:
        raise NameTaken from None


async def update(
    db: Connection, account_id: int, setting_id: int, it: Configured, host: str
) -> None:
    try:
        await db.execute(Q["update"], account_id, setting_id, *_columns(it, host))
    except asyncpg.UniqueViolationError:
        raise NameTaken from None


async def delete(db: Connection, account_id: int, setting_id: int) -> None:
    await db.execute(Q["delete"], account_id, setting_id)


async def change_secret(
    db: Connection, setting_id: int, secret: str | None, now: float, overlap_s: float
) -> None:
    """The one before signs for a while beside it; without any nothing is signed."""
    if secret is None:
        await db.execute(Q["delete_secrets"], setting_id, None)
        return
    await db.execute(Q["delete_secrets"], setting_id, _time(now - overlap_s))
    await db.execute(Q["retire_secrets"], setting_id, _time(now))
    await db.execute(Q["insert_secret"], setting_id, secret)


async def list_secrets(db: Database, setting_id: int, since: float) -> list[str]:
    """Those that sign: the newest first, then what was retired since then."""
    rows = await db.fetch(Q["list_secrets"], setting_id, _time(since))
    return [row["secret"] for row in rows]


def _columns(it: Configured, host: str) -> tuple[object, ...]:
    return (
        *(it.name, it.event, it.is_active, it.delay, it.schedule_id),
        *(it.condition_groups, it.method, it.url, host, it.headers, it.body_template),
    )


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
