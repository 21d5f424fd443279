"""Employees, tags, the blacklist and the address book."""

import pytest

from callapi.directory import blacklist
from callapi.directory.contacts import add_to_group, find_name
from callapi.directory.employees import Employee, find_employee
from callapi.directory.scenarios import find_scenario
from callapi.directory.tags import Tag, find_tag, find_tags
from callapi.store.pool import Pool
from tests.rows import add_account, add_employee, insert


@pytest.fixture
async def account(pool: Pool) -> int:
    return await add_account(pool)


@pytest.fixture
async def other(pool: Pool) -> int:
    return await add_account(pool, "Others")


async def test_an_employee_is_found_in_his_account_only(
    pool: Pool, account: int, other: int
) -> None:
    coach = await add_employee(pool, account, "Stone")
    ann = await add_employee(
        pool,
        account,
        "Smith",
        first_name="Ann",
        coach_id=coach,
        extension="102",
        call_recording="all",
    )
    expected = Employee(ann, "Smith Ann", "102", coach, "all")
    assert await find_employee(pool, account, ann) == expected
    assert await find_employee(pool, other, ann) is None


async def test_tags_are_found_by_id(pool: Pool, account: int, other: int) -> None:
    sale = await insert(pool, "tags", account_id=account, name="Sold")
    lost = await insert(pool, "tags", account_id=account, name="Lost")
    foreign = await insert(pool, "tags", account_id=other, name="Sold")
    assert await find_tag(pool, account, sale) == Tag(sale, "Sold", False)
    assert await find_tag(pool, account, foreign) is None
    found = await find_tags(pool, account, [lost, sale, foreign, lost + 99])
    assert found == {sale: Tag(sale, "Sold", False), lost: Tag(lost, "Lost", False)}


async def test_a_number_is_blocked_once(pool: Pool, account: int, other: int) -> None:
    assert not await blacklist.contains(pool, account, "12025550143")
    assert await blacklist.add(pool, account, "12025550143", "Smith Ann")
    assert not await blacklist.add(pool, account, "12025550143", "Stone Bob")
    assert await blacklist.contains(pool, account, "12025550143")
    assert not await blacklist.contains(pool, other, "12025550143")


async def test_a_name_comes_from_the_address_book_of_the_account(
    pool: Pool, account: int, other: int
) -> None:
    contact = await insert(pool, "contacts", account_id=account, full_name="Ida Reed")
    await pool.execute(
        "insert into contact_numbers values ($1, $2, '12025550143')", contact, account
    )
    assert await find_name(pool, account, "12025550143") == "Ida Reed"
    assert await find_name(pool, account, "12025550144") is None
    assert await find_name(pool, other, "12025550143") is None


async def members(pool: Pool, group: int) -> list[str]:
    rows = await pool.fetch(
        "select c.full_name from contact_group_members m"
        " join contacts c on c.id = m.contact_id where m.group_id = $1 order by c.id",
        group,
    )
    return [row["full_name"] for row in rows]


async def test_a_new_number_joins_a_group_as_a_new_contact_once(
    pool: Pool, account: int
) -> None:
    group = await insert(pool, "contact_groups", account_id=account, name="Warm")
    assert await add_to_group(pool, account, group, "12025550143")
    assert await add_to_group(pool, account, group, "12025550143")
    assert await members(pool, group) == ["12025550143"]
    assert await find_name(pool, account, "12025550143") == "12025550143"


async def test_a_known_number_joins_a_group_as_its_contact(
    pool: Pool, account: int
) -> None:
    group = await insert(pool, "contact_groups", account_id=account, name="Warm")
    contact = await insert(pool, "contacts", account_id=account, full_name="Ida Reed")
    await pool.execute(
        "insert into contact_numbers values ($1, $2, '12025550143')", contact, account
    )
    assert await add_to_group(pool, account, group, "12025550143")
    assert await members(pool, group) == ["Ida Reed"]


async def test_a_group_of_another_account_takes_nobody(
    pool: Pool, account: int, other: int
) -> None:
    group = await insert(pool, "contact_groups", account_id=other, name="Warm")
    assert not await add_to_group(pool, account, group, "12025550143")
    assert await members(pool, group) == []
    assert await find_name(pool, account, "12025550143") is None


async def test_a_scenario_is_found_with_its_document(
    pool: Pool, account: int, other: int
) -> None:
    document = {
        "start_operation_key": "bye",
        "operations": [{"key": "bye", "type": "hangup"}],
    }
    row = {"account_id": account, "name": "Short", "document": document}
    scenario_id = await insert(pool, "scenarios", **row)
    found = await find_scenario(pool, account, scenario_id)
    assert found is not None
    assert (found.id, found.name) == (scenario_id, "Short")
    assert found.document.operation("bye").type == "hangup"
    assert await find_scenario(pool, other, scenario_id) is None
