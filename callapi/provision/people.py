"""Employees, their numbers and SIP lines."""

import secrets
import string
from collections.abc import Iterator

from callapi.provision import file
from callapi.provision.report import Secret
from callapi.provision.table import Row, Table, make_equal, remember_ids, rows_of
from callapi.provision.work import Work
from callapi.store.queries import load

SIP_PASSWORD_LENGTH = 16
SIP_PASSWORD_ALPHABET = string.ascii_letters + string.digits

Q = load(__file__)

EMPLOYEES = Table(
    "employee",
    Q["list_employees"],
    Q["insert_employee"],
    Q["update_employee"],
    Q["delete_employee"],
    key_size=3,
)
NUMBERS = Table(
    "number",
    Q["list_numbers"],
    Q["insert_number"],
    Q["update_number"],
    Q["delete_number"],
    key_size=2,
)
SIP_LINES = Table(
    "SIP line",
    Q["list_sip_lines"],
    Q["insert_sip_line"],
    Q["update_sip_line"],
    Q["delete_sip_line"],
)


async def apply_employees(work: Work, account: file.Account) -> None:
    if account.employees is not None:
        await _free_extensions(work, account.employees)
        await make_equal(work, EMPLOYEES, list(_employees(work, account.employees)))
    await remember_ids(work, EMPLOYEES)
    if account.employees is not None:
        await _apply_coaches(work, account.employees)
        await _apply_sip_lines(work, account.employees)
        await make_equal(work, NUMBERS, list(_numbers(work, account)))


def _employees(work: Work, employees: list[file.Employee]) -> Iterator[Row]:
    for place, it in enumerate(employees):
        key = f"employees[{place}]"
        parts = (it.last_name, it.first_name, it.patronymic)
        hours = work.id_if("schedule", it.schedule, f"{key}.schedule")
        more = (it.email, it.extension, it.call_recording, hours)
        yield Row(key, it.full_name, (*parts, *more))


async def _free_extensions(work: Work, employees: list[file.Employee]) -> None:
    """Two who swap theirs would be in each other's way, one at a time."""
    wanted = {it.full_name: it.extension for it in employees}
    for there in await rows_of(work, EMPLOYEES):
        extension = there.values[4]
        if extension is not None and wanted.get(there.label) != extension:
            await work.db.execute(Q["free_extension"], there.id)


async def _apply_coaches(work: Work, employees: list[file.Employee]) -> None:
    for place, it in enumerate(employees):
        key = f"employees[{place}].coach"
        if it.coach == it.full_name:
            raise work.mistake(key, "nobody coaches himself")
        coach_id = None if it.coach is None else work.id_of("employee", it.coach, key)
        changed = await work.db.fetchval(
            Q["set_coach"], work.ids["employee"][it.full_name], coach_id
        )
        if changed:
            work.note("changed", "employee", it.full_name)


async def _apply_sip_lines(work: Work, employees: list[file.Employee]) -> None:
    known = {it.label: it.values[2] for it in await rows_of(work, SIP_LINES)}
    rows = []
    for place, number_place, owner, line in all_numbers(employees):
        if not line.is_sip:
            continue
        password = line.password or known.get(line.number)
        if password is None:
            password = new_sip_password()
            secret = Secret(work.account, "SIP password", line.number, password)
            work.report.secrets.append(secret)
        key = f"employees[{place}].numbers[{number_place}]"
        values = (line.number, work.ids["employee"][owner.full_name], password)
        rows.append(Row(key, line.number, values))
    await make_equal(work, SIP_LINES, rows)


def new_sip_password() -> str:
    return "".join(
        secrets.choice(SIP_PASSWORD_ALPHABET) for _ in range(SIP_PASSWORD_LENGTH)
    )


def _numbers(work: Work, account: file.Account) -> Iterator[Row]:
    own = {it.number for it in account.virtual_numbers or []}
    for place, priority, owner, it in all_numbers(account.employees or []):
        key = f"employees[{place}].numbers[{priority}]"
        if it.digits in own:
            raise work.mistake(key, "this is a virtual number of the account")
        values = (
            work.ids["employee"][owner.full_name],
            it.digits,
            it.tail,
            "sip" if it.is_sip else "pstn",
            priority,
            it.ring_s,
            it.is_active,
            it.channels_count,
        )
        yield Row(key, f"{owner.full_name} {it.number}", values)


def all_numbers(
    employees: list[file.Employee],
) -> Iterator[tuple[int, int, file.Employee, file.Number]]:
    for place, employee in enumerate(employees):
        for priority, number in enumerate(employee.numbers):
            yield place, priority, employee, number
