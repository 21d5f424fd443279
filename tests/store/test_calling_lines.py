"""Lines that call: what forbids it, in the order that it is told."""

import pytest

from callapi.directory.calling_lines import CallingLine, find_line
from callapi.store.pool import Pool
from tests.rows import add_account, add_employee, add_number, add_virtual_number

LINE = "0486173"


@pytest.fixture
async def account(pool: Pool) -> int:
    """With a line that may call."""
    account_id = await add_account(pool)
    ann = await add_employee(pool, account_id, "Smith", first_name="Ann")
    await add_number(pool, account_id, ann, LINE)
    number = await add_virtual_number(pool, account_id, "12025550100")
    await pool.execute("update sip_lines set virtual_number_id = $1", number)
    return account_id


async def found(pool: Pool) -> CallingLine:
    line = await find_line(pool, LINE)
    assert line is not None
    return line


async def test_line_that_may_call(pool: Pool, account: int) -> None:
    line = await found(pool)
    assert (line.account_id, line.employee_name) == (account, "Smith Ann")
    assert (line.virtual_number, line.has_active_number) == ("12025550100", True)
    assert (line.why_not, line.why_not_external, line.why_not_internal) == ("", "", "")
    assert line.number_rule == "fixed"


async def test_line_that_is_not_there(pool: Pool, account: int) -> None:
    assert await find_line(pool, "0486174") is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("update sip_lines set virtual_number_id = null", "out_call_not_allowed"),
        ("update sip_lines set is_active = false", "employee_phone_inactive"),
        ("update employee_numbers set is_active = false", "employee_phone_inactive"),
        ("update sip_lines set billing_state = 'manual_lock'", "locked_phone"),
        ("delete from employee_numbers", ""),
    ],
)
async def test_line_that_may_not(
    pool: Pool, account: int, change: str, reason: str
) -> None:
    await pool.execute(change)
    assert (await found(pool)).why_not == reason
