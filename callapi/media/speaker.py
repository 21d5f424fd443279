"""The far side of a speech engine: what its process reads and writes.

Engines keep global state, may crash on their input, and are under the GPL: so each is
loaded in a process of its own and spoken to by JSON lines. The first line out tells
its voices; then each line in is one text, spoken into the file it names as raw 16-bit
samples, and answered by one line. The end of the input ends the process.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol, TextIO, TypedDict


class Voice(TypedDict):
    language: str  # by the code that espeak-ng has for it
    rate: int
    edition: str  # differs when the same name comes to sound otherwise


class Speaker(Protocol):
    @property
    def voices(self) -> Mapping[str, Voice]:
        """By each name that a voice may be called by."""

    def speak(self, text: str, voice: str) -> bytes:
        """Raises ValueError or OSError with the reason."""


class Request(TypedDict):
    voice: str
    text: str
    into: str


def run(make: Callable[[], Speaker]) -> None:
    # Whatever the library prints goes to the log, not between our lines.
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    _serve(make(), sys.stdin, replies)


def _serve(speaker: Speaker, requests: TextIO, replies: TextIO) -> None:
    _say(replies, {"voices": speaker.voices})
    for line in requests:
        request: Request = json.loads(line)
        try:
            spoken = speaker.speak(request["text"], request["voice"])
            Path(request["into"]).write_bytes(spoken)
        except (ValueError, OSError) as error:
            _say(replies, {"error": str(error)})
        else:
            _say(replies, {"error": None})


def _say(replies: TextIO, message: Mapping[str, object]) -> None:
    print(json.dumps(message), file=replies, flush=True)
