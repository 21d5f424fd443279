"""Which failures mean that PostgreSQL cannot be reached, and no mistake of ours."""

import asyncpg

_OUTAGES = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,  # starting up, shutting down, crashed
    asyncpg.TooManyConnectionsError,
)


def is_outage(failure: BaseException) -> bool:
    if isinstance(failure, asyncpg.InterfaceError):
        return not isinstance(failure, ValueError)  # those are wrong arguments
    return isinstance(failure, _OUTAGES)
