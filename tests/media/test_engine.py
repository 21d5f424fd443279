"""The real engine in its real process."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from itertools import chain
from pathlib import Path

import numpy as np
import pytest

from callapi.media.engine import Engine, EngineGone, EngineRefused
from callapi.media.engines import ESPEAK
from callapi.media.voices import READERS
from tests.fakes import turn_loop

COMMAND = ESPEAK.command(Path())


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[Engine]:
    engine = Engine(COMMAND, tmp_path / "scratch.raw", timeout_s=20)
    await engine.start()
    yield engine
    await engine.close()


def pid_of_last_engine(caplog: pytest.LogCaptureFixture) -> int:
    records = caplog.get_records("setup") + caplog.get_records("call")
    started = [r for r in records if r.message == "speech engine started"]
    pid = started[-1].__dict__["pid"]
    assert isinstance(pid, int)
    return pid


async def test_text_becomes_samples(engine: Engine) -> None:
    samples = await engine.speak("Good morning", "en-us")

    assert 0.5 < len(samples) / engine.voices["en-us"].rate < 2
    assert 0.1 < np.max(np.abs(samples)) <= 1


async def test_every_voice_of_the_table_exists_and_speaks(engine: Engine) -> None:
    for voice in {"en-us", "en-gb", "en", "es", *chain(*READERS.values())}:
        samples = await engine.speak("1", voice)
        assert np.max(np.abs(samples)) > 0.05, voice


async def test_markup_is_read_as_text(engine: Engine) -> None:
    marked = await engine.speak('<prosody rate="x-fast">hello</prosody>', "en-us")
    plain = await engine.speak("hello", "en-us")

    assert len(marked) > 2 * len(plain)


async def test_an_unknown_voice_is_refused_and_the_engine_lives(engine: Engine) -> None:
    with pytest.raises(EngineRefused, match="unknown voice 'xx'"):
        await engine.speak("hello", "xx")
    assert len(await engine.speak("hello", "en-us"))


@pytest.mark.parametrize("voice", ["../../en", "/etc/passwd", "", "en-us\0"])
async def test_a_voice_is_no_path(engine: Engine, voice: str) -> None:
    with pytest.raises(EngineRefused, match="unknown voice"):
        await engine.speak("hello", voice)


async def test_a_killed_engine_is_reported_and_replaced(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    await engine.close()
    await engine.start()
    os.kill(pid_of_last_engine(caplog), signal.SIGKILL)

    with pytest.raises(EngineGone):
        await engine.speak("hello", "en-us")
    assert len(await engine.speak("hello", "en-us"))


async def test_an_engine_killed_at_work_is_reported(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    await engine.close()
    await engine.start()
    pid = pid_of_last_engine(caplog)
    os.kill(pid, signal.SIGSTOP)  # it will have the text and not answer
    speaking = asyncio.create_task(engine.speak("hello", "en-us"))
    await turn_loop()
    os.kill(pid, signal.SIGKILL)

    with pytest.raises(EngineGone):
        await speaking


async def test_an_engine_that_hangs_is_ended(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    engine = Engine(COMMAND, tmp_path / "scratch.raw", timeout_s=0.2)
    await engine.start()
    pid = pid_of_last_engine(caplog)
    os.kill(pid, signal.SIGSTOP)

    with pytest.raises(EngineGone, match="TimeoutError"):
        await engine.speak("hello", "en-us")
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_leaving_in_the_middle_does_not_mix_up_answers(engine: Engine) -> None:
    short = await engine.speak("one", "en-us")
    long = asyncio.create_task(engine.speak("and so on " * 100, "en-us"))
    await turn_loop(1)
    long.cancel()
    await asyncio.gather(long, return_exceptions=True)

    assert np.array_equal(await engine.speak("one", "en-us"), short)


async def test_closing_leaves_no_process_and_no_file(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    engine = Engine(COMMAND, tmp_path / "scratch.raw", timeout_s=20)
    await engine.start()
    await engine.speak("hello", "en-us")
    await engine.close()
    await engine.close()

    with pytest.raises(ProcessLookupError):
        os.kill(pid_of_last_engine(caplog), 0)
    assert os.listdir(tmp_path) == []
