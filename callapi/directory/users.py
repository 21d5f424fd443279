"""Users of an account as its administrators change them."""

from collections.abc import Mapping
from dataclasses import dataclass

import asyncpg

from callapi.directory import accounts
from callapi.domain.account import MNEMONICS, Flag, Unit
from callapi.store.pool import Connection, Pool
from callapi.store.queries import load

Q = load(__file__)

Permissions = Mapping[str, frozenset[Flag]]  # by unit


class LoginTaken(Exception):
    """Somebody on this server has the login."""


class EmployeeUnknown(Exception):
    """The account has no such employee."""


class EmployeeTaken(Exception):
    """Another user is that employee."""


class LastAdmin(Exception):
    """Without this user nobody could administer the account."""


@dataclass(frozen=True, slots=True)
class Found:
    login: str
    key_access: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """What is None stays as it is, or is left at its default."""

    login: str | None = None
    name: str | None = None
    is_admin: bool | None = None
    is_active: bool | None = None
    components: list[str] | None = None
    call_api_access: bool | None = None
    key_access: bool | None = None
    password_hash: str | None = None
    permissions: Permissions | None = None
    # these may be None themselves
    sets_description: bool = False
    description: str | None = None
    sets_employee: bool = False
    employee_id: int | None = None


def listing_arguments() -> tuple[list[str], list[str], list[str]]:
    """Components as stored, their mnemonics, and all units."""
    stored = [component.value for component in MNEMONICS]
    return stored, list(MNEMONICS.values()), [unit.value for unit in Unit]


async def find(db: Pool | Connection, account_id: int, user_id: int) -> Found | None:
    row = await db.fetchrow(Q["find"], account_id, user_id)
    return None if row is None else Found(**row)


async def insert(pool: Pool, account_id: int, new: Changes) -> int:
    """Raises LoginTaken, EmployeeUnknown, EmployeeTaken."""
    async with pool.acquire() as db, db.transaction():
        await _check_employee(db, account_id, new)
        try:
            id_: int = await db.fetchval(
                *(Q["insert"], account_id, new.login, new.name, new.description),
                *(bool(new.is_admin), new.is_active is not False, new.employee_id),
                *(new.components or [], bool(new.call_api_access)),
                *(bool(new.key_access), new.password_hash),
            )
        except asyncpg.UniqueViolationError as error:
            raise _taken(error) from None
        await _keep_permissions(db, account_id, id_, new.permissions or {})
        return id_


async def update(pool: Pool, account_id: int, user_id: int, new: Changes) -> bool:
    """False: no such user. Raises what `insert` raises, and LastAdmin."""
    async with pool.acquire() as db, db.transaction():
        await accounts.lock(db, account_id)
        if not await db.fetchval(Q["exists"], account_id, user_id):
            return False
        await _check_employee(db, account_id, new)
        try:
            await db.execute(
                *(Q["update"], account_id, user_id, new.login, new.name),
                *(new.is_admin, new.is_active),
                *(new.sets_description, new.sets_employee),
                *(new.description, new.employee_id, new.components),
                *(new.call_api_access, new.key_access, new.password_hash),
            )
        except asyncpg.UniqueViolationError as error:
            raise _taken(error) from None
        if new.permissions is not None:
            await db.execute(Q["delete_permissions"], user_id)
            await _keep_permissions(db, account_id, user_id, new.permissions)
        if new.password_hash is not None:  # who knew the old one only is out
            await db.execute(Q["delete_sessions"], user_id)
        await _check_admins(db, account_id)
        return True


async def delete(pool: Pool, account_id: int, user_id: int) -> bool:
    """With sessions and keys. False: no such user; raises LastAdmin."""
    async with pool.acquire() as db, db.transaction():
        await accounts.lock(db, account_id)
        if not await db.fetchval(Q["exists"], account_id, user_id):
            return False
        await db.execute(Q["delete"], account_id, user_id)
        await _check_admins(db, account_id)
        return True


async def _check_employee(db: Connection, account_id: int, new: Changes) -> None:
    employee_id = new.employee_id
    if employee_id is None:
        return
    if not await db.fetchval(Q["has_employee"], account_id, employee_id):
        raise EmployeeUnknown(employee_id)


async def _check_admins(db: Connection, account_id: int) -> None:
    if not await db.fetchval(Q["has_active_admin"], account_id):
        raise LastAdmin(account_id)


async def _keep_permissions(
    db: Connection, account_id: int, user_id: int, permissions: Permissions
) -> None:
    flags = [[flag in own for own in permissions.values()] for flag in Flag]
    units = list(permissions)
    await db.execute(Q["insert_permissions"], account_id, user_id, units, *flags)


def _taken(error: asyncpg.UniqueViolationError) -> Exception:
    if error.constraint_name == "users_login":
        return LoginTaken()
    return EmployeeTaken()
