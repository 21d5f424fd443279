"""Which virtual number the contacts are shown whom a line calls.

Of a line of which the file says nothing, what the Data API has set stays.
"""

from callapi.provision import file
from callapi.provision.numbers import VIRTUAL_NUMBERS
from callapi.provision.people import all_numbers
from callapi.provision.work import Work
from callapi.store.queries import load

Q = load(__file__)


async def apply_caller_numbers(work: Work, account: file.Account) -> None:
    for place, number_place, _, line in all_numbers(account.employees or []):
        if line.virtual_number is None:
            continue
        key = f"employees[{place}].numbers[{number_place}].virtual_number"
        number_id = work.id_of(VIRTUAL_NUMBERS.kind, line.virtual_number, key)
        changed = await work.db.fetchval(
            Q["set_virtual_number"],
            *(work.account_id, line.number, number_id, line.number_rule),
        )
        if changed:
            work.note("changed", "SIP line", line.number)
