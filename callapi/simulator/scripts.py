"""What a phone does when it is called, as one line of text: `ring, wait 1, answer`.

    ring              180: it rings
    progress WORD     183: it sends sound before answering; WORD says what
    wait SECONDS
    answer
    say WORD          from now on it says that; `speech`: a voice, `silence`: nothing
    press KEYS
    hold, unhold      by its hold button
    reject CODE       refuses with a SIP code
    hang_up

When the line ends the phone leaves things as they are, until it is told otherwise.
"""

import re
from dataclasses import dataclass

WITHOUT_ARGUMENT = {"ring", "answer", "hold", "unhold", "hang_up"}
ARGUMENTS = {
    "progress": r"[a-z_]+",
    "say": r"[a-z_]+",
    "wait": r"[0-9]+(\.[0-9]+)?",
    "press": r"[0-9*#A-D]+",
    "reject": r"[3-6][0-9][0-9]",
}


@dataclass(frozen=True, slots=True)
class Step:
    verb: str
    argument: str = ""


Script = tuple[Step, ...]


class BadScriptError(ValueError):
    """The line cannot be read; says where."""


def parse_script(line: str) -> Script:
    return tuple(parse_step(part.strip()) for part in line.split(",") if part.strip())


def parse_step(text: str) -> Step:
    verb, _, argument = text.partition(" ")
    argument = argument.strip()
    if verb in WITHOUT_ARGUMENT and not argument:
        return Step(verb)
    pattern = ARGUMENTS.get(verb)
    if pattern is None or not re.fullmatch(pattern, argument):
        raise BadScriptError(f"not a step of a phone's script: {text!r}")
    return Step(verb, argument)
