"""Log lines: whole, findable, without secrets."""

import asyncio
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


class Written(io.StringIO):
    """A stream that counts what is written at once."""

    def __init__(self) -> None:
        super().__init__()
        self.writes: list[str] = []

    def write(self, text: str) -> int:
        self.writes.append(text)
        return len(text)


@pytest.mark.usefixtures("kept_log")
async def test_the_lines_of_a_turn_are_written_at_once_and_trouble_now() -> None:
    stream = Written()
    configure_log("info", "text", stream)
    log = logging.getLogger("callapi")
    log.info("first")
    log.info("second")
    assert stream.writes == []
    await asyncio.sleep(0)
    (both,) = stream.writes
    assert [line.split()[-1] for line in both.splitlines()] == ["first", "second"]
    log.info("third")
    log.warning("fourth")
    assert [line.split()[-1] for line in stream.writes[1].splitlines()] == [
        "third",
        "fourth",
    ]
    await asyncio.sleep(0)
    assert len(stream.writes) == 2
    await asyncio.to_thread(log.info, "of a thread")
    assert stream.writes[2].endswith("of a thread\n")


@pytest.mark.usefixtures("kept_log")
def test_what_a_loop_leaves_behind_comes_before_what_is_told_later() -> None:
    stream = Written()
    configure_log("info", "text", stream)
    log = logging.getLogger("callapi")

    async def leave() -> None:
        asyncio.get_running_loop().call_soon(log.info, "left")

    asyncio.run(leave())
    log.info("later")
    told = [line.split()[-1] for text in stream.writes for line in text.splitlines()]
    assert told == ["left", "later"]


@pytest.mark.usefixtures("kept_log")
def test_a_stream_that_is_gone_stops_nobody() -> None:
    stream = io.StringIO()
    configure_log("info", "text", stream)
    stream.close()
    logging.getLogger("callapi").error("nobody hears")


@pytest.mark.usefixtures("kept_log")
async def test_a_line_that_can_not_be_encoded_takes_no_other_along() -> None:
    raw = io.BytesIO()
    configure_log("info", "text", io.TextIOWrapper(raw, "ascii"))
    log = logging.getLogger("callapi")
    log.info("first")
    log.info("na\u00efve \ud800")
    log.info("third")
    await asyncio.sleep(0)
    told = [line.split()[2:] for line in raw.getvalue().decode().splitlines()]
    assert told == [["first"], ["na\\xefve", "\\ud800"], ["third"]]


@pytest.mark.parametrize("value", ["half \ud800", 2**64])
def test_what_strict_json_has_no_place_for_is_told(value: object) -> None:
    line = JsonFormatter().format(record("odd", value=value))
    assert json.loads(line)["value"] == value
