"""Passwords: argon2 hashes, made and compared in threads, in fair turns."""

import asyncio
import os
import sys
from collections.abc import Hashable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from callapi.access.turns import Turns


class Passwords:
    def __init__(self, hasher: PasswordHasher | None = None, threads: int = 2) -> None:
        """The number of threads bounds how much memory and time guessing can take."""
        self._hasher = hasher or PasswordHasher()
        self._threads = ThreadPoolExecutor(threads, "argon2", _stand_back)
        self.turns = Turns(threads)

    async def is_right(self, password: str, password_hash: str | None) -> bool:
        """To be asked in a turn. Without a hash it takes as long, and none is right."""
        loop = asyncio.get_running_loop()
        matches = await loop.run_in_executor(
            self._threads, self._matches, password, password_hash
        )
        return matches and password_hash is not None

    async def hash(self, password: str, asker: Hashable) -> str:
        """As a user's row keeps it; who asks takes turns with all others."""
        loop = asyncio.get_running_loop()
        async with self.turns.of(asker, asker):
            return await loop.run_in_executor(
                self._threads, self._hasher.hash, password
            )

    def close(self) -> None:
        self._threads.shutdown(cancel_futures=True)

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash("no user has this password")

    def _matches(self, password: str, password_hash: str | None) -> bool:
        nobodys = self._nobodys  # the first to log in waits for it, known or not
        try:
            return self._hasher.verify(password_hash or nobodys, password)
        except (VerificationError, InvalidHashError):
            return False


def _stand_back() -> None:
    """Requests come first where there are few cores. Elsewhere than in Linux a thread
    has no priority of its own."""
    if sys.platform == "linux":
        os.nice(10)
