"""A piece of sound that can be played, as a session knows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clip:
    """The files `<path>.wav` (8 kHz) and `<path>.wav16` (16 kHz) hold the sound.

    The path is absolute and without extension, as ARI wants it: `sound:<path>`; the
    switch takes the file that fits the line.
    """

    path: str
    seconds: float
