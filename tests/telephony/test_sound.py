"""The judgement of sound, on sound that is known."""

import numpy as np
import pytest

from callapi.media import melody
from tests.telephony.sound import (
    RATE,
    Samples,
    description,
    has_exactly,
    is_music_or_speech,
    is_silent,
    sounds_anywhere,
)


def tone(hertz: int, volume: float = 8000.0) -> Samples:
    return volume * np.sin(2 * np.pi * hertz * np.arange(RATE) / RATE)


NOISE = np.random.default_rng(7).normal(0.0, 4000.0, RATE)


def test_a_tone_is_known_by_its_frequency() -> None:
    assert has_exactly(tone(440), (440,))
    assert not has_exactly(tone(440), (480,))
    assert not has_exactly(tone(440), ())


def test_mixed_tones_are_all_heard() -> None:
    both = tone(440) + tone(700, 5000.0)
    assert has_exactly(both, (440, 700))
    assert not has_exactly(both, (440,))
    assert not has_exactly(tone(440), (440, 700))


def test_a_tone_that_came_in_the_middle_is_not_the_only_one() -> None:
    half = RATE // 2
    change = np.concatenate([tone(440)[:half], tone(700)[half:]])
    assert not has_exactly(change, (700,))


def test_a_tone_of_a_moment_is_found() -> None:
    moment = np.concatenate([tone(440), tone(700)[: RATE // 2], tone(440)])
    assert sounds_anywhere(moment, 700)
    assert not sounds_anywhere(moment, 900)


def test_noise_is_no_tone_and_no_silence() -> None:
    assert not has_exactly(NOISE, (440,))
    assert not is_silent(NOISE)
    assert has_exactly(tone(440) + NOISE / 10, (440,))


def test_music_is_known_from_a_tone() -> None:
    music = 30000.0 * melody.music(melody.FORWARDING)[::2].astype(np.float64)
    seconds = range(0, len(music) - RATE, RATE // 4)
    assert all(is_music_or_speech(music[start : start + RATE]) for start in seconds)
    assert not is_music_or_speech(tone(440))
    assert not is_music_or_speech(tone(440) + NOISE / 10)
    assert not is_music_or_speech(0 * NOISE)


@pytest.mark.parametrize("volume", [0.0, 20.0])
def test_what_nobody_hears_is_silence(volume: float) -> None:
    assert has_exactly(tone(440, volume), ())


def test_a_failed_test_says_what_was_heard() -> None:
    assert description(tone(440)).startswith("mostly 440 Hz")
    assert description(0 * NOISE) == "silence (0)"
