"""Something that happens to a session: a cause and what comes with it."""

from dataclasses import dataclass

from callapi.domain.session import Route, Sound, Tag
from callapi.domain.states import Cause
from callapi.domain.target import Target


@dataclass(frozen=True, slots=True)
class Happening:
    """One cause; the fields that it does not need stay empty."""

    cause: Cause
    leg_id: int | None = None
    key: str = ""
    targets: tuple[Target, ...] = ()
    sounds: tuple[Sound, ...] = ()
    tag: Tag | None = None
    prompt: Sound | None = None  # heard by the operator, once
    on: bool | None = False  # None: the other way round than now
    quiet: bool = False  # nobody is told of a refusal: it came from a key
    route: Route | None = None
    reason: str | None = None  # why the session ends, should it end now
    user: str = ""
    option: str = ""  # the talk option that it is an effect of
    button: str = ""  # and the key of that


@dataclass(frozen=True, slots=True)
class LegRinging:
    leg_id: int


@dataclass(frozen=True, slots=True)
class LegAnswered:
    leg_id: int


@dataclass(frozen=True, slots=True)
class LegLeaving:
    """It is about to end: what it was played breaks off now, and was not heard."""

    leg_id: int


@dataclass(frozen=True, slots=True)
class LegEnded:
    """`cause` is Q.850's, `sip` the SIP status where there was one."""

    leg_id: int
    cause: int = 16
    sip: int | None = None


@dataclass(frozen=True, slots=True)
class RingOver:
    """It has rung for longer than the switch should have let it."""

    leg_id: int


@dataclass(frozen=True, slots=True)
class TailSent:
    """The keys behind the number have been sent."""

    leg_id: int


@dataclass(frozen=True, slots=True)
class PlaybackOver:
    leg_id: int
    playback_id: str


@dataclass(frozen=True, slots=True)
class KeyPressed:
    leg_id: int
    key: str


@dataclass(frozen=True, slots=True)
class FaxOver:
    leg_id: int
    received: bool


LegEvent = (
    LegRinging
    | LegAnswered
    | LegLeaving
    | LegEnded
    | RingOver
    | TailSent
    | PlaybackOver
    | KeyPressed
    | FaxOver
)


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the outbox: what client servers and feeds are told."""

    name: str
    at: float
    body: dict[str, object]
