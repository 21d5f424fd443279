"""The demo account: its credentials are made once, kept, and repaired when lost."""

import json
import os
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from callapi.access.tokens import digest_of
from callapi.demo import Demo, prepare_demo
from callapi.media.library import Library
from callapi.simulator.numbers import MAGIC_NUMBERS
from callapi.store.pool import Pool

PROVISIONING = Path(__file__).parents[2] / "config" / "demo.toml"
URL = "http://127.0.0.1:8080/v4.0"


async def prepare(pool: Pool, directory: Path) -> Demo:
    library = Library(directory / "media")
    return await prepare_demo(pool, PROVISIONING, directory, library, URL)


async def works(pool: Pool, demo: Demo) -> bool:
    """Whether key and password are the ones the database knows."""
    digests = await pool.fetch("select hash from tokens where kind = 'key'")
    stored = await pool.fetchval("select password_hash from users where login = 'demo'")
    is_right = PasswordHasher().verify(stored, demo.content["password"])
    return is_right and digest_of(demo.access_key) in [it["hash"] for it in digests]


async def test_the_file_tells_all_there_is_to_know(pool: Pool, tmp_path: Path) -> None:
    demo = await prepare(pool, tmp_path)
    content = json.loads((tmp_path / "demo.json").read_text())
    assert content == demo.content
    assert (content["url"], content["login"]) == (URL, "demo")
    assert len(content["access_key"]) == 40
    assert content["virtual_numbers"][0]["number"] == "12025550100"
    ann = content["employees"][0]
    assert (ann["name"], ann["numbers"]) == ("Smith Ann", ["0486173", "12025550151"])
    tags = {"Sale", "Not processed", "Complaint", "Call back"}
    assert {it["name"] for it in content["tags"]} == tags
    assert all(it["id"] for it in content["scenarios"] + content["media"])
    assert content["allow_list"] == ["127.0.0.0/8", "::1/128"]
    assert content["magic_numbers"]["busy"] == "12025550113"
    assert set(content["magic_numbers"]) == {it.name for it in MAGIC_NUMBERS}


async def test_nobody_else_may_read_the_file(pool: Pool, tmp_path: Path) -> None:
    await prepare(pool, tmp_path)
    assert [it for it in os.listdir(tmp_path) if "json" in it] == ["demo.json"]
    assert os.stat(tmp_path / "demo.json").st_mode & 0o777 == 0o600


async def test_a_second_start_reuses_the_credentials(
    pool: Pool, tmp_path: Path
) -> None:
    first = await prepare(pool, tmp_path)
    assert await works(pool, first)
    assert await prepare(pool, tmp_path) == first


@pytest.mark.parametrize("loss", ["gone", "empty", "broken", "no object"])
async def test_a_lost_file_gets_new_credentials(
    loss: str, pool: Pool, tmp_path: Path
) -> None:
    first = await prepare(pool, tmp_path)
    path = tmp_path / "demo.json"
    path.write_text({"empty": "{}", "broken": "{", "no object": "[]"}.get(loss, ""))
    if loss == "gone":
        path.unlink()
    second = await prepare(pool, tmp_path)
    assert second.access_key != first.access_key
    assert await works(pool, second)


async def test_a_blocked_or_foreign_key_is_replaced(pool: Pool, tmp_path: Path) -> None:
    first = await prepare(pool, tmp_path)
    path = tmp_path / "demo.json"
    path.write_text(json.dumps(first.content | {"access_key": "x" * 40}))
    second = await prepare(pool, tmp_path)
    assert second.content["password"] == first.content["password"]
    assert second.access_key not in ("x" * 40, first.access_key)
    assert await works(pool, second)


async def test_a_new_database_gets_a_new_file(pool: Pool, tmp_path: Path) -> None:
    stale = {"access_key": "x" * 40, "password": "stale", "tags": [{"id": 99}]}
    (tmp_path / "demo.json").write_text(json.dumps(stale))
    demo = await prepare(pool, tmp_path)
    assert await works(pool, demo)
    assert demo.content["tags"][0]["id"] != 99
