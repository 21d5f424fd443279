"""Which request and which call session the code at hand works for.

Set where a request or a step of a session begins; read by the log and by spans. Like
the clock, anybody may import it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)
SESSION_ID: ContextVar[int | None] = ContextVar("session_id", default=None)


@contextmanager
def for_session(session_id: int) -> Iterator[None]:
    before = SESSION_ID.set(session_id)
    try:
        yield
    finally:
        SESSION_ID.reset(before)
