"""`callapi user`, `callapi key`, `callapi ip`: who may call, and from where."""

import secrets
from pathlib import Path
from typing import Literal, get_args

import click

from callapi.administer.desk import Desk, at_desk
from callapi.administer.reach import ReachError
from callapi.client import UNSET, every
from callapi.client.data_api import Permission

Unit = Literal[
    "employees",
    "va",
    "number_management",
    "tag_management",
    "address_book",
    "calls_blocking",
    "account_access",
    "call_recordings",
    "reports",
    "notifications",
    "auto_calls",
    "api_settings",
]
Api = Literal["callapi", "dataapi"]


@click.group("user")
def user() -> None:
    """Users of the account."""


@user.command("add")
@click.argument("login")
@click.option("--name", help="Shown to people; unless said, the login.")
@click.option("--admin", is_flag=True, help="May do everything.")
@click.option("--component", "components", multiple=True, help="What he may use.")
@click.option(
    "--unit",
    "units",
    multiple=True,
    type=click.Choice(get_args(Unit)),
    help="What he may change.",
)
@click.option("--no-keys", is_flag=True, help="Keys of his do not work.")
@click.option(
    "--password-file",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="Its first line; - is standard input. Else one is made.",
)
@at_desk
async def add_user(
    desk: Desk,
    login: str,
    name: str | None,
    admin: bool,
    components: tuple[str, ...],
    units: tuple[Unit, ...],
    no_keys: bool,
    password_file: Path | None,
) -> None:
    """Make a user who logs in as LOGIN."""
    password = _password(password_file)
    made = await desk.data_api.create_users(
        login=login,
        password=password,
        name=name or login,
        type="admin" if admin else "user",
        components=[*components],
        permissions=[_all_of(it) for it in units],
        is_key_access_enabled=not no_keys,
    )
    row = {**made, "login": login}
    if password_file is None:
        row |= {"password": password}
    desk.shown.one(row, "" if password_file else "The password is shown this once.")


@user.command("list")
@at_desk
async def list_users(desk: Desk) -> None:
    """Show the users."""
    rows = [row async for row in every(desk.data_api.get_users)]
    desk.shown.rows(rows, ("id", "login", "name", "type", "is_active", "components"))


@click.group("key")
def key() -> None:
    """Access keys of users."""


@key.command("new")
@click.argument("login")
@click.argument("name")
@click.option("--until", help="YYYY-MM-DD hh:mm:ss, in the zone of the account.")
@at_desk
async def new_key(desk: Desk, login: str, name: str, until: str | None) -> None:
    """Make a key of the user LOGIN, and show it this once."""
    found = await desk.data_api.get_users(
        fields=["id"], filter={"field": "login", "operator": "=", "value": login}
    )
    if not found:
        raise ReachError(f"there is no user {login}")
    made = await desk.data_api.create_access_keys(
        user_id=found[0]["id"],
        name=name,
        type="permanent" if until is None else "temporary",
        expire_at=UNSET if until is None else until,
    )
    desk.shown.one(made, "The key is shown this once.")


@key.command("list")
@at_desk
async def list_keys(desk: Desk) -> None:
    """Show the keys, but not what they are."""
    rows = [row async for row in every(desk.data_api.get_access_keys)]
    columns = ("id", "user_login", "name", "status", "token_prefix", "expire_at")
    desk.shown.rows(rows, (*columns, "last_used_date_time", "last_used_ip"))


@click.group("ip")
def ip() -> None:
    """Networks the APIs may be called from."""


@ip.command("allow")
@click.argument("network")
@click.option(
    "--api",
    "apis",
    multiple=True,
    type=click.Choice(get_args(Api)),
    help="Unless said, both.",
)
@click.option("--comment", help="What it is.")
@at_desk
async def allow_network(
    desk: Desk, network: str, apis: tuple[Api, ...], comment: str | None
) -> None:
    """Let in an address or a NETWORK, as in 203.0.113.0/24."""
    made = await desk.data_api.create_ip_whitelist(
        network=network,
        apis=[*apis] if apis else UNSET,
        comment=UNSET if comment is None else comment,
    )
    desk.shown.one({**made, "network": network})


@ip.command("list")
@at_desk
async def list_networks(desk: Desk) -> None:
    """Show who is let in."""
    rows = [row async for row in every(desk.data_api.get_ip_whitelist)]
    desk.shown.rows(rows, ("id", "network", "apis", "comment", "creation_date_time"))


def _all_of(unit: Unit) -> Permission:
    return {
        "unit_id": unit,
        "is_select": True,
        "is_insert": True,
        "is_update": True,
        "is_delete": True,
    }


def _password(file: Path | None) -> str:
    if file is None:
        return secrets.token_urlsafe(18)
    with click.open_file(str(file), encoding="utf-8") as opened:
        password: str = opened.readline().rstrip("\r\n")
    if not password:
        raise ReachError(f"{file}: no password in its first line")
    return password
