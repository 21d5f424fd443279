"""What counts as an outage of PostgreSQL is answered with 503, and tried again."""

import asyncpg
import pytest

from callapi.store.outage import is_outage


@pytest.mark.parametrize(
    "failure",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        asyncpg.ConnectionDoesNotExistError(),
        asyncpg.CannotConnectNowError(),
        asyncpg.AdminShutdownError(),
        asyncpg.TooManyConnectionsError(),
        asyncpg.OutOfMemoryError(),
        asyncpg.DiskFullError(),
        asyncpg.PostgresIOError(),
        asyncpg.ReadOnlySQLTransactionError(),
        asyncpg.InterfaceError("connection is closed"),
        asyncpg.InternalClientError(),
    ],
)
def test_what_the_database_cannot_help_is_an_outage(failure: Exception) -> None:
    assert is_outage(failure)


@pytest.mark.parametrize(
    "failure",
    [
        asyncpg.UndefinedTableError(),
        asyncpg.UniqueViolationError(),
        asyncpg.DataError("a wrong argument"),
        ValueError(),
    ],
)
def test_a_mistake_of_ours_is_none(failure: Exception) -> None:
    assert not is_outage(failure)
