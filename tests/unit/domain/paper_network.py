"""What a switch makes of the engine's actions: it complains of what it could not do."""

from collections.abc import Iterator
from functools import singledispatchmethod

from callapi.domain.actions import (
    Action,
    Coach,
    Connect,
    EndCoaching,
    HangUp,
    Originate,
    Part,
    PauseRecording,
    Play,
    ResumeRecording,
    StartRecording,
    StopPlaying,
    StopRecording,
)
from callapi.domain.session import HUSH, Leg


class PaperNetwork:
    """Legs, a bridge and a recording; every action has to fit what is there."""

    def __init__(self, legs: set[int]) -> None:
        self.legs = legs
        self.dropped: set[int] = set()
        self.playing: dict[int, str] = {}
        self.bridge: set[int] = set()
        # of these Asterisk may have missed that silence is over; another sound helps
        self.unsure: set[int] = set()
        self.coaching: set[int] = set()
        self.recording: str | None = None
        self.recorded: int | None = None
        self.files: set[str] = set()

    def perform(self, action: Action) -> None:
        for leg in _legs(action):
            assert leg.id in self.legs, f"{action} for a leg that has ended"
            late = leg.id in self.dropped and not isinstance(action, HangUp)
            assert not late, f"{action} for a leg that was hung up"
        self._do(action)
        alone = len(self.bridge) == 1
        assert alone or not self.bridge & self.playing.keys(), "heard and cut off"

    def silenced(self, leg_id: int) -> None:
        """The leg hears no sound of ours any more."""
        self.playing.pop(leg_id, None)

    def ended(self, leg_id: int) -> None:
        """A leg's recording ends with it."""
        self.legs.discard(leg_id)
        if leg_id == self.recorded:
            self.recording = None
        self.silenced(leg_id)
        self._leave(leg_id)

    @singledispatchmethod
    def _do(self, action: Action) -> None:
        """Of everything else nothing is left behind."""

    @_do.register
    def _originate(self, action: Originate) -> None:
        self.legs.add(action.leg.id)
        if action.listen:
            self.bridge.add(action.leg.id)

    @_do.register
    def _hang_up(self, action: HangUp) -> None:
        assert action.leg.id not in self.playing, "what it hears is stopped first"
        self.dropped.add(action.leg.id)
        self._leave(action.leg.id)

    @_do.register
    def _play(self, action: Play) -> None:
        assert action.leg.id not in self.playing, "two sounds at once"
        self.playing[action.leg.id] = action.playing.id
        self.unsure.discard(action.leg.id)

    @_do.register
    def _stop(self, action: StopPlaying) -> None:
        assert self.playing.pop(action.leg.id) == action.playing.id
        if action.playing.tone == HUSH and action.leg.id in self.bridge:
            self.unsure.add(action.leg.id)

    @_do.register
    def _connect(self, action: Connect) -> None:
        ids = {leg.id for leg in action.legs}
        assert not ids & self.playing.keys(), "connected to a sound"
        assert not ids & self.unsure, "he might go on hearing silence alone"
        self.bridge |= ids

    @_do.register
    def _part(self, action: Part) -> None:
        assert action.leg.id in self.bridge
        self._leave(action.leg.id)

    @_do.register
    def _coach(self, action: Coach) -> None:
        self.coaching.add(action.coach.id)

    @_do.register
    def _end_coaching(self, action: EndCoaching) -> None:
        self.coaching.remove(action.coach.id)

    @_do.register
    def _start_recording(self, action: StartRecording) -> None:
        assert self.recording is None
        assert action.name not in self.files
        assert action.leg.live, "nobody is there to be recorded"
        self.files.add(action.name)
        self.recording, self.recorded = action.name, action.leg.id

    @_do.register
    def _pause_recording(self, action: PauseRecording) -> None:
        assert self.recording in (action.name, None)

    @_do.register
    def _resume_recording(self, action: ResumeRecording) -> None:
        assert self.recording == action.name, "its file has ended meanwhile"

    @_do.register
    def _stop_recording(self, action: StopRecording) -> None:
        assert self.recording in (action.name, None)
        self.recording = None

    def _leave(self, leg_id: int) -> None:
        self.bridge.discard(leg_id)


def _legs(action: Action) -> Iterator[Leg]:
    """The legs it takes to do this."""
    match action:
        case Connect(legs=legs):
            yield from legs
        case Coach(operator=operator, coach=coach):
            yield operator
            yield coach
        case Originate() | EndCoaching():
            pass
        case _:
            leg = getattr(action, "leg", None)
            if leg is not None:
                yield leg
