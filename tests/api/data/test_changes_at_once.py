"""Changes of one account that arrive together: none is lost, none fails for another."""

import asyncio
from typing import Any

import pytest

from callapi.directory.references import wait_turn
from tests.api.data.expect import where
from tests.api.data.test_access_keys import new_key
from tests.api.data.test_access_keys import row as key_row
from tests.api.data.test_users import new_user
from tests.api.world import DATA_API, PATIENCE_S, World

TIMES = 8


async def test_two_employees_that_coach_each_other(world: World) -> None:
    one, other = [
        (await world.data("create.employees", last_name=name))["id"]
        for name in ("One", "Other")
    ]
    await asyncio.gather(
        *(
            world.data(
                "update.employees",
                id=id_,
                coach={"coach_id": coach},
                extension={"extension_phone_number": f"{prefix}{n}"},
            )
            for n in range(TIMES)
            for id_, coach, prefix in ((one, other, 81), (other, one, 82))
        )
    )
    rows = await world.data("get.employees", filter=where("id", [one, other], "in"))
    assert [row["coach"]["coach_id"] for row in rows] == [other, one]


async def test_rules_of_a_number_stay_in_order(world: World) -> None:
    number = await world.id_of("virtual_numbers", "12025550101", "number")
    rule: dict[str, Any] = {
        "number_capacity_id": number,
        "scenario_id": await world.id_of("scenarios", "Plain"),
        "priority": 1,
    }
    made = await asyncio.gather(
        *(world.data("create.call_processing_rules", **rule) for _ in range(TIMES))
    )
    data = await world.data("getobj.call_processing_rules", number_capacity_id=number)
    assert [it["priority"] for it in data["scenarios"]] == list(range(1, TIMES + 1))
    await asyncio.gather(
        *(world.data("delete.call_processing_rules", **it) for it in made)
    )


async def test_an_extension_is_given_to_one_only(world: World) -> None:
    extension = {"extension_phone_number": "830"}
    replies = await asyncio.gather(
        *(
            world.post(
                "create.employees",
                {
                    "access_token": world.keys.admin,
                    "last_name": f"Eager {n}",
                    "extension": extension,
                },
                "/data/v2.0",
            )
            for n in range(TIMES)
        )
    )
    made = [it for it in replies if "result" in it]
    refused = {it["error"]["data"]["mnemonic"] for it in replies if "error" in it}
    assert (len(made), refused) == (1, {"already_in_use"})


WAITING = "select count(*) from pg_locks where locktype = 'advisory' and not granted"
USES = {
    "tags": (
        "insert into talk_options (account_id, button, mnemonic, name, value_id)"
        " values ($1, '9', 'tag_call', 'Late', $2)"
    ),
    "media_files": (
        "insert into scenarios (account_id, name, document) values ($1, 'Late',"
        " jsonb_build_object('start_operation_key', 'bye', 'operations',"
        " jsonb_build_array(jsonb_build_object('key', 'bye', 'type', 'hangup',"
        " 'settings', jsonb_build_object('message', jsonb_build_object("
        "'type', 'media', 'value', $2::bigint::text))))))"
    ),
}


@pytest.mark.parametrize("kind", USES)
async def test_what_is_just_being_used_is_not_deleted(world: World, kind: str) -> None:
    """Who deletes waits for who is about to name it, and then sees that."""
    account = await world.id_of("accounts", "Harbour Desk")
    columns = {"tags": "", "media_files": ", duration_s, size_bytes, checksum"}[kind]
    values = {"tags": "", "media_files": ", 1, 1, 'late'"}[kind]
    id_: Any = await world.pool.fetchval(
        f"insert into {kind} (account_id, name{columns}) values ($1, 'Late'{values})"
        " returning id",
        account,
    )
    async with world.pool.acquire() as db, db.transaction():
        await wait_turn(db, account)
        await db.execute(USES[kind], account, id_)
        deleting = asyncio.create_task(world.data_fails(f"delete.{kind}", id=id_))
        async with asyncio.timeout(PATIENCE_S):
            while not await db.fetchval(WAITING):
                assert not deleting.done(), deleting.result()
    assert (await deleting)["mnemonic"] == "dependency_error"


async def test_a_key_that_is_renamed_stays_blocked(world: World) -> None:
    key = await new_key(world)
    for n in range(TIMES):
        await world.data("update.access_keys", id=key["id"], status="active")
        await asyncio.gather(
            world.data("update.access_keys", id=key["id"], status="blocked"),
            *(
                world.data("update.access_keys", id=key["id"], name=f"{n} {i}")
                for i in range(TIMES)
            ),
        )
        assert (await key_row(world, key))["status"] == "blocked"


async def test_a_key_for_a_user_who_is_just_deleted(world: World) -> None:
    for n in range(TIMES):
        user = await new_user(world, is_key_access_enabled=True)
        new = {"user_id": user["id"], "name": str(n), "type": "permanent"}
        asked = [("create.access_keys", {**new, "name": str(i)}) for i in range(TIMES)]
        asked.insert(n, ("delete.users", {"id": user["id"]}))
        token = {"access_token": world.keys.admin}
        replies = await asyncio.gather(
            *(world.post(name, {**token, **it}, DATA_API) for name, it in asked)
        )
        errors = {it["error"]["data"]["mnemonic"] for it in replies if "error" in it}
        assert errors <= {"entity_not_found"}
