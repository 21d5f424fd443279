"""Accounts as their administrators change them."""

from dataclasses import dataclass

import asyncpg

from callapi.domain.account import COMPONENT_NAMES, MNEMONICS
from callapi.store.pool import Connection, Database
from callapi.store.queries import load

Q = load(__file__)


class NameTaken(Exception):
    """Another account is called so."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What requests in general have no need of."""

    name: str
    state: str
    report_currency: str


async def find(db: Database, account_id: int) -> Stored:
    row = await db.fetchrow(Q["find"], account_id)
    assert row is not None  # of a user who has been let in
    return Stored(**row)


async def lock(db: Connection, account_id: int) -> None:
    """Until the end of the transaction nobody else changes what is counted."""
    await db.execute(Q["lock"], account_id)


async def update(
    db: Database,
    account_id: int,
    *,
    name: str | None,
    timezone: str | None,
    home_country: str | None,
    report_currency: str | None,
) -> None:
    """What is None stays as it is; raises NameTaken."""
    values = (name, timezone, home_country, report_currency)
    try:
        await db.execute(Q["update"], account_id, *values)
    except asyncpg.UniqueViolationError:
        raise NameTaken(name) from None


def component_names() -> tuple[list[str], list[str], list[str]]:
    """Of all components: how they are stored, mnemonics, titles."""
    return (
        [component.value for component in MNEMONICS],
        list(MNEMONICS.values()),
        [COMPONENT_NAMES[component] for component in MNEMONICS],
    )


async def enable_components(db: Database, account_id: int, names: list[str]) -> None:
    await db.execute(Q["enable_components"], account_id, names)


async def disable_components(db: Database, account_id: int, names: list[str]) -> None:
    await db.execute(Q["disable_components"], account_id, names)
