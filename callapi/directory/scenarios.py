"""The account's scenarios."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asyncpg import UniqueViolationError

from callapi.directory.scenario_document import ScenarioDocument
from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)


class NameTaken(Exception):
    """The account has a scenario of that name."""


@dataclass(frozen=True, slots=True)
class Scenario:
    id: int
    name: str
    document: ScenarioDocument
    operation_ids: dict[str, int]  # by key


async def find_scenario(
    db: Database, account_id: int, scenario_id: int
) -> Scenario | None:
    row = await db.fetchrow(Q["find_scenario"], account_id, scenario_id)
    if row is None:
        return None
    document = ScenarioDocument.model_validate(row["document"])
    return Scenario(row["id"], row["name"], document, row["operation_ids"])


@dataclass(frozen=True, slots=True)
class Stored:
    """As it was written, and not as it is run."""

    name: str
    document: Mapping[str, object]
    updated_at: datetime
    operation_ids: Mapping[str, int]  # by key


async def find_stored(db: Database, account_id: int, scenario_id: int) -> Stored | None:
    row = await db.fetchrow(Q["find_stored"], account_id, scenario_id)
    return None if row is None else Stored(**row)


async def has_name(db: Database, account_id: int, name: str) -> bool:
    return bool(await db.fetchval(Q["has_name"], account_id, name))


async def insert(
    db: Database, account_id: int, name: str, document: ScenarioDocument
) -> int:
    """Raises NameTaken."""
    stored = document.model_dump(mode="json")
    try:
        id_: int = await db.fetchval(Q["insert"], account_id, name, stored)
    except UniqueViolationError:
        raise NameTaken from None
    return id_


async def update(
    db: Database,
    account_id: int,
    scenario_id: int,
    name: str | None,
    document: ScenarioDocument | None,
) -> None:
    """What is None stays as it is; raises NameTaken."""
    stored = None if document is None else document.model_dump(mode="json")
    try:
        await db.execute(Q["update"], account_id, scenario_id, name, stored)
    except UniqueViolationError:
        raise NameTaken from None


async def delete(db: Database, account_id: int, scenario_id: int) -> None:
    await db.execute(Q["delete"], account_id, scenario_id)


async def list_users(
    db: Database, account_id: int, scenario_id: int
) -> list[dict[str, object]]:
    """What runs the scenario, as `params.used_by` tells it."""
    rows = await db.fetch(Q["list_users"], account_id, scenario_id)
    return [dict(row) for row in rows]
