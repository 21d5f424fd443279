"""Which failures mean that PostgreSQL cannot do its work, and no mistake of ours."""

import logging

import asyncpg

_OUTAGES = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,  # starting up, shutting down, crashed
    asyncpg.InsufficientResourcesError,  # no connection, memory or disk space left
    asyncpg.PostgresSystemError,  # its disk fails
    asyncpg.ReadOnlySQLTransactionError,  # it has become a standby
    asyncpg.InternalClientError,  # cut off by the server, and not yet known to be
)


def is_outage(failure: BaseException) -> bool:
    if isinstance(failure, asyncpg.InterfaceError):
        return not isinstance(failure, ValueError)  # those are wrong arguments
    return isinstance(failure, _OUTAGES)


class Outages:
    """What is tried time and again tells of each outage once, of a mistake always."""

    def __init__(self, log: logging.Logger, what: str) -> None:
        """`what` is not done meanwhile."""
        self._log = log
        self._what = what
        self._is_told = False

    def failed(self, failure: Exception) -> None:
        """In an `except`."""
        if not is_outage(failure):
            self._log.exception("%s", self._what)
        elif not self._is_told:
            self._is_told = True
            self._log.warning("%s without the database: %r", self._what, failure)

    def passed(self) -> None:
        """It has been done."""
        self._is_told = False
