"""`callapi number`, `callapi employee`: what is called, and who answers."""

import click

from callapi.administer.desk import Desk, at_desk
from callapi.client import UNSET, Unset, every
from callapi.client.data_api import OwnExtension
from callapi.client.errors import DuplicateEntity


@click.group("number")
def number() -> None:
    """Virtual numbers of the account."""


@number.command("add")
@click.argument("phone_number")
@click.option("--name", help="Shown to people.")
@click.option("--trunk", help="Name of the trunk it is reached by.")
@click.option("--location", help="Where it is at home.")
@at_desk
async def add_number(
    desk: Desk,
    phone_number: str,
    name: str | None,
    trunk: str | None,
    location: str | None,
) -> None:
    """Take PHONE_NUMBER, E.164 without plus, into the account.

    One that is not yet among the free numbers of the server is put there first.
    """
    api = desk.data_api
    try:
        await api.create_available_virtual_numbers(
            phone_number=phone_number,
            trunk=UNSET if trunk is None else trunk,
            location_name=UNSET if location is None else location,
        )
    except DuplicateEntity:
        if trunk is not None or location is not None:
            raise
    await api.enable_virtual_numbers(virtual_phone_number=phone_number)
    own = {"field": "virtual_phone_number", "operator": "=", "value": phone_number}
    (row,) = await api.get_virtual_numbers(filter=own)
    if name is not None:
        await api.update_virtual_numbers(id=row["id"], name=name)
    told = {"id": row["id"], "virtual_phone_number": phone_number, "name": name}
    desk.shown.one(told)


@number.command("list")
@at_desk
async def list_numbers(desk: Desk) -> None:
    """Show the numbers."""
    rows = [row async for row in every(desk.data_api.get_virtual_numbers)]
    columns = ("id", "virtual_phone_number", "name", "status", "comment")
    desk.shown.rows(rows, columns)


@click.group("employee")
def employee() -> None:
    """Employees, who take calls."""


@employee.command("add")
@click.argument("last_name")
@click.argument("first_name", required=False)
@click.option("--phone", "phones", multiple=True, help="In the order they are dialled.")
@click.option("--extension", help="The short number, 1 to 5 digits.")
@click.option("--email", help="Address of electronic mail.")
@at_desk
async def add_employee(
    desk: Desk,
    last_name: str,
    first_name: str | None,
    phones: tuple[str, ...],
    extension: str | None,
    email: str | None,
) -> None:
    """Make an employee."""
    short: OwnExtension | Unset = UNSET
    if extension is not None:
        short = {"extension_phone_number": extension}
    made = await desk.data_api.create_employees(
        last_name=last_name,
        first_name=UNSET if first_name is None else first_name,
        phone_numbers=[{"phone_number": it} for it in phones],
        extension=short,
        email=UNSET if email is None else email,
    )
    desk.shown.one({**made, "last_name": last_name, "first_name": first_name})


@employee.command("list")
@at_desk
async def list_employees(desk: Desk) -> None:
    """Show the employees."""
    rows = [row async for row in every(desk.data_api.get_employees)]
    told = [
        {
            **row,
            "phones": [it["phone_number"] for it in row["phone_numbers"] or ()],
            "extension": (row["extension"] or {}).get("extension_phone_number"),
        }
        for row in rows
    ]
    columns = ("id", "full_name", "extension", "phones", "status", "email")
    desk.shown.rows(told, columns)
