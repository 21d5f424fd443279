"""Trunks: in the order they were made, and only those in use."""

import asyncpg
import pytest

from callapi.store.pool import Pool
from callapi.store.trunks import Trunk, list_trunks
from tests.rows import insert


async def test_the_trunks_in_use_are_listed_the_oldest_first(pool: Pool) -> None:
    await insert(pool, "trunks", name="main", host="sip.example.com")
    await insert(pool, "trunks", name="old", host="192.0.2.2", is_active=False)
    account: dict[str, object] = {"login": "callapi", "password": "secret"}
    facts = {"name": "more", "host": "192.0.2.3", "codecs": ["g722"]}
    await insert(pool, "trunks", registers=True, **facts, **account)
    assert await list_trunks(pool) == [
        Trunk("main", "sip.example.com"),
        Trunk("more", "192.0.2.3", 5060, "callapi", "secret", True, ("g722",)),
    ]
    assert "secret" not in repr(await list_trunks(pool))


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "Main"},
        {"host": "a b"},
        {"port": 0},
        {"weight": -1},
        {"codecs": []},
        {"login": "callapi"},
        {"registers": True},
    ],
)
async def test_a_trunk_that_cannot_work_is_refused(
    pool: Pool, wrong: dict[str, object]
) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        await insert(pool, "trunks", **{"name": "main", "host": "192.0.2.1"} | wrong)
