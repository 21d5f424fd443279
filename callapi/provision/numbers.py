"""Virtual numbers and their groups."""

from callapi.provision import file
from callapi.provision.table import Row, Table, make_equal, remember_ids
from callapi.provision.work import Work
from callapi.store.queries import load

Q = load(__file__)

VIRTUAL_NUMBERS = Table(
    "virtual number",
    Q["list_virtual_numbers"],
    Q["insert_virtual_number"],
    Q["update_virtual_number"],
    Q["delete_virtual_number"],
)
GROUPS = Table(
    "virtual number group",
    Q["list_groups"],
    Q["insert_group"],
    None,
    Q["delete_group"],
)
MEMBERS = Table(
    "member of a virtual number group",
    Q["list_members"],
    Q["insert_member"],
    None,
    Q["delete_member"],
    key_size=2,
)


async def apply_virtual_numbers(work: Work, account: file.Account) -> None:
    if account.virtual_numbers is not None:
        rows = []
        for place, it in enumerate(account.virtual_numbers):
            key = f"virtual_numbers[{place}]"
            scenario_id = None
            if it.scenario is not None:
                scenario_id = work.id_of("scenario", it.scenario, f"{key}.scenario")
            values = (it.number, it.name, scenario_id, it.is_active)
            rows.append(Row(key, it.number, values))
        await make_equal(work, VIRTUAL_NUMBERS, rows)
    await remember_ids(work, VIRTUAL_NUMBERS)


async def apply_number_groups(work: Work, account: file.Account) -> None:
    if account.virtual_number_groups is None:
        return
    groups = account.virtual_number_groups
    rows = [
        Row(f"virtual_number_groups[{place}]", it.name, (it.name,))
        for place, it in enumerate(groups)
    ]
    await make_equal(work, GROUPS, rows)
    await remember_ids(work, GROUPS)
    members = []
    for place, group in enumerate(groups):
        group_id = work.ids[GROUPS.kind][group.name]
        for member, number in enumerate(group.numbers):
            key = f"virtual_number_groups[{place}].numbers[{member}]"
            number_id = work.id_of(VIRTUAL_NUMBERS.kind, number, key)
            members.append(Row(key, f"{group.name} {number}", (group_id, number_id)))
    await make_equal(work, MEMBERS, members)
