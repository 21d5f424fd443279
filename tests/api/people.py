"""Accounts made for one test: nothing of them has been seen by the server before."""

import itertools
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any

from tests.api.world import World
from tests.rows import insert
from tests.store.people import CHEAP, PASSWORD, add_key, moment

numbers = itertools.count(1)
COMPONENTS = ("basic", "management", "informer", "scenario")


@dataclass(frozen=True, slots=True)
class Caller:
    account_id: int
    user_id: int
    login: str
    key: str
    password: str = PASSWORD


async def new_caller(
    world: World,
    *,
    account: dict[str, Any] | None = None,
    user: dict[str, Any] | None = None,
    key: dict[str, Any] | None = None,
    components: tuple[str, ...] = COMPONENTS,
    networks: tuple[str, ...] = ("127.0.0.1",),
) -> Caller:
    """Somebody who may do everything, but for what is said."""
    number = next(numbers)
    db = world.pool
    account_id = await insert(db, "accounts", name=f"A{number}", **(account or {}))
    await db.executemany(
        "insert into account_components values ($1, $2)",
        [(account_id, component) for component in components],
    )
    for network in networks:
        await insert(
            db,
            "allowed_networks",
            account_id=account_id,
            network=ip_network(network),
        )
    rights = {"call_api_access": True, "key_access": True, **(user or {})}
    user_id = await insert(
        db,
        "users",
        account_id=account_id,
        login=f"user{number}",
        password_hash=CHEAP.hash(PASSWORD),
        **rights,
    )
    token = f"{number:a>40}".replace(" ", "0")
    token_id = await add_key(db, user_id, token)
    for column, value in (key or {}).items():
        change = f"update tokens set {column} = $1 where id = $2"
        value = moment(value) if column == "expires_at" else value
        await db.execute(change, value, token_id)
    return Caller(account_id, user_id, f"user{number}", token)
