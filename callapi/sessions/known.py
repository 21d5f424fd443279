"""Sessions as this process has seen them last, to spare the database a question.

Never the truth: a step is written only if the version is still this one, and a refusal
is only told after another look (`control`).
"""

from callapi.domain.session import Session
from callapi.domain.states import State
from callapi.store import sessions
from callapi.store.pool import Pool

MOST = 50_000
FEW = 1_000


class Known:
    def __init__(self, few: int = FEW) -> None:
        self._sessions: dict[int, Session] = {}
        self._few = self._many = few

    def __contains__(self, session_id: int) -> bool:
        return session_id in self._sessions

    def get(self, session_id: int) -> Session | None:
        return self._sessions.get(session_id)

    def put(self, session: Session) -> None:
        """Ended sessions are forgotten; of too many, all."""
        if session.state is State.ENDED:
            self._sessions.pop(session.id, None)
            return
        if len(self._sessions) >= MOST:
            self._sessions.clear()
        self._sessions[session.id] = session

    def forget(self, session_id: int) -> None:
        self._sessions.pop(session_id, None)

    async def tidy(self, pool: Pool) -> None:
        """Nobody tells this process of the end of another's session: when there are
        twice as many as last time, it is asked which of them go on."""
        if len(self._sessions) < self._many:
            return
        asked = set(self._sessions)
        for ended in asked - await sessions.find_unfinished(pool, asked):
            self.forget(ended)
        self._many = max(self._few, 2 * len(self._sessions))
