"""Virtual numbers, the rules that say what answers them, and their groups."""

from collections.abc import Iterator

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
RULES = Table(
    "processing rule",
    Q["list_rules"],
    Q["insert_rule"],
    Q["update_rule"],
    Q["delete_rule"],
    key_size=2,
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
            rows.append(Row(key, it.number, (it.number, it.name, it.is_active)))
        await make_equal(work, VIRTUAL_NUMBERS, rows)
    await remember_ids(work, VIRTUAL_NUMBERS)
    if account.virtual_numbers is not None:
        await make_equal(work, RULES, list(_rules(work, account.virtual_numbers)))


def _rules(work: Work, virtual_numbers: list[file.VirtualNumber]) -> Iterator[Row]:
    """In the order of the file; a number's `scenario` is its one rule."""
    for place, number in enumerate(virtual_numbers):
        for turn, rule in enumerate(number.all_rules):
            key = f"virtual_numbers[{place}]"
            if number.rules:
                key += f".rules[{turn}]"
            values = (
                work.ids[VIRTUAL_NUMBERS.kind][number.number],
                turn + 1,
                work.id_of("scenario", rule.scenario, f"{key}.scenario"),
                work.id_if("schedule", rule.schedule, f"{key}.schedule"),
                work.id_if("contact group", rule.contact_group, f"{key}.contact_group"),
                rule.is_active,
            )
            yield Row(key, f"{number.number} {turn + 1}", values)


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
