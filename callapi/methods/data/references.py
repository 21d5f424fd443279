"""Ids in the params of the Data API: what they name has to be the account's."""

from collections.abc import Iterable, Sequence

from callapi.directory.references import Kind, find_missing
from callapi.domain.errors import ApiError, Mnemonic
from callapi.store.pool import Database


async def check_ids(
    db: Database,
    account_id: int,
    kind: Kind,
    field: str,
    ids: Iterable[int | None] | None,
) -> None:
    """None is no reference. Call it inside the transaction that stores the ids."""
    wanted = [it for it in ids or () if it is not None]
    missing = await find_missing(db, kind, account_id, wanted)
    if missing is not None:
        raise ApiError(Mnemonic.ENTITY_NOT_FOUND, field, missing)


async def check_own(db: Database, account_id: int, kind: Kind, id_: int) -> None:
    """The thing that a method is about."""
    await check_ids(db, account_id, kind, "id", [id_])


def check_unused(users: Sequence[dict[str, object]]) -> None:
    """What is referred to cannot be deleted."""
    if users:
        raise ApiError(Mnemonic.DEPENDENCY_ERROR, "id", used_by=list(users))
