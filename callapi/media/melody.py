"""Music and tones made by arithmetic: our own, so nobody's licence is in the way.

Everything is made at 16 kHz and kept to what a telephone carries (300 to 3,400 Hz):
the lowest notes are heard by their overtones.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from callapi.media.sound import WIDE_HZ, Samples

Wave = npt.NDArray[np.float64]

A4_HZ = 440.0
A4 = 69
EDGE_S = 0.008  # a tone that starts or stops at once clicks
LAST_DECAYS = 6  # after so many decay times a note is not heard any more
MUSIC_PEAK = 0.4
TONE_PEAK = 0.3

# Strength of each overtone: a soft, bell-like electric piano.
OVERTONES = (1.0, 0.42, 0.2, 0.06)


@dataclass(frozen=True, slots=True)
class Tune:
    """One broken chord a bar, and a melody over it; 0 is a rest, 60 is middle C."""

    chords: Sequence[Sequence[int]]
    melody: Sequence[Sequence[int]]  # as the chords: notes spread evenly over a bar
    bar_s: float
    decay_s: float


C, AM, F, G = (60, 64, 67, 72), (57, 64, 69, 72), (53, 60, 65, 69), (55, 62, 67, 71)
DM, EM, BB = (62, 65, 69, 74), (59, 64, 67, 71), (58, 62, 65, 70)

FORWARDING = Tune(
    chords=(C, G, AM, F, C, G, F, C),
    melody=(
        *((76, 79, 84, 79), (74, 0, 79, 74), (72, 76, 81, 76), (77, 0, 76, 72)),
        *((76, 79, 84, 86), (83, 0, 79, 74), (77, 81, 79, 77), (76, 0, 72, 0)),
    ),
    bar_s=1.6,
    decay_s=0.55,
)
HOLD = Tune(
    chords=[chord[:3] for chord in (F, DM, BB, C, F, AM, BB, F)],  # a waltz
    melody=(
        *((69, 72, 77), (74, 0, 72), (70, 74, 77), (76, 0, 72)),
        *((69, 72, 81), (79, 0, 76), (77, 74, 70), (72, 0, 69)),
    ),
    bar_s=2.4,
    decay_s=0.9,
)
QUEUE = Tune(
    chords=(AM, EM, F, C, DM, AM, F, G),
    melody=(
        *((76, 0, 72, 76), (79, 0, 76, 71), (77, 0, 72, 69), (72, 74, 76, 0)),
        *((77, 0, 74, 77), (76, 0, 72, 69), (65, 69, 72, 77), (74, 0, 71, 0)),
    ),
    bar_s=2.0,
    decay_s=0.7,
)


def music(tune: Tune) -> Samples:
    """Ends where it begins: what still sounds at the end is laid under the start."""
    bar = round(tune.bar_s * WIDE_HZ)
    total = np.zeros(bar * len(tune.chords), np.float64)
    for number, (chord, melody) in enumerate(
        zip(tune.chords, tune.melody, strict=True)
    ):
        for notes, loudness in ((chord, 0.45), (melody, 1.0)):
            for place, note in enumerate(notes):
                if note:
                    at = number * bar + place * bar // len(notes)
                    _lay(total, at, loudness * _note(note, tune.decay_s))
    return _levelled(total, MUSIC_PEAK)


def tone(frequencies: Sequence[float], seconds: float) -> Samples:
    """The frequencies at once, as call progress tones are made."""
    time = np.arange(round(seconds * WIDE_HZ)) / WIDE_HZ
    waves = np.sum([np.sin(2 * np.pi * hz * time) for hz in frequencies], axis=0)
    edge = np.minimum(time, time[::-1]) / EDGE_S
    return _levelled(waves * np.minimum(1.0, edge), TONE_PEAK)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * WIDE_HZ), np.float32)


def _note(note: int, decay_s: float) -> Wave:
    hz = A4_HZ * 2 ** ((note - A4) / 12)
    time = np.arange(round(LAST_DECAYS * decay_s * WIDE_HZ)) / WIDE_HZ
    wave = np.zeros_like(time)
    for number, strength in enumerate(OVERTONES, start=1):
        # Overtones die away sooner, as they do on a string.
        fade = np.exp(-time * number**0.7 / decay_s)
        wave += strength * fade * np.sin(2 * np.pi * hz * number * time)
    return wave * np.minimum(1.0, time / EDGE_S)


def _lay(total: Wave, at: int, wave: Wave) -> None:
    """Add the wave from `at` on, going round to the start at the end."""
    places = np.arange(at, at + len(wave)) % len(total)
    np.add.at(total, places, wave)


def _levelled(wave: Wave, peak: float) -> Samples:
    scaled: Wave = wave * (peak / np.max(np.abs(wave)))
    return scaled.astype(np.float32)
