"""What a scenario names is looked up at once, however much that is."""

from typing import Any

from callapi.directory.scenario_document import ScenarioDocument
from callapi.directory.scenario_problems import LARGEST_ID, find_problems
from callapi.store.pool import Pool
from tests.rows import add_account, insert

OPERATIONS, TAGS = 200, 50


async def test_each_kind_is_asked_for_once(pool: Pool) -> None:
    account_id = await add_account(pool)
    tags = [
        await insert(pool, "tags", account_id=account_id, name=str(n))
        for n in range(TAGS)
    ]
    operations: list[dict[str, Any]] = [
        {"key": f"k{n}", "type": "tag", "settings": {"tag_ids": tags}}
        for n in range(OPERATIONS)
    ]
    for tag in (LARGEST_ID, tags[-1] + 1):
        wrong = {"key": f"w{tag}", "type": "tag", "settings": {"tag_ids": [tag]}}
        operations[-1 if tag == LARGEST_ID else -2] = wrong
    document = ScenarioDocument.model_validate(
        {"start_operation_key": "k0", "operations": operations}
    )
    asked: list[str] = []
    async with pool.acquire() as db:
        with db.query_logger(lambda it: asked.append(it.query)):
            problems = await find_problems(db, account_id, document, 1000)
    assert [it.value for it in problems] == [str(tags[-1] + 1), str(LARGEST_ID)]
    assert sum("from tags" in it for it in asked) == 1  # others ask for types
