"""The running sessions of an account, reading only those that have changed."""

from callapi.domain.session import Session
from callapi.sessions.known import Known
from callapi.store import sessions
from callapi.store.pool import Pool


class Running:
    def __init__(self, pool: Pool, known: Known) -> None:
        self._pool = pool
        self._known = known

    async def list(
        self, account_id: int, direction: str | None, virtual_number: str | None
    ) -> list[Session]:
        """From SESSION to POST_TALK, the oldest first; filters joined with and."""
        versions = await sessions.list_running(
            self._pool, account_id, direction, virtual_number
        )
        found = {
            session.id: session
            for session_id, version in versions
            if (session := self._known.get(session_id)) is not None
            and session.version == version
        }
        missing = [session_id for session_id, _ in versions if session_id not in found]
        if missing:
            read = await sessions.find_many(self._pool, missing)
            found |= {session.id: session for session in read}
            await self._known.learn(self._pool, *read)
        return [found[session_id] for session_id, _ in versions if session_id in found]
