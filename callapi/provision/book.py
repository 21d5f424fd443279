"""The blacklist and the address book.

Calls fill these too (`block.contact`, the talk option `save_numa`), so what is not in
the file stays.
"""

from callapi.provision import file
from callapi.provision.table import Row, Table, make_equal, remember_ids
from callapi.provision.work import Work
from callapi.store.queries import load

Q = load(__file__)

BLACKLIST = Table(
    "blocked number",
    Q["list_blocked"],
    Q["insert_blocked"],
    Q["update_blocked"],
    None,
)
GROUPS = Table(
    "contact group", Q["list_groups"], Q["insert_group"], None, Q["delete_group"]
)
CONTACTS = Table("contact", Q["list_contacts"], Q["insert_contact"], None, None)
NUMBERS = Table(
    "number of a contact",
    Q["list_numbers"],
    Q["insert_number"],
    None,
    None,
    key_size=2,
)
MEMBERS = Table(
    "member of a contact group",
    Q["list_members"],
    Q["insert_member"],
    None,
    None,
    key_size=2,
)


async def apply_blacklist(work: Work, account: file.Account) -> None:
    if account.blacklist is not None:
        rows = [
            Row(f"blacklist[{place}]", it.number, (it.number, it.comment))
            for place, it in enumerate(account.blacklist)
        ]
        await make_equal(work, BLACKLIST, rows)


async def apply_groups(work: Work, account: file.Account) -> None:
    if account.contact_groups is not None:
        rows = [
            Row(f"contact_groups[{place}]", it.name, (it.name,))
            for place, it in enumerate(account.contact_groups)
        ]
        await make_equal(work, GROUPS, rows)
    await remember_ids(work, GROUPS)


async def apply_contacts(work: Work, account: file.Account) -> None:
    if account.contacts is None:
        return
    places = [(f"contacts[{n}]", it) for n, it in enumerate(account.contacts)]
    rows = [Row(key, it.full_name, (it.full_name,)) for key, it in places]
    await make_equal(work, CONTACTS, rows)
    await remember_ids(work, CONTACTS)
    numbers, members = [], []
    for key, it in places:
        contact_id = work.ids["contact"][it.full_name]
        for n, number in enumerate(it.numbers):
            label, values = f"{it.full_name} {number}", (contact_id, number)
            numbers.append(Row(f"{key}.numbers[{n}]", label, values))
        for n, group in enumerate(it.groups):
            where = f"{key}.groups[{n}]"
            group_id = work.id_of("contact group", group, where)
            member = Row(where, f"{group} {it.full_name}", (group_id, contact_id))
            members.append(member)
    await make_equal(work, NUMBERS, numbers)
    await make_equal(work, MEMBERS, members)
