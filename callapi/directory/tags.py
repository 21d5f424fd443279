"""Labels for calls."""

from collections.abc import Iterable
from dataclasses import dataclass

from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)


@dataclass(frozen=True, slots=True)
class Tag:
    id: int
    name: str


async def find_tag(db: Database, account_id: int, tag_id: int) -> Tag | None:
    found = await find_tags(db, account_id, [tag_id])
    return found.get(tag_id)


async def find_tags(
    db: Database, account_id: int, tag_ids: Iterable[int]
) -> dict[int, Tag]:
    """Those that exist, by id."""
    rows = await db.fetch(Q["find_tags"], account_id, list(tag_ids))
    return {row["id"]: Tag(row["id"], row["name"]) for row in rows}
