"""Levelling: soft and loud recordings become equally loud, and none is spoilt."""

import numpy as np
import pytest

from callapi.media.loudness import HIGHEST_PEAK, TARGET, level, loudness_of
from callapi.media.sound import Samples, Sound, from_samples

RATE = 16000


def tone(amplitude: float, seconds: float = 1.0) -> Samples:
    time = np.arange(round(RATE * seconds)) / RATE
    return (amplitude * np.sin(2 * np.pi * 440 * time)).astype(np.float32)


def sound(*parts: Samples) -> Sound:
    return from_samples(np.concatenate(parts), RATE)


@pytest.mark.parametrize("amplitude", [0.01, 0.1, 0.9])
def test_all_become_equally_loud(amplitude: float) -> None:
    levelled = level(sound(tone(amplitude)))
    assert loudness_of(levelled.narrow) == pytest.approx(TARGET, rel=0.02)
    assert loudness_of(levelled.wide) == pytest.approx(TARGET, rel=0.02)


def test_pauses_make_nothing_louder() -> None:
    spoken = sound(tone(0.1), tone(0.0, 3.0), tone(0.1))
    assert loudness_of(level(spoken).narrow) == pytest.approx(TARGET, rel=0.05)


def test_a_peak_is_not_cut_off() -> None:
    click = np.zeros(RATE // 20, np.float32)
    click[100:110] = 0.9
    levelled = level(sound(tone(0.1), click, tone(0.1)))
    parts = (levelled.narrow, levelled.wide)
    highest = max(np.max(np.abs(it.astype(np.int32))) for it in parts) / 32767
    assert loudness_of(levelled.narrow) < TARGET
    assert highest == pytest.approx(HIGHEST_PEAK, rel=0.02)


def test_silence_stays_silence() -> None:
    silent = sound(tone(0.0))
    assert level(silent) is silent
