"""Provisioning of lines that call: the virtual number that contacts are shown."""

from callapi.store.pool import Pool
from tests.store.provisioning import Provision, told

ACCOUNT = """
    [[accounts]]
    name = "Office"
    virtual_numbers = [{ number = "12025550100" }]
"""
WITHOUT = ACCOUNT.replace('{ number = "12025550100" }', "")
ANN = """
    [[accounts.employees]]
    last_name = "Smith"
    numbers = ["0486173"]
"""
CALLS = ANN.replace(
    '"0486173"',
    '{ number = "0486173", virtual_number = "12025550100", number_rule = "random" }',
)
SHOWN = """
    select concat_ws(' ', v.number, l.number_rule) from sip_lines l
    left join virtual_numbers v on v.id = l.virtual_number_id
"""


async def test_line_is_given_a_number_to_call_with(
    written: Provision, pool: Pool
) -> None:
    await written(ACCOUNT + ANN)
    report = await written(ACCOUNT + CALLS)
    assert told(report) == ["Office: changed SIP line 0486173"]
    assert await pool.fetchval(SHOWN) == "12025550100 random"
    assert told(await written(ACCOUNT + CALLS)) == []


async def test_what_the_file_does_not_say_of_a_line_stays(
    written: Provision, pool: Pool
) -> None:
    await written(ACCOUNT + CALLS)
    assert told(await written(ACCOUNT + ANN)) == []
    assert await pool.fetchval(SHOWN) == "12025550100 random"


async def test_line_does_not_call_with_a_number_that_is_gone(
    written: Provision, pool: Pool
) -> None:
    await written(ACCOUNT + CALLS)
    report = await written(WITHOUT + ANN)
    assert told(report) == ["Office: removed virtual number 12025550100"]
    assert await pool.fetchval(SHOWN) == "random"
