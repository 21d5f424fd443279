"""What the server logs while a test looks, as it would be written."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from callapi.log import JsonFormatter

LOGGER = logging.getLogger("callapi")


class Journal:
    def __init__(self, written: io.StringIO) -> None:
        self._written = written

    def lines(self, words: str) -> list[dict[str, Any]]:
        """Those whose message has these words."""
        all_lines = map(json.loads, self._written.getvalue().splitlines())
        return [line for line in all_lines if words in line["message"]]


@contextmanager
def journal() -> Iterator[Journal]:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter())
    level = LOGGER.level
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.DEBUG)
    try:
        yield Journal(written)
    finally:
        LOGGER.removeHandler(handler)
        LOGGER.setLevel(level)
