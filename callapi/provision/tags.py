"""Tags."""

from callapi.provision import file
from callapi.provision.table import Row, Table, make_equal, remember_ids
from callapi.provision.work import Work
from callapi.store.queries import load

Q = load(__file__)

TAGS = Table("tag", Q["list_tags"], Q["insert_tag"], Q["update_tag"], Q["delete_tag"])


async def apply_tags(work: Work, account: file.Account) -> None:
    if account.tags is not None:
        rows = [
            Row(f"tags[{place}]", it.name, (it.name, it.color))
            for place, it in enumerate(account.tags)
        ]
        await make_equal(work, TAGS, rows)
    await remember_ids(work, TAGS)
