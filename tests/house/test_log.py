"""Log lines: whole, findable, without secrets."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from callapi.log import JsonFormatter, TextFormatter, configure_log
from callapi.trace import REQUEST_ID, SESSION_ID

KEY = "q7m2x9k4t1v8c5b0n3z6w7y2r4p9s1d8f5g0h3j6"


def record(message: str, *args: object, **extra: object) -> logging.LogRecord:
    made = logging.getLogger("callapi.test").makeRecord(
        "callapi.test", logging.INFO, __file__, 1, message, args, None, extra=extra
    )
    made.created = 1_795_338_902.5
    return made


@contextmanager
def working_for(request_id: str, session_id: int) -> Iterator[None]:
    tokens = REQUEST_ID.set(request_id), SESSION_ID.set(session_id)
    yield
    REQUEST_ID.reset(tokens[0])
    SESSION_ID.reset(tokens[1])


def test_a_json_line_tells_time_message_and_extra() -> None:
    line = JsonFormatter().format(record("%s points", 3, action="refund"))
    assert json.loads(line) == {
        "time": "2026-11-22T09:15:02.500+00:00",
        "level": "info",
        "logger": "callapi.test",
        "message": "3 points",
        "action": "refund",
    }


def test_ids_come_from_the_context() -> None:
    with working_for("req-1", 42):
        line = json.loads(JsonFormatter().format(record("step")))
    assert (line["request_id"], line["call_session_id"]) == ("req-1", 42)


def test_a_text_line_is_for_people() -> None:
    with working_for("req-1", 42):
        line = TextFormatter().format(record("step", cause="hold"))
    assert (
        line == "09:15:02 info    step request_id=req-1 call_session_id=42 cause=hold"
    )


@pytest.mark.parametrize("formatter", [JsonFormatter(), TextFormatter()])
def test_an_error_comes_with_its_trace(formatter: logging.Formatter) -> None:
    broken = record("failed")
    try:
        raise KeyError("gone")
    except KeyError as error:
        broken.exc_info = (KeyError, error, error.__traceback__)
    assert "KeyError: 'gone'" in formatter.format(broken)


@pytest.mark.parametrize("formatter", [JsonFormatter(), TextFormatter()])
@pytest.mark.parametrize("token", [KEY, "4Zt81c0e6d" * 7 + "aa"])
def test_a_token_is_masked_wherever_it_stands(
    formatter: logging.Formatter, token: str
) -> None:
    line = formatter.format(record("sent %s", token, access_token="short", note=token))
    assert token not in line
    assert "short" not in line
    assert line.count("***") == 3


@pytest.mark.usefixtures("kept_log")
@pytest.mark.parametrize(
    ("form", "first"), [("auto", "{"), ("json", "{"), ("text", "1")]
)
def test_the_form_is_chosen(form: str, first: str) -> None:
    stream = io.StringIO()
    configure_log("warning", form, stream)  # type: ignore[arg-type]
    logging.getLogger("callapi").info("not told")
    logging.getLogger("callapi").warning("told")
    (line,) = stream.getvalue().splitlines()
    assert "told" in line
    assert line.startswith("{") is (first == "{")
