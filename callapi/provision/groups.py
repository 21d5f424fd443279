"""Groups of employees; their numbers are dialled in the order of the members."""

from callapi.provision import file
from callapi.provision.table import Row, Table, make_equal, remember_ids
from callapi.provision.work import Work
from callapi.store.queries import load

Q = load(__file__)

GROUPS = Table(
    "employee group",
    Q["list_groups"],
    Q["insert_group"],
    Q["update_group"],
    Q["delete_group"],
)
MEMBERS = Table(
    "member of an employee group",
    Q["list_members"],
    Q["insert_member"],
    Q["update_member"],
    Q["delete_member"],
    key_size=2,
)


async def apply_employee_groups(work: Work, account: file.Account) -> None:
    if account.employee_groups is not None:
        await make_equal(work, GROUPS, _groups(work, account.employee_groups))
    await remember_ids(work, GROUPS)
    if account.employee_groups is not None:
        await make_equal(work, MEMBERS, _members(work, account.employee_groups))
        for group_id in work.ids[GROUPS.kind].values():
            await work.db.execute(Q["add_numbers"], group_id)


def _groups(work: Work, groups: list[file.EmployeeGroup]) -> list[Row]:
    rows = []
    for place, it in enumerate(groups):
        key = f"employee_groups[{place}]"
        hours = work.id_if("schedule", it.schedule, f"{key}.schedule")
        values = (it.name, it.extension, it.queue_enabled, it.channels_count, hours)
        rows.append(Row(key, it.name, values))
    return rows


def _members(work: Work, groups: list[file.EmployeeGroup]) -> list[Row]:
    rows = []
    for place, group in enumerate(groups):
        group_id = work.ids[GROUPS.kind][group.name]
        for n, name in enumerate(group.members):
            key = f"employee_groups[{place}].members[{n}]"
            employee_id = work.id_of("employee", name, key)
            rows.append(Row(key, f"{group.name} {name}", (group_id, employee_id, n)))
    return rows
