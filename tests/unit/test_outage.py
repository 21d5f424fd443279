"""What counts as an outage of PostgreSQL is answered with 503, and tried again."""

import logging

import asyncpg
import pytest

from callapi.store.outage import Outages, is_outage


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


def test_each_outage_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    outages = Outages(logging.getLogger("a task"), "nothing is done")
    for _ in range(3):
        outages.failed(ConnectionRefusedError())
    assert [record.exc_info for record in caplog.records] == [None]
    assert "nothing is done without the database" in caplog.text
    outages.passed()
    outages.failed(TimeoutError())
    assert len(caplog.records) == 2


def test_a_mistake_is_told_each_time(caplog: pytest.LogCaptureFixture) -> None:
    outages = Outages(logging.getLogger("a task"), "nothing is done")
    for _ in range(2):
        try:
            raise ValueError("a mistake")
        except ValueError as mistake:
            outages.failed(mistake)
    assert caplog.text.count("ValueError: a mistake") == 2
