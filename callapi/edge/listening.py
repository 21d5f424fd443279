"""What is said when an address can not be listened on: which, set where, and why."""

from collections.abc import Iterator
from contextlib import contextmanager


class ListenError(OSError):
    """The text is for whoever has chosen the address."""


@contextmanager
def listening(host: str, port: int, settings: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).rpartition(": ")[2]
        raise ListenError(
            f"can not listen on {host}:{port} ({settings}): {reason}"
        ) from error
