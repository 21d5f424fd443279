"""Media as ARI names it: how long it lasts and what it sounds like."""

import re
import struct
import wave
from dataclasses import dataclass
from pathlib import Path

from callapi.simulator.sound import Sound

# Two prompts that every Asterisk has, with their true length.
PACKAGED_S = {"beep": 0.4, "hello-world": 1.42}
TONES = {"ring", "busy", "congestion", "dial", "callwaiting", "stutter", "info", "beep"}
DIGIT_S = 0.83  # one spoken digit
SOUND_HZ = 8000
SAMPLE_BYTES = 2
HEADER_BYTES = 44


@dataclass(frozen=True, slots=True)
class Media:
    """One playable item; `seconds` is None for what runs until it is stopped."""

    sound: Sound
    seconds: float | None


def find_media(uri: str) -> Media | None:
    """None where Asterisk would find nothing to play."""
    scheme, _, name = uri.partition(":")
    match scheme:
        case "sound":
            return find_sound(name)
        case "tone":
            tone = name.partition(";")[0]
            return Media(Sound("tone", tone), None) if tone in TONES else None
        case "number" | "digits":
            figures = re.sub("[^0-9]", "", name)
            if not figures:
                return None
            return Media(Sound(scheme, name), DIGIT_S * len(figures))
    return None


def is_known_scheme(uri: str) -> bool:
    """Of an unknown scheme Asterisk reports the start and never the end."""
    return uri.partition(":")[0] in {"sound", "tone", "number", "digits", "recording"}


def find_sound(name: str) -> Media | None:
    """A path is absolute and has no extension, as on Asterisk."""
    if not name.startswith("/"):
        seconds = PACKAGED_S.get(name)
        return None if seconds is None else Media(Sound("file", name), seconds)
    for extension in (".wav", ".wav16"):  # as text: the parts of a Path are interned
        seconds = wave_seconds(name + extension)
        if seconds is not None:
            return Media(Sound("file", name), seconds)
    return None


def wave_seconds(path: str | Path) -> float | None:
    try:
        with wave.open(str(path), "rb") as file:
            return file.getnframes() / file.getframerate()
    except (OSError, EOFError, wave.Error):
        return None


def write_silence(path: Path, seconds: float) -> None:
    """A WAV file of that length; sparse, so that hours of it cost nothing."""
    size = int(seconds * SOUND_HZ) * SAMPLE_BYTES
    header = struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF",
        size + HEADER_BYTES - 8,
        b"WAVE",
        b"fmt ",
        16,
        1,
        1,
        SOUND_HZ,
        SOUND_HZ * SAMPLE_BYTES,
        SAMPLE_BYTES,
        8 * SAMPLE_BYTES,
        b"data",
        size,
    )
    with path.open("wb") as file:
        file.write(header)
        file.truncate(HEADER_BYTES + size)
