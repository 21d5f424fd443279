"""Sessions as this process has seen them last, to spare the database a question.

Never the truth: a step is written only if the version is still this one, and a refusal
is only told after another look (`control`).
"""

import orjson

from callapi.domain.session import Session
from callapi.domain.states import State
from callapi.store import sessions
from callapi.store.pool import Pool

MOST = 50_000
FEW = 1_000


class Known:
    def __init__(self, few: int = FEW, most: int = MOST) -> None:
        self._sessions: dict[int, Session] = {}
        self._views: dict[int, tuple[int, orjson.Fragment]] = {}
        self._few = self._many = few
        self._most = most

    def get(self, session_id: int) -> Session | None:
        return self._sessions.get(session_id)

    def put(self, session: Session) -> None:
        """Never over a later version. What has ended is forgotten; of too many, all."""
        if session.state is State.ENDED:
            self.forget(session.id)
            return
        known = self._sessions.get(session.id)
        if known is not None and known.version > session.version:
            return  # read before the step that is known
        if len(self._sessions) >= self._most:
            self._sessions.clear()
            self._views.clear()
        self._sessions[session.id] = session

    def forget(self, session_id: int) -> None:
        self._sessions.pop(session_id, None)
        self._views.pop(session_id, None)

    def view(self, session: Session) -> orjson.Fragment | None:
        """What was written of this version of it."""
        version, view = self._views.get(session.id, (None, None))
        return view if version == session.version else None

    def put_view(self, session: Session, view: orjson.Fragment) -> None:
        """Kept as long as the session."""
        if session.id in self._sessions:
            self._views[session.id] = session.version, view

    async def learn(self, pool: Pool, *read: Session) -> None:
        """Put what was read, of other processes too, who do not tell of its end: when
        there is twice as much as last time, it is asked what of it goes on."""
        for session in read:
            self.put(session)
        if len(self._sessions) < self._many:
            return
        asked = set(self._sessions)
        self._many = 2 * len(asked)  # who comes meanwhile does not ask, too
        for ended in asked - await sessions.find_unfinished(pool, asked):
            self.forget(ended)
        self._many = max(self._few, 2 * len(self._sessions))
