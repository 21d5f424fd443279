"""Logins: who a login belongs to, and whether the password is right (spec 2.8).

Ten failures for one login within 15 minutes refuse every further attempt, so guessing
is slow; a login nobody has is treated like any other, so it tells nothing.
"""

import hashlib
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Final

from callapi.access.ip import Address, origin
from callapi.access.passwords import Passwords
from callapi.clock import Clock
from callapi.domain.account import Account, User
from callapi.domain.errors import ApiError, Mnemonic
from callapi.store import facts
from callapi.store import tokens as store
from callapi.store.pool import Pool

MOST_FAILURES: Final = 10
WINDOW_S: Final = 900


@dataclass(frozen=True, slots=True)
class Candidate:
    account: Account
    user: User
    password_hash: str


class Logins:
    def __init__(self, pool: Pool, passwords: Passwords, clock: Clock) -> None:
        self._pool = pool
        self._passwords = passwords
        self._clock = clock

    def turn(self, login: str, peer: Address) -> AbstractAsyncContextManager[None]:
        """To be waited for before `find`: attempts for one login are judged in turn."""
        return self._passwords.turns.of(origin(peer), _digest(login))

    async def find(self, login: str, password: str) -> Candidate:
        candidate = await self._load(login)
        if candidate is None:
            await self._judge(login, password, None)
            raise ApiError(Mnemonic.AUTH_ERROR)
        return candidate

    async def prove(self, candidate: Candidate, password: str) -> None:
        """It takes its time, and counts only if the password is still the same."""
        login, proved = candidate.user.login, candidate.password_hash
        is_right = await self._judge(login, password, proved)
        found = await self._load(login) if is_right else None
        if found is None or found.password_hash != proved or not found.user.is_active:
            raise ApiError(Mnemonic.AUTH_ERROR)

    async def _load(self, login: str) -> Candidate | None:
        if "\x00" in login:  # PostgreSQL has no such text, so nobody has the login
            return None
        found = await facts.find_login(self._pool, login)
        if found is None:
            return None
        account = await facts.find_account(self._pool, found.user.account_id)
        if account is None:  # deleted between the two queries
            return None
        return Candidate(account, found.user, found.password_hash)

    async def _judge(
        self, login: str, password: str, password_hash: str | None
    ) -> bool:
        login_hash, now = _digest(login), self._clock.now()
        failures = await store.count_login_failures(
            self._pool, login_hash, since=now - WINDOW_S
        )
        if failures >= MOST_FAILURES:
            return False
        is_right = await self._passwords.is_right(password, password_hash)
        if not is_right:
            await store.insert_login_failure(self._pool, login_hash, now)
        return is_right


def _digest(login: str) -> bytes:
    return hashlib.sha256(login.lower().encode()).digest()
