"""The account's own numbers, and which of them a contact is shown (spec 3.0.4)."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from asyncpg import Record

from callapi.directory.phone_region import region
from callapi.store.pool import Database
from callapi.store.queries import load

Rule: TypeAlias = Literal[
    "fixed", "fixed_for_numa", "random", "regional_random", "regional_fixed_for_numa"
]
REGIONAL = frozenset({"regional_random", "regional_fixed_for_numa"})
REMEMBERED = frozenset({"fixed_for_numa", "regional_fixed_for_numa"})

Q = load(__file__)


@dataclass(frozen=True, slots=True)
class VirtualNumber:
    id: int
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Owned:
    id: int
    account_id: int
    is_active: bool


async def find_virtual_number(
    db: Database, account_id: int, number: str
) -> VirtualNumber | None:
    """An active virtual number of the account."""
    row = await db.fetchrow(Q["find_virtual_number"], account_id, number)
    return None if row is None else _virtual_number(row)


async def find_owner(db: Database, number: str) -> Owned | None:
    """Whose virtual number it is, active or not."""
    row = await db.fetchrow(Q["find_owner"], number)
    return None if row is None else Owned(**row)


async def is_own(db: Database, account_id: int, number: str) -> bool:
    """Whether it is a virtual number of the account, active or not."""
    return bool(await db.fetchval(Q["is_own"], account_id, number))


async def update(
    db: Database, account_id: int, number_id: int, changes: Mapping[str, object]
) -> bool:
    """Columns and their new values. False: there is no such number."""
    return bool(await db.fetchval(Q["update"], account_id, number_id, changes))


async def has_group(db: Database, account_id: int, group_id: int) -> bool:
    return bool(await db.fetchval(Q["has_group"], account_id, group_id))


async def choose(
    db: Database,
    account_id: int,
    rule: Rule,
    number: str | None,
    group_id: int | None,
    contact: str,
    chance: random.Random,
) -> VirtualNumber | None:
    """The number the contact is shown; `number` where the rule finds none."""
    if rule != "fixed":
        rows = await db.fetch(Q["find_pool"], account_id, group_id)
        fitting = [_virtual_number(row) for row in rows]
        if rule in REGIONAL:
            home = region(contact)
            fitting = [it for it in fitting if home and region(it.number) == home]
        if fitting:
            chosen = chance.choice(fitting)
            if rule not in REMEMBERED:
                return chosen
            return await _keep(db, account_id, rule, group_id, contact, chosen, fitting)
    return None if number is None else await find_virtual_number(db, account_id, number)


async def _keep(
    db: Database,
    account_id: int,
    rule: Rule,
    group_id: int | None,
    contact: str,
    chosen: VirtualNumber,
    fitting: list[VirtualNumber],
) -> VirtualNumber:
    """The one shown last time, as long as it still fits; else `chosen` from now on."""
    kept: int = await db.fetchval(
        Q["keep"],
        account_id,
        contact,
        rule,
        group_id or 0,
        chosen.id,
        [it.id for it in fitting],
    )
    return next(it for it in fitting if it.id == kept)


def _virtual_number(row: Record) -> VirtualNumber:
    return VirtualNumber(row["id"], row["number"], row["name"])
