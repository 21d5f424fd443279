"""Notifications as they are configured, and how their target is doing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from asyncpg import Record

from callapi.store.pool import Connection
from callapi.store.queries import load

Q = load(__file__)


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


@dataclass(frozen=True, slots=True)
class Trouble:
    """`is_off`: with this failure the notification has been switched off."""

    account_id: int
    name: str
    failures: int
    is_off: bool


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
