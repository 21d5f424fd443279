"""What the machine is set to must not reach these tests, nor they the log."""

import logging
import os
from collections.abc import Iterator

import pytest

collect_ignore = [] if os.geteuid() == 0 else ["test_embedded_as_root.py"]


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("CALLAPI_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def kept_log() -> Iterator[None]:
    """A test may set up the root logger; afterwards it is as before."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
