"""Working hours."""

from callapi.provision import file
from callapi.provision.table import Row, Table, make_equal, remember_ids
from callapi.provision.work import Work
from callapi.store.queries import load

Q = load(__file__)

SCHEDULES = Table(
    "schedule",
    Q["list_schedules"],
    Q["insert_schedule"],
    Q["update_schedule"],
    Q["delete_schedule"],
)


async def apply_schedules(work: Work, account: file.Account) -> None:
    if account.schedules is not None:
        rows = [
            Row(
                f"schedules[{place}]",
                it.name,
                (it.name, [rule.model_dump(mode="json") for rule in it.rules]),
            )
            for place, it in enumerate(account.schedules)
        ]
        await make_equal(work, SCHEDULES, rows)
    await remember_ids(work, SCHEDULES)
