"""Which failures mean that PostgreSQL cannot do its work, and no mistake of ours."""

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
