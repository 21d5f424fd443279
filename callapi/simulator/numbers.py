"""Magic numbers: what happens is chosen by the number that is called."""

from typing import NamedTuple

from callapi.simulator.scripts import Script, parse_script


class MagicNumber(NamedTuple):
    name: str
    number: str
    script: str
    meaning: str


ANY_OTHER = "ring, wait 1, answer"

MAGIC_NUMBERS = (
    MagicNumber("answers", "12025550110", ANY_OTHER, "answers after 1 s and stays"),
    MagicNumber("answers_at_once", "12025550111", "answer", "answers at once"),
    MagicNumber(
        "answers_late", "12025550112", "ring, wait 20, answer", "answers after 20 s"
    ),
    MagicNumber("busy", "12025550113", "reject 486", "is busy (SIP 486)"),
    MagicNumber("no_answer", "12025550114", "ring", "rings for ever"),
    MagicNumber(
        "rejects", "12025550115", "ring, wait 2, reject 603", "declines after 2 s (603)"
    ),
    MagicNumber("unreachable", "12025550116", "reject 404", "does not exist (404)"),
    MagicNumber(
        "congestion", "12025550117", "reject 503", "the network is congested (503)"
    ),
    MagicNumber(
        "hangs_up",
        "12025550118",
        "ring, wait 1, answer, wait 3, hang_up",
        "answers, hangs up after 3 s",
    ),
    MagicNumber(
        "hangs_up_at_once",
        "12025550119",
        "ring, wait 1, answer, hang_up",
        "answers and hangs up in the same moment",
    ),
    MagicNumber(
        "voicemail",
        "12025550120",
        "progress greeting, wait 3, say greeting, answer, wait 4, say beep, wait 0.5, "
        "say silence, wait 60, hang_up",
        "early media, answers after 3 s, greeting, beep, listens for 60 s",
    ),
    MagicNumber("fax", "12025550121", "ring, wait 1, say fax, answer", "a fax machine"),
    MagicNumber(
        "dead_line", "12025550122", "", "nothing at all: neither rings nor ends"
    ),
    MagicNumber(
        "busy_after_ringing",
        "12025550123",
        "ring, wait 3, reject 486",
        "rings 3 s, then is busy (486)",
    ),
    MagicNumber(
        "announcement",
        "12025550124",
        "progress announcement, wait 4, reject 480",
        "an announcement as early media, then unavailable (480)",
    ),
    MagicNumber(
        "holds",
        "12025550125",
        "ring, wait 1, answer, wait 2, hold, wait 5, unhold",
        "answers, holds by its own button from 2 s to 7 s after",
    ),
    MagicNumber(
        "not_acceptable",
        "12025550126",
        "reject 488",
        "no codec in common (488)",
    ),
    *(
        MagicNumber(
            f"presses_{name}",
            number,
            f"ring, wait 1, answer, wait 1, press {key}",
            f"answers, presses {key} after 1 s",
        )
        for name, key, number in (
            ("0", "0", "12025550130"),
            ("1", "1", "12025550131"),
            ("2", "2", "12025550132"),
            ("3", "3", "12025550133"),
            ("4", "4", "12025550134"),
            ("5", "5", "12025550135"),
            ("6", "6", "12025550136"),
            ("7", "7", "12025550137"),
            ("8", "8", "12025550138"),
            ("9", "9", "12025550139"),
            ("star", "*", "12025550140"),
            ("hash", "#", "12025550141"),
        )
    ),
    MagicNumber(
        "presses_two_keys",
        "12025550142",
        "ring, wait 1, answer, wait 1, press 1, wait 2, press 2",
        "answers, presses 1 after 1 s and 2 after 2 s more",
    ),
)

# Not numbers, but ways to behave that a phone can be given by name.
BEHAVIOURS = {"by_hand": "ring"}

SCRIPTS: dict[str, Script] = {m.number: parse_script(m.script) for m in MAGIC_NUMBERS}


def is_line(number: str) -> bool:
    """SIP lines are numbers like 0486173."""
    return len(number) == 7 and number.isdigit() and number.startswith("0")


def find_number(name: str) -> str:
    return next(m.number for m in MAGIC_NUMBERS if m.name == name)


def script_of_number(number: str) -> Script:
    return SCRIPTS.get(number, parse_script(ANY_OTHER))


def script_of(text: str) -> Script:
    """A name of the table above, `by_hand`, or a line of steps."""
    named = {m.name: m.script for m in MAGIC_NUMBERS} | BEHAVIOURS
    return parse_script(named.get(text, text))
