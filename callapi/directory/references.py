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
]


async def find_missing(
    db: Database, kind: Kind, account_id: int, ids: Iterable[int]
) -> int | None:
    """The first of them that the account has not.

    In a transaction the others stay there until its end.
    """
    wanted = list(ids)
    if not wanted:
        return None
    rows = await db.fetch(Q[kind], account_id, wanted)
    there = {row["id"] for row in rows}
    return next((it for it in wanted if it not in there), None)
