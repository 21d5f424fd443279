"""Levelling: recordings of all kinds are heard equally loud on the telephone.

How loud a sound is, is told by its louder parts: pauses between words say nothing.
"""

from typing import Final

import numpy as np

from callapi.media.sound import NARROW_HZ, Pcm, Sound

FULL_SCALE: Final = float(np.iinfo(np.int16).max)
TARGET: Final = 10 ** (-19 / 20)  # of full scale, as speech is on telephone lines
HIGHEST_PEAK: Final = 10 ** (-1 / 20)
FRAME: Final = NARROW_HZ // 20
GATE: Final = 0.1  # of the loudest frame; what is softer is a pause


def level(sound: Sound) -> Sound:
    """As loud as the target, or as loud as goes without clipping; silence stays."""
    loudness, peak = loudness_of(sound.narrow), _peak(sound)
    if loudness == 0:
        return sound
    gain = min(TARGET / loudness, HIGHEST_PEAK / peak)
    return Sound(_amplified(sound.narrow, gain), _amplified(sound.wide, gain))


def loudness_of(pcm: Pcm) -> float:
    """Root of the mean square of what is no pause, 1.0 is full scale."""
    frames = max(1, len(pcm) // FRAME)
    samples = pcm[: frames * FRAME].astype(np.float64) / FULL_SCALE
    powers = np.array([np.mean(part**2) for part in np.array_split(samples, frames)])
    loud = powers[powers >= np.max(powers) * GATE**2]
    return float(np.sqrt(np.mean(loud)))


def _peak(sound: Sound) -> float:
    highest = max(int(np.max(np.abs(it.astype(np.int32)))) for it in _both(sound))
    return highest / FULL_SCALE


def _both(sound: Sound) -> tuple[Pcm, Pcm]:
    return sound.narrow, sound.wide


def _amplified(pcm: Pcm, gain: float) -> Pcm:
    louder = np.clip(pcm.astype(np.float64) * gain, -FULL_SCALE, FULL_SCALE)
    return np.rint(louder).astype(np.int16)
