"""Sessions as this process has seen them last, to spare the database a question.

Never the truth: a step is written only if the version is still this one, and a refusal
is only told after another look (`control`).
"""

from callapi.domain.session import Session
from callapi.domain.states import State

MOST = 50_000


class Known:
    def __init__(self) -> None:
        self._sessions: dict[int, Session] = {}

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

    def queuing(self, account_id: int) -> list[Session]:
        """The account's sessions that wait in line, as they came."""
        return sorted(
            (
                session
                for session in self._sessions.values()
                if session.state is State.QUEUING and session.account_id == account_id
            ),
            key=lambda it: ((it.route and it.route.queued_at) or 0.0, it.id),
        )

    def forget(self, session_id: int) -> None:
        self._sessions.pop(session_id, None)
