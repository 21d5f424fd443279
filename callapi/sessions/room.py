"""Room: how many sessions an account may have at once in each direction.

Sessions of this process that begin at the same moment are counted by who came first, so
it is exact here; of other processes one each may slip in at the same instant.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from callapi.domain.account import Account
from callapi.domain.session import Session
from callapi.store import sessions
from callapi.store.pool import Pool


class NoRoom(Exception):
    """The account has as many sessions in this direction as it may have."""

    def __init__(self, direction: str, most: int) -> None:
        super().__init__(f"{most} sessions {direction}")
        self.direction = direction
        self.most = most


class Room:
    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._entering: dict[tuple[int, str], list[int]] = {}

    @asynccontextmanager
    async def entering(self, session: Session, account: Account) -> AsyncIterator[None]:
        """The session is stored within the block; raises NoRoom before it."""
        key = session.account_id, session.direction
        line = self._entering.setdefault(key, [])
        earlier = list(line)  # these count, whether they are stored already or not
        line.append(session.id)
        try:
            await self._check(session, account, earlier)
            yield
        finally:
            line.remove(session.id)
            if not line:
                self._entering.pop(key, None)

    async def _check(
        self, session: Session, account: Account, earlier: list[int]
    ) -> None:
        most = account.most_calls(session.direction)
        others = await sessions.count_running(
            self._pool, session.account_id, session.direction, earlier
        )
        if others + len(earlier) >= most:
            raise NoRoom(session.direction, most)
