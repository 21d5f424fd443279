"""New secrets for old, when the old ones are lost."""

import asyncio

from argon2 import PasswordHasher

from callapi.access.tokens import PREFIX_LENGTH, digest_of, new_key
from callapi.provision.users import new_password
from callapi.store.pool import Database
from callapi.store.queries import load

Q = load(__file__)


async def has_key(db: Database, login: str, key: str) -> bool:
    """Whether this is one of the user's keys, and good."""
    return bool(await db.fetchval(Q["has_key"], login, digest_of(key)))


async def renew_key(db: Database, login: str, name: str) -> str:
    """The old key of that name stops working."""
    key = new_key()
    ends = (key[:PREFIX_LENGTH], key[-4:])
    await db.execute(Q["renew_key"], login, name, digest_of(key), *ends)
    return key


async def find_password_hash(db: Database, login: str) -> str | None:
    found: str | None = await db.fetchval(Q["find_password_hash"], login)
    return found


async def renew_password(db: Database, login: str, hasher: PasswordHasher) -> str:
    password = new_password()
    hashed = await asyncio.to_thread(hasher.hash, password)
    await db.execute(Q["renew_password"], login, hashed)
    return password
