"""Groups, hours and contacts that a test adds to the account it calls with."""

import itertools
from typing import Any

from tests.api.world import World

NAMES = itertools.count(1)
ALWAYS: dict[str, Any] = {
    "activity_days": {"type": "days_of_week", "days": [0, 1, 2, 3, 4, 5, 6]}
}
NEVER: dict[str, Any] = {**ALWAYS, "activity_date_till": "2001-01-01"}


async def account_id(world: World) -> int:
    return await world.id_of("accounts", "Harbour Desk")


async def add_row(world: World, table: str, **columns: Any) -> int:
    names = ", ".join(columns)
    places = ", ".join(f"${place}" for place in range(1, len(columns) + 1))
    made: int = await world.pool.fetchval(
        f"insert into {table} ({names}) values ({places}) returning id",
        *columns.values(),
    )
    return made


async def add_schedule(world: World, *rules: dict[str, Any]) -> int:
    return await add_row(
        world,
        "schedules",
        account_id=await account_id(world),
        name=f"Hours {next(NAMES)}",
        rules=list(rules),
    )


async def add_group(world: World, *last_names: str, **more: Any) -> int:
    """A group of employees; all their numbers, in this order."""
    group_id = await add_row(
        world,
        "employee_groups",
        account_id=await account_id(world),
        name=f"Group {next(NAMES)}",
        **more,
    )
    places = itertools.count(1)
    for place, last_name in enumerate(last_names):
        employee_id = await world.id_of_employee(last_name)
        await world.pool.execute(
            "insert into employee_group_members values ($1, $2, $3)",
            *(group_id, employee_id, place),
        )
        for row in await world.pool.fetch(
            "select id from employee_numbers where employee_id = $1 order by priority",
            employee_id,
        ):
            await world.pool.execute(
                "insert into employee_group_numbers values ($1, $2, $3)",
                *(group_id, row["id"], next(places)),
            )
    return group_id


async def add_contact(world: World, number: str, **more: Any) -> int:
    account = await account_id(world)
    contact_id = await add_row(
        world, "contacts", account_id=account, last_name="Hall", **more
    )
    await world.pool.execute(
        "insert into contact_numbers values ($1, $2, $3)", contact_id, account, number
    )
    return contact_id


async def set_status(world: World, last_name: str, status: str) -> None:
    await world.pool.execute(
        "update employees set status = $2 where last_name = $1", last_name, status
    )
