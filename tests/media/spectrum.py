"""What is in a sound: its strongest frequency, its loudness."""

import numpy as np

from callapi.media.sound import Pcm


def strongest_hz(pcm: Pcm, rate: int) -> float:
    power = np.abs(np.fft.rfft(pcm * np.hanning(len(pcm))))
    return float(np.argmax(power) * rate / len(pcm))


def loudness(pcm: Pcm) -> float:
    """Root mean square, 1.0 is full scale."""
    return float(np.sqrt(np.mean((pcm / 2**15) ** 2)))
