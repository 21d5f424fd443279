"""Room: how many sessions an account may have at once in each direction.

It is counted in the statement that writes the session, under a lock of the database:
sessions that begin at the same moment, in whichever process, count each other.
"""

from callapi.domain.account import Account
from callapi.domain.engine import Advance
from callapi.domain.session import Session
from callapi.store import sessions
from callapi.store.pool import Database


class NoRoom(Exception):
    """The account has as many sessions in this direction as it may have."""

    def __init__(self, direction: str, most: int) -> None:
        super().__init__(f"{most} sessions {direction}")
        self.direction = direction
        self.most = most


async def insert_into(
    db: Database,
    room: Account | None,
    session: Session,
    first: Advance,
    wake_at: float | None,
    mover: int,
) -> None:
    """Store a session, if `room` has place for it; raises NoRoom."""
    most = None if room is None else room.most_calls(session.direction)
    events = first.events
    if not await sessions.insert(db, session, events, wake_at, mover=mover, most=most):
        raise NoRoom(session.direction, most or 0)
