"""A step in the making: the session as it becomes, and what has to be done for it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from callapi.domain import telling
from callapi.domain.actions import (
    Action,
    Answer,
    Connect,
    HangUp,
    Originate,
    Part,
    Play,
    StopPlaying,
)
from callapi.domain.happening import Event, Happening
from callapi.domain.past import Note, Talk
from callapi.domain.session import (
    HUSH,
    Deadline,
    Leg,
    LegState,
    Operation,
    Playing,
    Role,
    Route,
    Session,
    Sound,
)
from callapi.domain.states import Cause
from callapi.domain.target import Target


@dataclass(slots=True)
class Draft:
    """Effects write on this; the engine returns what has become of it."""

    session: Session
    now: float
    leg_ids: Iterator[int]
    actions: list[Action] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    following: list[Happening] = field(default_factory=list)

    def change(self, **changes: Any) -> None:
        self.session = replace(self.session, **changes)

    def change_leg(self, leg: Leg, **changes: Any) -> Leg:
        """Replace fields of the leg as it is now, whatever copy the caller holds."""
        changed = replace(self.current(leg), **changes)
        self.session = self.session.with_leg(changed)
        return changed

    def current(self, leg: Leg) -> Leg:
        return self.session.by_id(leg.id) or leg

    def act(self, action: Action) -> None:
        self.actions.append(action)

    def follow(self, cause: Cause, **data: Any) -> None:
        """An effect that is over at once: its end is the next cause."""
        self.following.append(Happening(cause, **data))

    def wait(self, seconds: float, cause: Cause) -> None:
        """The present state's deadline; leaving the state forgets it."""
        self.change(deadline=Deadline(self.now + seconds, cause))

    def tell(self, name: str, **body: object) -> None:
        """Put an event into the outbox (Data API spec 5.2)."""
        facts = {**telling.of_session(self.session), **body}
        self.events.append(Event(name, self.now, facts))

    def note(self, mnemonic: str, text: str, duration: float | None = None) -> None:
        """For the story of the call; whoever plays with keys does not fill it."""
        notes = self.session.notes
        if len(notes) < MOST_NOTES:
            note = Note(self.now, mnemonic, text, duration)
            self.change(notes=(*notes, note))

    def end_with(self, reason: str) -> None:
        """The first reason found is the session's."""
        if self.session.finish_reason is None:
            self.change(finish_reason=reason)

    # --- what the state says is there

    def leg(self, role: Role) -> Leg:
        """The leg in that role."""
        leg = self.session.leg(role)
        assert leg is not None, f"no {role} in {self.session.state}"
        return leg

    @property
    def route(self) -> Route:
        """The scenario under way."""
        assert self.session.route is not None
        return self.session.route

    @property
    def operation(self) -> Operation:
        """The one of its operations that is being run."""
        operation = self.route.operation
        assert operation is not None
        return operation

    # --- legs

    def dial(
        self,
        role: Role,
        target: Target,
        caller: str,
        ring_s: float | None = None,
        *,
        shown: str | None = None,
        listen: bool = False,
    ) -> Leg:
        """Begin a leg and ask for the call."""
        ring = float(target.ring_s) if ring_s is None else ring_s
        leg_id = next(self.leg_ids)
        leg = Leg(
            id=leg_id,
            role=role,
            number=shown or target.number,
            endpoint=target.dial,
            kind=target.kind,
            caller=caller,
            started_at=self.now,
            channel=f"{'early' if listen else 'leg'}-{self.session.id}-{leg_id}",
            tail=target.tail,
            employee_id=target.employee_id,
            employee_name=target.employee_name,
            group_id=target.group_id,
            group_name=target.group_name,
            recording=target.recording,
            operation=len(self.session.executed) if role is Role.OPERATOR else 0,
            ring_by=self.now + ring + RING_GRACE_S,
            bridged=listen,
        )
        self.session = self.session.with_leg(leg)
        self.tell("out_call", **telling.of_leg(leg), **telling.of_numbers(leg))
        self.act(Originate(leg, ring, listen, self.session.trunk))
        return leg

    def skip(self, target: Target, caller: str, role: Role = Role.OPERATOR) -> None:
        """A leg that has failed before it began."""
        leg = Leg(
            id=next(self.leg_ids),
            role=role,
            number=target.number,
            endpoint=target.dial,
            kind=target.kind,
            caller=caller,
            started_at=self.now,
            state=LegState.ENDED,
            employee_id=target.employee_id,
            employee_name=target.employee_name,
            group_id=target.group_id,
            group_name=target.group_name,
            operation=len(self.session.executed) if role is Role.OPERATOR else 0,
            ended_at=self.now,
            end_reason=target.barred,
        )
        self.session = self.session.with_leg(leg)
        self.tell(
            "leg_finished",
            **telling.of_leg(leg),
            finish_reason=target.barred,
            leg_duration=0.0,
        )

    def extend_setup(self, until: float) -> None:
        """The time of the set-up does not cut short an operation that may last."""
        latest = until + self.session.limits.setup_s
        self.change(setup_by=max(self.session.setup_by or 0.0, latest))

    def drop(
        self, leg: Leg | None, why: str | None = None, how: str = "normal"
    ) -> None:
        """Ask for a leg's end; from now on nothing it does is a cause.

        Without `why` its end will be told as if that party had hung up; `how` is what
        the party's telephone is told.
        """
        if leg is not None and not leg.dropped:
            self.quiet(leg)
            self.act(HangUp(self.change_leg(leg, dropped=True, end_reason=why), how))

    def answer(self, leg: Leg) -> Leg:
        """Answer who has called us, once."""
        if leg.inbound and leg.state is LegState.RINGING:
            self.quiet(leg)  # the switch would answer only when the sound is over
            leg = self.change_leg(leg, state=LegState.ANSWERED, answered_at=self.now)
            self.act(Answer(leg))
            self.tell("leg_answered", **telling.of_leg(leg))
        return leg

    def loop(self, leg: Leg, sounds: tuple[Sound, ...]) -> None:
        """Over and over; what the leg hears so already is not begun anew."""
        playing = leg.playing
        if playing is None or not playing.loop or playing.sounds != sounds:
            self.play(leg, sounds, loop=True)

    def play(
        self,
        leg: Leg,
        sounds: tuple[Sound, ...] = (),
        over: Cause | None = None,
        *,
        tone: str = "",
        loop: bool = False,
        in_bridge: bool = False,
    ) -> None:
        """Make a leg hear this instead of what it hears now."""
        self.quiet(leg)
        plays = self.current(leg).plays + 1
        playing_id = f"play-{self.session.id}-{leg.id}-{plays}"
        playing = Playing(playing_id, sounds, tone, loop, over, in_bridge)
        leg = self.change_leg(leg, playing=playing, plays=plays)
        self.act(Play(leg, playing))

    def quiet(self, leg: Leg) -> None:
        """Stop whatever the leg is made to hear."""
        playing = self.current(leg).playing
        if playing is not None:
            self.act(StopPlaying(leg, playing))
            self.change_leg(leg, playing=None)

    def connect(self, *legs: Leg) -> None:
        """Put these legs into the session's bridge, with nothing played to them."""
        for leg in legs:
            self._leave_silence(leg)
            self.quiet(leg)
        bridged = [self.change_leg(self.answer(leg), bridged=True) for leg in legs]
        self.act(Connect(tuple(bridged)))

    def _leave_silence(self, leg: Leg) -> None:
        """Silence ends outside the bridge: in it Asterisk may send it for ever."""
        current = self.current(leg)
        if current.playing is not None and current.playing.tone == HUSH:
            self.part(current)

    def listen(self, leg: Leg) -> None:
        """Let who has called us hear the bridge before he is answered."""
        if not self.current(leg).bridged:
            self.act(Connect((self.change_leg(leg, bridged=True),)))

    def begin_talk(self, operator: Leg) -> None:
        self.end_talk()
        talk = Talk(operator.id, self.now)
        self.change(talks=(*self.session.talks, talk))

    def end_talk(self) -> None:
        """Close the period of the talk, if one is open."""
        talks = self.session.talks
        if talks and talks[-1].until is None:
            self.change(talks=(*talks[:-1], replace(talks[-1], until=self.now)))

    def part(self, leg: Leg) -> None:
        """Take a leg out of the session's bridge."""
        if leg.bridged:
            self.act(Part(self.change_leg(leg, bridged=False)))


MOST_NOTES = 200
# The switch ends a ringing leg by itself; we give up on it this much later.
RING_GRACE_S = 5.0
