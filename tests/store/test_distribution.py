"""What the schema itself keeps true of groups, contacts, scenarios and talks."""

import asyncpg
import pytest

from callapi.store.pool import Pool
from tests.rows import add_account, add_employee, insert


async def test_employees_and_groups_share_extensions(pool: Pool) -> None:
    own, other = await add_account(pool), await add_account(pool, "Other")
    await add_employee(pool, own, "Reyes", extension="201")
    await insert(pool, "employee_groups", account_id=own, name="Sales", extension="77")
    await add_employee(pool, other, "Hall", extension="77")
    with pytest.raises(asyncpg.UniqueViolationError):
        await insert(pool, "employee_groups", account_id=own, name="B", extension="201")
    with pytest.raises(asyncpg.UniqueViolationError):
        await add_employee(pool, own, "Stone", extension="77")
    with pytest.raises(asyncpg.UniqueViolationError):
        await pool.execute("update employees set extension = '77' where id = 1")


async def test_full_name_of_a_contact_follows_its_parts(pool: Pool) -> None:
    account = await add_account(pool)
    named = "select array[full_name, last_name, first_name] from contacts where id = $1"
    contact = await insert(
        *(pool, "contacts"), account_id=account, last_name="Hall", first_name="Grace"
    )
    assert await pool.fetchval(named, contact) == ["Hall Grace", "Hall", "Grace"]
    await pool.execute("update contacts set patronymic = 'B' where id = $1", contact)
    assert (await pool.fetchval(named, contact))[0] == "Hall Grace B"
    await pool.execute(
        "update contacts set full_name = 'Ann Lee' where id = $1", contact
    )
    assert await pool.fetchval(named, contact) == ["Ann Lee", "Ann Lee", ""]


async def test_every_account_has_the_group_of_those_it_blocks(pool: Pool) -> None:
    account = await add_account(pool)
    groups = await pool.fetch("select name, is_system from contact_groups")
    assert [tuple(it) for it in groups] == [("Blacklist", True)]
    await pool.execute("delete from accounts where id = $1", account)


async def test_operation_keeps_its_id_while_its_key_stays(pool: Pool) -> None:
    account = await add_account(pool)

    def document(*keys: str) -> dict[str, object]:
        operations = [{"key": key, "type": "hangup"} for key in keys]
        return {"start_operation_key": keys[0], "operations": operations}

    async def ids() -> dict[str, int]:
        rows = await pool.fetch("select key, id from scenario_operations order by id")
        return {row["key"]: row["id"] for row in rows}

    scenario = await insert(
        *(pool, "scenarios"),
        account_id=account,
        name="A",
        document=document("one", "two"),
    )
    first = await ids()
    assert list(first) == ["one", "two"]
    change = "update scenarios set document = $2 where id = $1"
    await pool.execute(change, scenario, document("two", "three"))
    second = await ids()
    assert set(second) == {"two", "three"}
    assert second["two"] == first["two"]


async def test_statuses_are_those_of_the_specification(pool: Pool) -> None:
    rows = await pool.fetch(
        "select mnemonic from employee_statuses where is_select_allowed order by id"
    )
    assert [row["mnemonic"] for row in rows] == [
        *("available", "break", "do_not_disturb", "not_at_workplace", "not_at_work"),
    ]
    account = await add_account(pool)
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await add_employee(pool, account, "Reyes", status="asleep")
