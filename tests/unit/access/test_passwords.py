"""Passwords are hashed beside the requests, not instead of them."""

import os
from typing import Literal

from argon2 import PasswordHasher

from callapi.access.passwords import Passwords


class Watching(PasswordHasher):
    """Notes the priority of the thread it works in."""

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
        self.niceness = os.nice(0)
        return True

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        return "-"


async def test_threads_stand_back() -> None:
    hasher, before = Watching(), os.nice(0)
    passwords = Passwords(hasher)
    assert await passwords.is_right("x", "y")
    passwords.close()
    assert hasher.niceness == min(19, before + 10)
    assert os.nice(0) == before
