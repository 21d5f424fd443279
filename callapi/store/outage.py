"""Which failures mean that PostgreSQL cannot be reached, and no mistake of ours."""

import asyncpg

_OUTAGES = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,  # starting up, shutting down, crashed
    asyncpg.TooManyConnectionsError,
    asyncpg.InternalClientError,  # used while it was being torn down
    asyncpg.InternalClientError,  # cut off by the server, and not yet known to be
)


def is_outage(failure: BaseException) -> bool:
    if isinstance(failure, asyncpg.InterfaceError):
        return not isinstance(failure, ValueError)  # those are wrong arguments
    return isinstance(failure, _OUTAGES)
