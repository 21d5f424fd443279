"""Users, their rights, passwords and keys.

Of a password the argon2 hash is kept, of a key the SHA-256: what is made here can be
told once and never again.
"""

import asyncio
import secrets
import string

import asyncpg
from argon2.exceptions import InvalidHashError, VerificationError

from callapi.access.tokens import PREFIX_LENGTH, digest_of, new_key
from callapi.domain.account import Component, Flag
from callapi.provision import file
from callapi.provision.report import Secret
from callapi.provision.table import Row, Table, make_equal, remember_ids
from callapi.provision.work import Work
from callapi.store.queries import load

PASSWORD_LENGTH = 20
PASSWORD_ALPHABET = string.ascii_letters + string.digits
UNUSABLE = "no password yet"  # no hash at all, so that nothing matches it

Q = load(__file__)

USERS = Table(
    "user",
    Q["list_users"],
    Q["insert_user"],
    Q["update_user"],
    Q["delete_user"],
    ignores_case=True,
)


def new_password() -> str:
    return "".join(secrets.choice(PASSWORD_ALPHABET) for _ in range(PASSWORD_LENGTH))


async def apply_users(work: Work, account: file.Account) -> None:
    if account.users is None:
        return
    await _check_access(work, account.users)
    rows = [
        Row(
            f"users[{place}]",
            it.login,
            (
                it.login,
                it.name,
                it.is_admin,
                it.is_active,
                it.call_api_access,
                it.key_access,
                None if it.components is None else [c.value for c in it.components],
            ),
        )
        for place, it in enumerate(account.users)
    ]
    await make_equal(work, USERS, rows)
    await remember_ids(work, USERS)
    for place, user in enumerate(account.users):
        user_id = work.ids["user"][user.login]
        await _apply_password(work, user_id, user)
        if user.permissions is not None:
            await _apply_permissions(work, user_id, user, user.permissions)
        if user.keys is not None:
            await _apply_keys(work, user_id, user, user.keys, f"users[{place}].keys")


async def _check_access(work: Work, users: list[file.User]) -> None:
    """It is given while the account has the Basic set (spec 6.2)."""
    if await work.db.fetchval(Q["has_component"], work.account_id, Component.BASIC):
        return
    for place, user in enumerate(users):
        if user.call_api_access:
            key = f"users[{place}].call_api_access"
            raise work.mistake(key, "the account has no component basic")


async def apply_employees_of_users(work: Work, account: file.Account) -> None:
    """Once the employees are there."""
    for place, user in enumerate(account.users or []):
        if user.employee is None:
            continue
        key = f"users[{place}].employee"
        employee_id = work.id_of("employee", user.employee, key)
        user_id = work.ids["user"][user.login]
        try:
            if await work.db.fetchval(Q["set_employee"], user_id, employee_id):
                work.note("changed", "user", user.login)
        except asyncpg.UniqueViolationError:
            reason = f"{user.employee} is another user already"
            raise work.mistake(key, reason) from None


async def _apply_permissions(
    work: Work, user_id: int, user: file.User, permissions: file.Permissions
) -> None:
    there = {tuple(it) for it in await work.db.fetch(Q["list_permissions"], user_id)}
    wanted = {
        (unit.value, *(flag.removeprefix("is_") in allowed for flag in Flag))
        for unit, allowed in permissions.items()
    }
    if there != wanted:
        await work.db.execute(Q["delete_permissions"], user_id)
        for row in wanted:
            insert = (Q["insert_permission"], work.account_id, user_id)
            await work.db.execute(*insert, *row)
        work.note("changed", "user", user.login)


async def _apply_password(work: Work, user_id: int, user: file.User) -> None:
    stored: str = await work.db.fetchval(Q["find_password_hash"], user_id)
    if user.password_hash is not None:
        if stored != user.password_hash:
            await _set_hash(work, user_id, user.login, user.password_hash)
        return
    password = user.password
    if password is None:
        if stored != UNUSABLE:
            return
        password = new_password()
        secret = Secret(work.account, "password", user.login, password)
        work.report.secrets.append(secret)
    if not await asyncio.to_thread(_matches, work, stored, password):
        hashed = await asyncio.to_thread(work.hasher.hash, password)
        await _set_hash(work, user_id, user.login, hashed)


def _matches(work: Work, stored: str, password: str) -> bool:
    try:
        return work.hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


async def _set_hash(work: Work, user_id: int, login: str, hashed: str) -> None:
    """Who knew the old password only is no longer let in."""
    await work.db.execute(Q["update_password"], user_id, hashed)
    await work.db.execute(Q["delete_session_tokens"], user_id)
    work.note("changed", "user", login)


async def _apply_keys(
    work: Work, user_id: int, user: file.User, keys: list[file.Key], section: str
) -> None:
    there = {it["name"]: it for it in await work.db.fetch(Q["list_keys"], user_id)}
    for name in there.keys() - {key.name for key in keys}:
        await work.db.execute(Q["delete_key"], there[name]["id"])
        work.note("removed", "key", f"{user.login} {name}")
    told = set()
    for place, key in enumerate(keys):
        if key.name in told:
            raise work.mistake(f"{section}[{place}]", f"a second key {key.name}")
        told.add(key.name)
        owner = f"{user.login} {key.name}"
        known = there.get(key.name)
        values = (key.expires_at, key.is_blocked)
        if known is None:
            text = new_key()
            insert = (Q["insert_key"], user_id, key.name)
            ends = (text[:PREFIX_LENGTH], text[-4:])
            await work.db.execute(*insert, digest_of(text), *ends, *values)
            work.note("added", "key", owner)
            work.report.secrets.append(Secret(work.account, "key", owner, text))
        elif (known["expires_at"], known["is_blocked"]) != values:
            await work.db.execute(Q["update_key"], known["id"], *values)
            work.note("changed", "key", owner)
