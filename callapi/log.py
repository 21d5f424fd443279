"""How log records look: one JSON object per line, or one line for people.

What is told beside the message stands in `extra`; the ids of the request and of the
session come from contextvars, so no caller has to hand them on.
"""

import asyncio
import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Any, Literal, TextIO

import orjson

from callapi.trace import REQUEST_ID, SESSION_ID

# A backstop: keys and session tokens are never logged on purpose.
TOKEN = re.compile(r"\b(?:[a-z0-9]{40}|[0-9A-Za-z]{72})\b")
SECRET_NAMES = frozenset({"access_token", "password", "token", "key", "secret"})
MASK = "***"

STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


def configure_log(
    level: Literal["debug", "info", "warning", "error"],
    form: Literal["auto", "json", "text"],
    stream: TextIO | None = None,
) -> None:
    """Make the root logger write to `stream` (standard error), and nothing else."""
    stream = stream or sys.stderr
    if form == "auto":
        form = "text" if stream.isatty() else "json"
    handler = TickHandler(stream)
    handler.setFormatter(JsonFormatter() if form == "json" else TextFormatter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    _omit_what_nobody_reads()
    # Each request is told of once, by us.
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)


def _omit_what_nobody_reads() -> None:
    """File, line, thread and process: a third of the time of each record.

    The switches of the manual, "Logging HOWTO", section "Optimization".
    """
    logging._srcfile = None
    logging.logThreads = False
    logging.logProcesses = False
    logging.logMultiprocessing = False


class TickHandler(logging.StreamHandler[TextIO]):
    """Writes the lines of one turn of the event loop at once, trouble at once."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._lines: list[str] = []
        self._loop: asyncio.AbstractEventLoop | None = None  # it will flush

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._lines.append(self.format(record))
        except Exception:
            self.handleError(record)
            return
        if record.levelno >= logging.WARNING or not self._flushes_soon():
            self.flush()

    def flush(self) -> None:
        self.acquire()
        try:
            lines, self._lines, self._loop = self._lines, [], None
            if lines:
                self._write("\n".join(lines) + self.terminator)
            super().flush()
        except (OSError, ValueError):  # closed or broken: nobody is left to be told
            return
        finally:
            self.release()

    def _write(self, text: str) -> None:
        """What the stream has no letters for is spelled out."""
        try:
            self.stream.write(text)
        except UnicodeEncodeError as error:
            spelled = text.encode(error.encoding, "backslashreplace")
            self.stream.write(spelled.decode(error.encoding))

    def _flushes_soon(self) -> bool:
        """No loop runs in this thread: there is no turn that ends."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return False
        if self._loop is not loop:
            self._loop = loop
            loop.call_soon(self.flush)
        return True


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": _time(record).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_ids(),
            **_extra(record),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return _masked(_json(line))


class TextFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        facts = {**_ids(), **_extra(record)}
        words = [
            f"{_time(record):%H:%M:%S}",
            f"{record.levelname.lower():7}",
            record.getMessage(),
            *(f"{name}={value}" for name, value in facts.items()),
        ]
        text = " ".join(words)
        if record.exc_info:
            text = f"{text}\n{self.formatException(record.exc_info)}"
        return _masked(text)


def _json(line: dict[str, Any]) -> str:
    """Half a letter, or a number beyond 64 bits, is told as well."""
    try:
        return orjson.dumps(line, default=str).decode()
    except orjson.JSONEncodeError:
        return json.dumps(line, default=str)


def _time(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)


def _ids() -> dict[str, object]:
    ids = {"request_id": REQUEST_ID.get(), "call_session_id": SESSION_ID.get()}
    return {name: value for name, value in ids.items() if value is not None}


def _extra(record: logging.LogRecord) -> dict[str, object]:
    return {
        name: MASK if name in SECRET_NAMES else value
        for name, value in vars(record).items()
        if name not in STANDARD
    }


def _masked(text: str) -> str:
    return TOKEN.sub(MASK, text)
