"""What can be heard on the simulated network, and what was heard when."""

from dataclasses import dataclass
from typing import NamedTuple


class Sound(NamedTuple):
    """One source of sound.

    `kind` is `leg` (the voice of a phone, `name` is its number), `ringback` (a phone
    that still rings, its number), `file` (path without extension), `tone`, `moh` (music
    class), `dtmf` (a key), or the word a script gave what its phone says: `greeting`,
    `beep`, `fax`, ... (its number).
    """

    kind: str
    name: str


@dataclass(slots=True)
class Heard:
    """`end` is None while it goes on."""

    what: Sound
    start: float
    end: float | None = None


Sounds = frozenset[Sound]
SILENCE: Sounds = frozenset()
