"""Keys: how long sending them takes, and what the operator's keys mean (spec 3.0.5)."""

from collections.abc import Iterator
from itertools import groupby

from callapi.domain.happening import Happening
from callapi.domain.session import Session
from callapi.domain.states import Cause, State

TONE_S = 0.1
GAP_S = 0.1
PAUSE_S = 1.0


def seconds(keys: str) -> float:
    """How long `keys` take to be sent: `.` is a pause, the rest are tones."""
    pauses = keys.count(".")
    return pauses * PAUSE_S + (len(keys) - pauses) * (TONE_S + GAP_S)


def segments(keys: str) -> Iterator[tuple[float, str]]:
    """`..12.4` as (2.0, "12"), (1.0, "4"): a pause in seconds, then keys."""
    pause = 0.0
    for is_pause, run in groupby(keys, key=lambda key: key == "."):
        text = "".join(run)
        if is_pause:
            pause = len(text) * PAUSE_S
        else:
            yield pause, text
            pause = 0.0


def options_open(session: Session, now: float) -> bool:
    """May a key of the operator be a talk option yet? (spec 3.3.12)

    In calls that go out the first seconds belong to the contact's own menu.
    """
    if session.direction != "out":
        return True
    since = session.talk_since
    return since is not None and now >= since + session.limits.option_delay_s


def pressed(state: State, key: str) -> Happening:
    """The operator's key where it is no talk option (table of spec 3.3.12)."""
    if state in (State.HOLD, State.WAITING_INPUT):
        cause = {"*": Cause.STAR, "#": Cause.HASH}.get(key, Cause.DIGIT)
        return Happening(cause, key=key)
    return Happening(Cause.SEND_KEY, key=key)
