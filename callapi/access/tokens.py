"""Tokens: find the grant of one, judge it, make and revoke session tokens (spec 6.3).

Only SHA-256 digests are stored and compared; the text is known to the client alone.
"""

import hashlib
import math
import secrets
import string
from dataclasses import dataclass
from typing import Final

from callapi.access.cache import Grant, GrantCache
from callapi.access.ip import Address
from callapi.access.uses import Uses
from callapi.clock import Clock
from callapi.domain.account import Token, User
from callapi.domain.errors import ApiError, Mnemonic
from callapi.store import facts
from callapi.store import tokens as store
from callapi.store.pool import Pool

SESSION_S: Final = 3600
SESSION_LENGTH: Final = 72
LONGEST: Final = 256
MOST_SESSIONS: Final = 100  # of one user; the oldest makes room

KEY_LENGTH: Final = 40
PREFIX_LENGTH: Final = 6  # of a key: told in lists, to know it again

_ALPHABET: Final = string.digits + string.ascii_letters
_KEY_ALPHABET: Final = string.digits + string.ascii_lowercase


@dataclass(frozen=True, slots=True)
class SessionToken:
    text: str
    expires_at: int


class Tokens:
    def __init__(self, pool: Pool, cache: GrantCache, clock: Clock) -> None:
        self._pool = pool
        self._cache = cache
        self._clock = clock
        self._uses = Uses(pool)

    async def find(self, text: str) -> Grant:
        """Step 9. Whether the token may be used is `check`'s question."""
        if not 1 <= len(text) <= LONGEST:
            raise _invalid()
        digest = digest_of(text)
        if grant := self._cache.find(digest):
            return grant
        changes = self._cache.changes
        grant = await self._load(digest)
        self._cache.keep(grant, changes)
        return grant

    def check(self, grant: Grant) -> None:
        """Step 11. A session token that has ended is like an unknown one."""
        token, user = grant.token, grant.user
        if token.is_key and (token.is_blocked or not user.key_access):
            raise ApiError(Mnemonic.ACCESS_TOKEN_BLOCKED, "access_token")
        if token.expires_at is not None and token.expires_at <= self._clock.now():
            if token.is_key:
                raise ApiError(Mnemonic.ACCESS_TOKEN_EXPIRED, "access_token")
            raise _invalid()
        if token.is_blocked or not user.is_active:
            raise _invalid()

    def note_use(self, token: Token, peer: Address) -> None:
        self._uses.note(token, peer, self._clock.now())

    async def close(self) -> None:
        await self._uses.close()

    async def issue(self, user: User) -> SessionToken:
        """Raises auth_error when the user has been deleted since the proof."""
        now = self._clock.now()
        text = "".join(secrets.choice(_ALPHABET) for _ in range(SESSION_LENGTH))
        token = SessionToken(text, math.floor(now) + SESSION_S)
        await store.note_login(self._pool, user.id, now)
        is_there = await store.insert_session_token(
            self._pool,
            user.id,
            digest_of(text),
            text[-4:],
            expires_at=token.expires_at,
            now=now,
            others=MOST_SESSIONS - 1,
        )
        if not is_there:
            raise ApiError(Mnemonic.AUTH_ERROR)
        return token

    async def revoke(self, token: Token) -> None:
        await store.delete_token(self._pool, token.id)
        self._cache.forget_token(token.digest)  # other processes hear of it

    def forget(self, account_id: int) -> None:
        """What was changed counts from now on; other processes hear of it."""
        self._cache.forget_account(account_id)

    async def _load(self, digest: bytes) -> Grant:
        found = await facts.find_token(self._pool, digest)
        if found is None:
            raise _invalid()
        token, user = found
        account = self._cache.find_account(user.account_id) or await facts.find_account(
            self._pool, user.account_id
        )
        if account is None:  # deleted between the two queries
            raise _invalid()
        return Grant(account, user, token)


def new_key() -> str:
    return "".join(secrets.choice(_KEY_ALPHABET) for _ in range(KEY_LENGTH))


def digest_of(text: str) -> bytes:
    """Any text has one, also text that is no UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _invalid() -> ApiError:
    return ApiError(Mnemonic.ACCESS_TOKEN_INVALID, "access_token")
