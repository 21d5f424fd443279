"""The account's scenarios."""

from dataclasses import dataclass

from callapi.directory.scenario_document import ScenarioDocument
from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)


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
