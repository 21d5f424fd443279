"""Which request and which call session the code at hand works for.

Set where a request or a step of a session begins; read by the log. Like the clock,
anybody may import it.
"""

from contextvars import ContextVar

REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)
SESSION_ID: ContextVar[int | None] = ContextVar("session_id", default=None)
