"""Text to speech as a session asks for it, by the real engine."""

import asyncio
import os
import signal
import wave
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from callapi.media.booth import SpeechError
from callapi.media.clip import Clip
from callapi.media.sound import load
from callapi.media.speech import NoVoice, Speech
from tests.fakes import turn_loop
from tests.media.spectrum import loudness
from tests.media.test_engine import pid_of_last_engine


@pytest.fixture
async def quick(
    speech_directory: Path, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Speech]:
    """One that notices a hanging engine soon, and tells its process ids."""
    caplog.set_level("INFO")
    speech = Speech(speech_directory, timeout_s=1)
    await speech.start()
    yield speech
    await speech.close()


@pytest.fixture
def spoken(caplog: pytest.LogCaptureFixture) -> "Spoken":
    caplog.set_level("INFO")
    return Spoken(caplog)


class Spoken:
    """How often the engine really had to speak."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self._caplog = caplog

    @property
    def times(self) -> int:
        return sum(r.message == "text spoken" for r in self._caplog.records)


def measure(clip: Clip, suffix: str) -> tuple[int, int, int, float]:
    with wave.open(clip.path + suffix) as file:
        rate = file.getframerate()
        seconds = file.getnframes() / rate
        return file.getnchannels(), file.getsampwidth(), rate, seconds


async def test_a_clip_has_both_files_and_their_real_length(speech: Speech) -> None:
    clip = await speech.say("Callback for order 8841")

    assert Path(clip.path).is_absolute()
    assert measure(clip, ".wav") == (1, 2, 8000, clip.seconds)
    assert measure(clip, ".wav16")[:3] == (1, 2, 16000)
    assert measure(clip, ".wav16")[3] == pytest.approx(clip.seconds, abs=0.001)
    assert 1 < clip.seconds < 5
    assert loudness(load(clip).narrow) > 0.02
    assert loudness(load(clip).wide) > 0.02


async def test_a_longer_text_takes_longer(speech: Speech) -> None:
    one = await speech.say("word " * 20)
    five = await speech.say("word " * 100)

    assert five.seconds == pytest.approx(5 * one.seconds, rel=0.15)


async def test_a_text_is_spoken_once(speech: Speech, spoken: Spoken) -> None:
    first = await speech.say("Good morning")

    assert await speech.say("Good morning") == first
    assert spoken.times == 1


async def test_texts_and_voices_have_clips_of_their_own(
    speech: Speech, spoken: Spoken
) -> None:
    clips = [
        await speech.say("Good morning"),
        await speech.say("Good morning", "en-gb"),
        await speech.say("Good evening"),
    ]

    assert len({clip.path for clip in clips}) == spoken.times == 3


async def test_requests_at_once_for_one_text_share_its_making(
    speech: Speech, spoken: Spoken
) -> None:
    clips = await asyncio.gather(*(speech.say("Good morning") for _ in range(50)))

    assert len(set(clips)) == spoken.times == 1


async def test_one_who_leaves_does_not_take_the_clip_from_the_others(
    speech: Speech,
) -> None:
    leaving, staying = (
        asyncio.create_task(speech.say("Good morning")) for _ in range(2)
    )
    await turn_loop(1)
    leaving.cancel()

    assert (await staying).seconds > 0.3
    assert leaving.cancelled()


async def test_a_hundred_texts_at_once(speech_directory: Path, spoken: Spoken) -> None:
    speech = Speech(speech_directory, workers=2)
    await speech.start()
    texts = [f"Order {number}" for number in range(100)]
    clips = await asyncio.gather(*(speech.say(text) for text in texts))
    await speech.close()

    assert len({clip.path for clip in clips}) == spoken.times == 100
    assert all(measure(clip, ".wav")[3] == clip.seconds > 0.3 for clip in clips)


async def test_clips_outlive_the_process_and_need_no_engine(
    speech: Speech, speech_directory: Path, spoken: Spoken
) -> None:
    clip = await speech.say("Good morning")
    await speech.close()

    later = Speech(speech_directory)
    assert await later.say("Good morning") == clip
    assert spoken.times == 1


async def test_a_clip_whose_file_is_gone_or_broken_is_made_again(
    speech: Speech, spoken: Spoken
) -> None:
    clip = await speech.say("Good morning")
    os.truncate(clip.path + ".wav", 0)

    again = await speech.say("Good morning")
    assert again.path == clip.path
    assert measure(again, ".wav")[3] == again.seconds > 0.3
    assert spoken.times == 2


async def test_another_script_has_another_voice(speech: Speech) -> None:
    russian = await speech.say("Ваш заказ готов")

    assert russian == await speech.say("Ваш заказ готов", "ru")
    assert russian.seconds < 3  # letter by letter it would be three times that


@pytest.mark.parametrize("text", ["", "   ", "...", "\n\n", "\u200b", "\x01\x02\x00"])
async def test_a_text_without_sound_is_a_short_silence(
    speech: Speech, text: str
) -> None:
    clip = await speech.say(text)

    assert clip.seconds == pytest.approx(0.2, abs=0.001)
    assert measure(clip, ".wav")[3] == clip.seconds


@pytest.mark.parametrize(
    "text",
    [
        "😀😃👩‍👩‍👧",
        "a" * 1000,
        "word " * 200,
        "9" * 1000,
        "😀" * 1000,
        "<speak>hello <break time='9s'/></speak>",
        "a < b & c > d",
        "[[h@l@U]]",
        "line one\nline two\r\n",
        "\ufffe\uffff\U0010ffff hello",
        "e\u0301" * 100,
        "\u202eright to left",
        "مرحبا and hello and Привет",
        "$1,000,000.00 at 10:30 on 2026-11-22 +1 (202) 555-0143",
    ],
)
async def test_odd_texts_are_spoken(speech: Speech, text: str) -> None:
    clip = await speech.say(text)

    assert loudness(load(clip).narrow) > 0.005
    assert 0.2 < clip.seconds < 200


async def test_control_characters_are_no_commands(speech: Speech) -> None:
    plain = await speech.say("450S 100P hello")

    assert await speech.say("\x01450S\x01100P\x00hello\x07") == plain


@pytest.mark.parametrize("text", ["\ud800", "hello \udfff"])
async def test_lone_surrogates_are_refused(speech: Speech, text: str) -> None:
    with pytest.raises(SpeechError, match="not valid Unicode"):
        await speech.say(text)


async def test_an_unknown_voice_is_refused(speech: Speech) -> None:
    with pytest.raises(SpeechError, match="unknown voice 'klingon'"):
        await speech.say("hello", "klingon")


async def test_an_unknown_default_voice_is_told_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(NoVoice, match="tts_voice: unknown voice 'klingon', known"):
        await Speech(tmp_path, "klingon").start()


async def test_a_killed_engine_is_not_noticed_by_who_asks(
    quick: Speech, caplog: pytest.LogCaptureFixture
) -> None:
    first = pid_of_last_engine(caplog)
    os.kill(first, signal.SIGKILL)

    assert (await quick.say("Good morning")).seconds > 0.3
    assert pid_of_last_engine(caplog) != first


async def test_an_engine_killed_at_work_is_not_noticed_by_who_asks(
    quick: Speech, caplog: pytest.LogCaptureFixture
) -> None:
    pid = pid_of_last_engine(caplog)
    os.kill(pid, signal.SIGSTOP)
    texts = [f"Order {number}" for number in range(5)]
    saying = asyncio.gather(*(quick.say(text) for text in texts))
    await turn_loop()  # the engine has the first text now
    os.kill(pid, signal.SIGKILL)

    assert all(clip.seconds > 0.3 for clip in await saying)


async def test_a_hanging_engine_is_replaced(
    quick: Speech, caplog: pytest.LogCaptureFixture
) -> None:
    os.kill(pid_of_last_engine(caplog), signal.SIGSTOP)

    assert (await quick.say("Good morning")).seconds > 0.3


async def test_a_text_no_engine_survives_is_given_up_and_the_next_is_spoken(
    speech_directory: Path,
) -> None:
    hasty = Speech(speech_directory, timeout_s=0)
    await hasty.start()
    with pytest.raises(SpeechError, match="the speech engine is gone"):
        await hasty.say("Good morning")
    with pytest.raises(SpeechError, match="the speech engine is gone"):
        await hasty.say("Good evening")
    await hasty.close()


async def test_more_texts_than_may_wait_are_refused(speech_directory: Path) -> None:
    speech = Speech(speech_directory, queue_size=3)
    await speech.start()
    texts = [f"Order {number}" for number in range(20)]
    answers = await asyncio.gather(
        *(speech.say(text) for text in texts), return_exceptions=True
    )
    await speech.close()

    spoken = [answer for answer in answers if isinstance(answer, Clip)]
    refused = [answer for answer in answers if isinstance(answer, SpeechError)]
    assert len(spoken) == 3
    assert {str(error) for error in refused} == {
        "too many texts are waiting to be spoken"
    }


async def test_a_file_that_cannot_be_written_is_an_error_of_that_text_only(
    speech: Speech,
) -> None:
    clip = await speech.say("Good morning")
    for suffix in (".wav", ".wav16"):
        os.unlink(clip.path + suffix)
    os.mkdir(clip.path + ".wav16")

    with pytest.raises(SpeechError, match="speech failed: IsADirectoryError"):
        await speech.say("Good morning")
    assert (await speech.say("Good evening")).seconds > 0.3


async def test_a_directory_that_went_away_is_an_error_of_that_text_only(
    speech: Speech, speech_directory: Path
) -> None:
    away = speech_directory.with_name("away")
    os.rename(speech_directory, away)
    with pytest.raises(SpeechError, match="No such file"):
        await speech.say("Good morning")
    os.rename(away, speech_directory)

    assert (await speech.say("Good morning")).seconds > 0.3


async def test_who_waits_is_told_when_speech_ends(
    quick: Speech, caplog: pytest.LogCaptureFixture
) -> None:
    os.kill(pid_of_last_engine(caplog), signal.SIGSTOP)
    waiting = [asyncio.create_task(quick.say(text)) for text in ("one", "two")]
    await turn_loop(1)
    await quick.close()

    answers = await asyncio.gather(*waiting, return_exceptions=True)
    assert [str(answer) for answer in answers] == ["speech is shutting down"] * 2


async def test_nothing_new_is_spoken_before_the_start(tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match="not running"):
        await Speech(tmp_path).say("Good morning")
