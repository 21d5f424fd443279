"""A session on paper: the pure engine driven by hand, nothing else there."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any, TypeVar

from callapi.domain import engine
from callapi.domain.actions import Action, LookUp
from callapi.domain.happening import (
    Event,
    Happening,
    KeyPressed,
    LegAnswered,
    LegEnded,
    LegEvent,
    PlaybackOver,
)
from callapi.domain.leg_text import leg_text
from callapi.domain.session import (
    DIRECT,
    Found,
    Leg,
    Limits,
    Operation,
    Plan,
    Role,
    Route,
    Session,
    Sound,
)
from callapi.domain.states import Cause, State
from callapi.domain.target import Target, outside

CONTACT = outside("12025550143")
LINE = Target("0486173", "0486173", "sip", "", 418, "Reyes Dana", 25)
MOBILE = Target("12025550177", "12025550177", "pstn", "", 418, "Reyes Dana", 30)
THIRD = Target("0486174", "0486174", "sip", "", 419, "Stone Ann", 60)
COACH = Target("12025550188", "12025550188", "pstn")
OFFICE = Target("74955140578...2345", "74955140578", "pstn", "...2345", 420, "Hall Jo")
VIRTUAL = "12025550100"
MUSIC = Sound("/media/music", 30.0)
WELCOME = Sound("/media/welcome", 3.0)
WHISPER = Sound("/media/whisper", 2.0)
HOLD = Sound("/media/hold", 10.0)
BEEP = Sound("/media/beep", 0.4)

A = TypeVar("A", bound=Action)


def plan(kind: str = "operator_first") -> Plan:
    return Plan(kind, CONTACT, MUSIC)


def direct(*targets: Target) -> Route:
    return Route((Operation(DIRECT, DIRECT, targets=targets, timeout_s=3600),), DIRECT)


def scenario(*operations: Operation) -> Route:
    """It begins with the first operation."""
    return Route(operations, operations[0].key)


def redirect(key: str, *targets: Target, **settings: Any) -> Operation:
    """A forwarding operation that may dial for two minutes."""
    return Operation(key, "redirect", targets=targets, **{"timeout_s": 120, **settings})


class PaperCall:
    """One session; remembers the actions and events of the last cause and of all."""

    def __init__(
        self,
        plan: Plan,
        route: Route | None = None,
        *,
        direction: str = "in",
        legs: tuple[Leg, ...] = (),
        source: str = "callapi",
        limits: Limits | None = None,
        knows: bool = True,
    ) -> None:
        self.now = 1000.0
        self.knows = knows  # False: the test answers what is looked up
        self.ids: Iterator[int] = count(1 + len(legs))
        session = Session(
            id=7,
            account_id=1,
            state=State.ENDED,
            direction=direction,
            source=source,
            started_at=self.now,
            virtual_number=VIRTUAL,
            contact=CONTACT.dial,
            plan=plan,
            limits=limits or Limits(),
            route=route,
            legs=legs,
        )
        self.actions: tuple[Action, ...] = ()
        self.history: list[Action] = []
        self.events: list[Event] = []
        self.session = session
        self.take(engine.begin(session, self.now, self.ids))

    # --- causes

    def ask(self, cause: Cause, **data: object) -> None:
        """What a method asks; refused where it is not allowed."""
        self.apply(replace(Happening(cause), **data))  # type: ignore[arg-type]  # names are the test's

    def apply(self, asked: Happening) -> None:
        self.take(engine.advance(self.session, asked, self.now, self.ids, strict=True))

    def happen(self, happened: Happening | LegEvent) -> None:
        self.take(engine.advance(self.session, happened, self.now, self.ids))

    def answer(self, role: Role) -> None:
        self.happen(LegAnswered(self.leg(role).id))

    def answer_late(self, leg: Leg) -> None:
        """The leg answers, whatever was asked of it before."""
        self.happen(LegAnswered(leg.id))

    def end(self, role: Role, cause: int = 16, sip: int | None = None) -> None:
        self.happen(LegEnded(self.leg(role).id, cause, sip))

    def press(self, role: Role, key: str) -> None:
        self.happen(KeyPressed(self.leg(role).id, key))

    def play_out(self, role: Role) -> None:
        """The message the leg hears comes to its end."""
        leg = self.leg(role)
        assert leg.playing is not None
        self.happen(PlaybackOver(leg.id, leg.playing.id))

    def pass_time(self, seconds: float) -> None:
        """Time goes by, and the timers that run out are applied."""
        self.now += seconds
        while (due := engine.overdue(self.session, self.now)) is not None:
            self.happen(due)

    def hang_up_the_rest(self) -> None:
        """The switch reports the end of every leg that was asked to end."""
        for leg in self.session.live:
            if leg.dropped:
                self.happen(LegEnded(leg.id))

    # --- what has become of it

    @property
    def state(self) -> State:
        return self.session.state

    def assert_state(self, state: State) -> None:
        """Unlike an assert of `state`, one that mypy draws no conclusions from."""
        assert self.session.state is state

    def leg(self, role: Role) -> Leg:
        leg = self.session.leg(role)
        assert leg is not None, f"no {role} leg"
        return leg

    def has(self, role: Role) -> bool:
        return self.session.leg(role) is not None

    def hears(self, role: Role) -> tuple[Sound, ...]:
        playing = self.leg(role).playing
        return playing.sounds if playing else ()

    def bridged(self) -> set[Role]:
        return {leg.role for leg in self.session.live if leg.bridged}

    def did(self, kind: type[A]) -> list[A]:
        """The actions of that kind that the last cause asked for."""
        return [action for action in self.actions if isinstance(action, kind)]

    def told(self) -> list[str]:
        return [event.name for event in self.events]

    def last(self, name: str) -> dict[str, object]:
        """What the last event of that name says."""
        return next(e.body for e in reversed(self.events) if e.name == name)

    def text(self, role: Role) -> str:
        """The leg's state as `list.calls` says it."""
        return leg_text(self.session, self.leg(role), self.now)[0]

    def take(self, advance: engine.Advance) -> None:
        """Become what a step has made of it."""
        self.session = advance.session
        self.actions = advance.actions
        self.history.extend(advance.actions)
        self.events.extend(advance.events)
        if self.did(LookUp) and self.knows:
            self._find_targets()

    def _find_targets(self) -> None:
        """Whom an operation names is at hand: to the test it is all one step."""
        asked = self.actions
        operation = self.session.route.operation if self.session.route else None
        assert operation is not None
        self.find(targets=operation.targets)
        self.actions = (*asked, *self.actions)

    def find(self, **found: Any) -> None:
        """The answer to what was looked up last."""
        assert self.session.route is not None
        answer = Found(self.session.route.questions, **found)
        self.take(engine.advance(self.session, answer, self.now, self.ids))


def calling_in(*operations: Operation) -> PaperCall:
    """A contact has called the virtual number, whose scenario this is."""
    leg = _has_called(Role.CONTACT, CONTACT, VIRTUAL)
    inbound = replace(plan("inbound"), show_virtual_number=None)
    return PaperCall(inbound, scenario(*operations), legs=(leg,), source="va")


def calling_out(*targets: Target) -> PaperCall:
    """An employee has called somebody outside from his line, or these numbers."""
    leg = replace(
        _has_called(Role.OPERATOR, LINE, CONTACT.dial),
        employee_id=LINE.employee_id,
        employee_name=LINE.employee_name,
        recording="out",
    )
    return PaperCall(
        plan("outgoing"),
        direct(*targets or (CONTACT,)),
        direction="out",
        legs=(leg,),
        source="sip",
    )


def _has_called(role: Role, who: Target, number: str) -> Leg:
    """The leg that somebody has made by calling this number."""
    return Leg(
        id=1,
        role=role,
        number=number,
        endpoint=who.dial,
        kind=who.kind,
        caller=who.dial,
        started_at=1000.0,
        channel="1700000000.1",
        inbound=True,
    )


def talking(**more: object) -> PaperCall:
    """A contact and an employee in conversation."""
    call = PaperCall(plan(), direct(LINE), **more)  # type: ignore[arg-type]  # names are the test's
    call.answer(Role.OPERATOR)
    call.answer(Role.CONTACT)
    assert call.state is State.TALK
    return call


def on_hold() -> PaperCall:
    call = talking()
    call.ask(Cause.HOLD, sounds=(HOLD,))
    return call


def waiting_input() -> PaperCall:
    call = on_hold()
    call.ask(Cause.DIGIT, key="2")
    return call


def dialing() -> PaperCall:
    call = on_hold()
    call.ask(Cause.MAKE_CALL, targets=(THIRD,))
    return call


def briefing_third() -> PaperCall:
    call = on_hold()
    call.ask(Cause.MAKE_CALL, targets=(THIRD,), sounds=(WHISPER,))
    call.answer(Role.THIRD)
    return call


def transferring() -> PaperCall:
    call = dialing()
    call.ask(Cause.TRANSFER)
    return call


def briefing_transfer() -> PaperCall:
    call = briefing_third()
    call.ask(Cause.TRANSFER)
    return call


def consulting() -> PaperCall:
    call = dialing()
    call.answer(Role.THIRD)
    return call


def informing() -> PaperCall:
    call = PaperCall(replace(plan("informer"), contact_sounds=(WELCOME,)))
    call.answer(Role.CONTACT)
    return call


def post_talk() -> PaperCall:
    call = talking(limits=Limits(post_call_s=10.0))
    call.end(Role.OPERATOR)
    return call


def finishing() -> PaperCall:
    call = talking()
    call.ask(Cause.RELEASE)
    return call


# A session in each state that lasts, by the way that leads there.
IN_STATE = {
    State.TALK: talking,
    State.HOLD: on_hold,
    State.WAITING_INPUT: waiting_input,
    State.DIALING: dialing,
    State.BRIEFING_THIRD: briefing_third,
    State.TRANSFERRING: transferring,
    State.BRIEFING_TRANSFER: briefing_transfer,
    State.OPERATOR_TALK: consulting,
    State.INFORMING: informing,
    State.POST_TALK: post_talk,
    State.FINISHING: finishing,
}
