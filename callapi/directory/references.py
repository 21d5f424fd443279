"""Whether ids are of things the account has."""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)
Kind: TypeAlias = Literal[
    "employees",
    "employee_groups",
    "schedules",
    "scenarios",
    "contacts",
    "contact_groups",
    "contact_organizations",
    "virtual_numbers",
    "employee_numbers",
    "tags",
    "media_files",
]


async def find_missing(
    db: Database, kind: Kind, account_id: int, ids: Iterable[int]
) -> int | None:
    """The first of them that the account has not.

    In a transaction the others stay there until its end.
    """
    wanted = list(ids)
    missing = await list_missing(db, kind, account_id, wanted)
    return next((it for it in wanted if it in missing), None)


async def list_missing(
    db: Database, kind: Kind, account_id: int, ids: Iterable[int]
) -> set[int]:
    """All of them that the account has not; as `find_missing`."""
    wanted = set(ids)
    if not wanted:
        return wanted
    rows = await db.fetch(Q[kind], account_id, list(wanted))
    return wanted - {row["id"] for row in rows}


async def wait_turn(db: Database, account_id: int) -> None:
    """Until the transaction ends nobody else changes what the account has.

    So what one change has checked, another cannot undo before it is stored, and two
    that name each other's things do not wait for each other for ever.
    """
    await db.execute(Q["wait_turn"], account_id)
