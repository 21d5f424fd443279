"""Provisioning of rights and limits: what the Data API knows besides."""

import pytest

from callapi.directory import limits
from callapi.provision import ProvisionError
from callapi.store import facts
from callapi.store.pool import Pool
from tests.store.provisioning import Provision

OFFICE = """
    [[accounts]]
    name = "Office"
    limits = { max_in_calls = 7, max_media_total_size = 5000000000 }

    [[accounts.employees]]
    last_name = "Smith"
    first_name = "Ann"
"""
USER = """
    [[accounts.users]]
    login = "desk"
    password = "a password"
    employee = "Smith Ann"
    permissions = { tag_management = ["select", "insert"], reports = [] }
"""
SECOND = """
    [[accounts.users]]
    login = "chair"
    password = "a password"
    employee = "Smith Ann"
"""


async def test_a_user_has_the_rights_of_the_file(
    written: Provision, pool: Pool
) -> None:
    first = await written(OFFICE + USER)
    assert "Office: added user desk" in map(str, first.changes)
    assert (await written(OFFICE + USER)).changes == []
    found = await facts.find_login(pool, "desk")
    assert found is not None
    assert found.user.permissions == {
        "tag_management": {"is_select", "is_insert"},
        "reports": frozenset(),
    }
    employee = await pool.fetchval(
        "select e.last_name from users u join employees e on e.id = u.employee_id"
    )
    assert employee == "Smith"
    less = USER.replace('["select", "insert"]', '["delete"]')
    report = await written(OFFICE + less)
    assert list(map(str, report.changes)) == ["Office: changed user desk"]
    found = await facts.find_login(pool, "desk")
    assert found is not None
    assert found.user.permissions["tag_management"] == {"is_delete"}


async def test_rights_that_are_left_out_are_left_alone(
    written: Provision, pool: Pool
) -> None:
    await written(OFFICE + USER)
    lines = [it for it in USER.splitlines() if "employee" not in it]
    silent = "\n".join(it for it in lines if "permissions" not in it)
    assert (await written(OFFICE + silent)).changes == []
    found = await facts.find_login(pool, "desk")
    assert found is not None
    assert "tag_management" in found.user.permissions


async def test_two_users_are_not_one_employee(written: Provision) -> None:
    with pytest.raises(ProvisionError, match=r"users\[1\].employee: Smith Ann is ano"):
        await written(OFFICE + USER + SECOND)
    unknown = USER.replace("Smith Ann", "Smith Bob")
    with pytest.raises(ProvisionError, match=r"users\[0\].employee: there is no"):
        await written(OFFICE + unknown)


async def test_limits_are_those_of_the_file(written: Provision, pool: Pool) -> None:
    await written(OFFICE)
    account_id = await pool.fetchval("select id from accounts")
    expected = {**limits.DEFAULTS, "max_in_calls": 7}
    expected["max_media_total_size"] = 5_000_000_000
    assert await limits.find(pool, account_id) == expected
    account = await facts.find_account(pool, account_id)
    assert account is not None
    assert (account.max_in_calls, account.max_out_calls) == (7, 50)
