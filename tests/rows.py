"""Rows for tests of what reads them, without the way through provisioning."""

from typing import Any

from callapi.store.pool import Database


async def insert(db: Database, table: str, **columns: object) -> int:
    """One row; the id it got."""
    names = ", ".join(columns)
    places = ", ".join(f"${place}" for place in range(1, len(columns) + 1))
    row_id: Any = await db.fetchval(
        f"insert into {table} ({names}) values ({places}) returning id",
        *columns.values(),
    )
    return int(row_id)


async def add_account(db: Database, name: str = "Bay Repairs", **more: object) -> int:
    return await insert(db, "accounts", name=name, **more)


async def add_employee(
    db: Database, account_id: int, last_name: str, **more: object
) -> int:
    return await insert(
        db, "employees", account_id=account_id, last_name=last_name, **more
    )


async def add_number(
    db: Database, account_id: int, employee_id: int, number: str, **more: object
) -> int:
    """The next of the employee's numbers; a SIP line when it begins with 0."""
    kind = "sip" if number.startswith("0") else "pstn"
    priority = await db.fetchval(
        "select count(*) from employee_numbers where employee_id = $1", employee_id
    )
    if kind == "sip":
        await db.execute(
            "insert into sip_lines (number, account_id, employee_id, password)"
            " values ($1, $2, $3, 'secret')",
            *(number, account_id, employee_id),
        )
    owner = {"account_id": account_id, "employee_id": employee_id}
    columns = {"number": number, "kind": kind, "priority": priority}
    return await insert(db, "employee_numbers", **owner, **columns, **more)


async def add_virtual_number(
    db: Database, account_id: int, number: str, **more: object
) -> int:
    return await insert(
        db, "virtual_numbers", account_id=account_id, number=number, **more
    )


async def add_group(db: Database, account_id: int, name: str, *members: int) -> int:
    """A group of virtual numbers."""
    group_id = await insert(
        db, "virtual_number_groups", account_id=account_id, name=name
    )
    await db.executemany(
        "insert into virtual_number_group_members values ($1, $2)",
        [(group_id, member) for member in members],
    )
    return group_id
