"""What a step asks of the world outside, in telephone words; asked after the commit."""

from dataclasses import dataclass

from callapi.domain.session import Leg, Playing


@dataclass(frozen=True, slots=True)
class Originate:
    """Call a party. With `listen`, the bridge hears its line before the answer."""

    leg: Leg
    ring_s: float
    listen: bool = False
    trunk: str = ""  # that of the virtual number: an outside number goes by it first


@dataclass(frozen=True, slots=True)
class Answer:
    leg: Leg


@dataclass(frozen=True, slots=True)
class Ring:
    """Let a contact who has called hear that somebody is being called."""

    leg: Leg


@dataclass(frozen=True, slots=True)
class HangUp:
    leg: Leg
    reason: str = "normal"


@dataclass(frozen=True, slots=True)
class Play:
    leg: Leg
    playing: Playing


@dataclass(frozen=True, slots=True)
class StopPlaying:
    leg: Leg
    playing: Playing


@dataclass(frozen=True, slots=True)
class Connect:
    """These legs are in the session's bridge, hearing each other."""

    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """This leg leaves the session's bridge."""

    leg: Leg


@dataclass(frozen=True, slots=True)
class Mute:
    """What this leg says is heard by nobody."""

    leg: Leg


@dataclass(frozen=True, slots=True)
class Unmute:
    leg: Leg


@dataclass(frozen=True, slots=True)
class SendKeys:
    """Keys to a party; `.` is a pause of a second."""

    leg: Leg
    keys: str


@dataclass(frozen=True, slots=True)
class Coach:
    """The coach hears both sides, only the operator hears him."""

    operator: Leg
    coach: Leg


@dataclass(frozen=True, slots=True)
class EndCoaching:
    """The coach has left: nothing of his listening is left behind."""

    coach: Leg


@dataclass(frozen=True, slots=True)
class StartRecording:
    """Record what the contact says and what he hears."""

    name: str
    leg: Leg


@dataclass(frozen=True, slots=True)
class PauseRecording:
    name: str


@dataclass(frozen=True, slots=True)
class ResumeRecording:
    name: str


@dataclass(frozen=True, slots=True)
class StopRecording:
    name: str


@dataclass(frozen=True, slots=True)
class ReceiveFax:
    leg: Leg


@dataclass(frozen=True, slots=True)
class Clear:
    """Nothing of the session is left: remove its bridges."""


@dataclass(frozen=True, slots=True)
class FindNumber:
    """Who is behind the digits the operator has typed? Answers with a cause."""

    digits: str


@dataclass(frozen=True, slots=True)
class LookUp:
    """Find out what the present operation needs to know; the answer is a `Found`."""

    question: int


@dataclass(frozen=True, slots=True)
class NoteAnswer:
    """Who answered: the next call of the operation begins after him."""

    operation_id: int
    employee_id: int


@dataclass(frozen=True, slots=True)
class TakeMessage:
    """Record what the contact says until he is silent, or for so long."""

    name: str
    leg: Leg
    max_s: float
    silence_s: float


@dataclass(frozen=True, slots=True)
class EndMessage:
    name: str


Action = (
    Originate
    | Answer
    | Ring
    | HangUp
    | Play
    | StopPlaying
    | Connect
    | Part
    | Mute
    | Unmute
    | SendKeys
    | Coach
    | EndCoaching
    | StartRecording
    | PauseRecording
    | ResumeRecording
    | StopRecording
    | ReceiveFax
    | Clear
    | FindNumber
    | LookUp
    | NoteAnswer
    | TakeMessage
    | EndMessage
)
