"""What a phone hears, judged by the tones in its recording."""

import time
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

RATE = 8000
LISTENING_S = 1.0  # to music or speech, which have pauses
TONE_S = 0.5
CHANGING_S = 0.3  # after a change a phone still plays what its jitter buffer holds
PATIENCE_S = 4.0
WAV_HEADER_BYTES = 44
AUDIBLE = 100.0  # root mean square of 16-bit samples; concealment leaves less
TOLERANCE_HZ = 12.0
MOMENT_S = 0.2
PART_OF_A_TONE = 0.15  # of all energy: what each of several mixed tones has at least
PART_OF_ALL_TONES = 0.8  # what may be missing is noise of the codec
PART_OF_A_NOTE = 0.75  # of all energy: a second of music or speech has no more in one

Samples = npt.NDArray[np.float64]


class Listener:
    """Waits until what came last in a growing recording has just these tones.

    None stands for music or speech.
    """

    def __init__(self, recording: Path, hertz: tuple[int, ...] | None) -> None:
        self.recording = recording
        self.hertz = hertz
        self.start = self.recorded() + int(CHANGING_S * RATE)
        self.deadline = time.monotonic() + PATIENCE_S
        self.length = int((LISTENING_S if hertz is None else TONE_S) * RATE)
        self.heard: Samples = np.zeros(1)

    def recorded(self) -> int:
        """Samples in the file; its header is brought up to date only at the end."""
        return max(0, self.recording.stat().st_size - WAV_HEADER_BYTES) // 2

    def is_content(self) -> bool:
        start = max(self.start, self.recorded() - self.length)
        offset = WAV_HEADER_BYTES + 2 * start
        heard = np.fromfile(self.recording, "<i2", self.length, offset=offset)
        if len(heard) < self.length:
            return False
        self.heard = heard.astype(np.float64)
        if self.hertz is None:
            return is_music_or_speech(self.heard)
        return has_exactly(self.heard, self.hertz)

    def disappointment(self) -> str | None:
        """When it is too late: what was heard instead."""
        if time.monotonic() < self.deadline:
            return None
        if self.hertz is None:
            wanted = "music or speech"
        else:
            wanted = f"{self.hertz} Hz" if self.hertz else "silence"
        return f"{self.recording.stem} is {description(self.heard)}, not {wanted}"


def recorded(recording: Path) -> Samples:
    """So far; while it grows its header tells nothing."""
    samples = np.fromfile(recording, "<i2", offset=WAV_HEADER_BYTES)
    return samples.astype(np.float64)


def is_silent(sound: Samples) -> bool:
    return loudness(sound) < AUDIBLE


def loudness(sound: Samples) -> float:
    return float(np.sqrt(np.mean(sound**2)))


def has_exactly(sound: Samples, hertz: tuple[int, ...]) -> bool:
    """Every one of these tones sounds, and nothing else does."""
    if is_silent(sound):
        return not hertz
    energy, frequency = spectrum(sound)
    parts = [
        float(energy[np.abs(frequency - tone) < TOLERANCE_HZ].sum() / energy.sum())
        for tone in hertz
    ]
    return (
        bool(parts) and min(parts) > PART_OF_A_TONE and sum(parts) > PART_OF_ALL_TONES
    )


def sounds_anywhere(sound: Samples, hertz: int) -> bool:
    """Be it a moment of it."""
    length = int(MOMENT_S * RATE)
    moments = [sound[i : i + length] for i in range(0, len(sound) - length, length)]
    return any(has_exactly(moment, (hertz,)) for moment in moments)


def is_music_or_speech(sound: Samples) -> bool:
    """Loud, and nowhere so much of it that it could be a tone."""
    if is_silent(sound):
        return False
    energy, frequency = spectrum(sound)
    strongest = frequency[int(energy.argmax())]
    near = np.abs(frequency - strongest) < TOLERANCE_HZ
    return bool(energy[near].sum() / energy.sum() < PART_OF_A_NOTE)


def spectrum(sound: Samples) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Energy, and the frequency it stands at."""
    energy = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    return energy, np.fft.rfftfreq(len(sound), 1 / RATE)


def description(sound: Samples) -> str:
    """For a failed test: how loud, and the strongest frequency."""
    if is_silent(sound):
        return f"silence ({loudness(sound):.0f})"
    energy, frequency = spectrum(sound)
    strongest = frequency[int(energy.argmax())]
    return f"mostly {strongest:.0f} Hz ({loudness(sound):.0f})"
