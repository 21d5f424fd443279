"""Random causes on random plans: nothing breaks, nothing is left behind."""

from dataclasses import replace
from typing import Any

from hypothesis import assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from callapi.domain import engine
from callapi.domain.errors import ApiError
from callapi.domain.happening import (
    FaxOver,
    Happening,
    KeyPressed,
    LegAnswered,
    LegEnded,
    LegEvent,
    LegLeaving,
    MessageOver,
    PlaybackOver,
)
from callapi.domain.report import call_report, leg_reports
from callapi.domain.session import (
    Fax,
    Leg,
    LegState,
    Plan,
    Recording,
    Role,
    Route,
    Tag,
)
from callapi.domain.states import Cause, State
from callapi.domain.table import METHODS, NEXT
from callapi.store.sessions import _dump, load
from tests.unit.domain.calls import (
    BEEP,
    COACH,
    HOLD,
    IN_STATE,
    LINE,
    MOBILE,
    OFFICE,
    THIRD,
    WHISPER,
    PaperCall,
    calling_in,
    calling_out,
    direct,
    plan,
)
from tests.unit.domain.paper_network import PaperNetwork
from tests.unit.domain.random_scenarios import FOUND, LOOKING, OPERATIONS, TEXT

STARTS = [operation.key for operation in OPERATIONS]
SCENARIOS = st.sampled_from([Route(OPERATIONS, start) for start in STARTS])
DIRECT = st.sampled_from([direct(LINE), direct(OFFICE, LINE, MOBILE)])
ROUTES = DIRECT | SCENARIOS


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    kind = draw(st.sampled_from(["operator_first", "contact_first", "informer"]))
    sounds = st.sampled_from([(), TEXT])
    return replace(
        plan(kind),
        cut=draw(st.booleans()),
        early=kind == "operator_first" and draw(st.booleans()),
        keys=draw(st.sampled_from(["", ".1"])),
        contact_sounds=TEXT if kind == "informer" else draw(sounds),
        operator_sounds=draw(sounds),
        show_virtual_number=draw(st.sampled_from([True, False, None])),
        confirmation=draw(st.sampled_from(["", "any"])),
    )


@st.composite
def calls(draw: st.DrawFn) -> PaperCall:
    """A call that begins, or one that has come far already."""
    if draw(st.booleans()):
        return IN_STATE[draw(st.sampled_from(MIDDLES))]()
    if draw(st.integers(0, 4)) == 0:
        return calling_out(*draw(st.sampled_from([(MOBILE,), (OFFICE, THIRD, LINE)])))
    if draw(st.integers(0, 3)) == 0:
        route = draw(SCENARIOS)
        first = [it for it in OPERATIONS if it.key == route.key]
        return calling_in(*first, *OPERATIONS)
    chosen, route = draw(plans()), draw(ROUTES)
    return PaperCall(
        chosen,
        None if chosen.kind == "informer" else route,
        direction=draw(st.sampled_from(["in", "out"])),
    )


def methods(route: Route) -> list[Happening]:
    """Every method's cause, with what it needs."""
    needs = {
        Cause.MAKE_CALL: {"targets": (OFFICE, THIRD), "sounds": (WHISPER,)},
        Cause.HOLD: {"sounds": (HOLD,)},
        Cause.ADD_COACH: {"targets": (COACH,)},
        Cause.TAG: {"tag": Tag(36, "Hot lead")},
        Cause.RETAG: {"tag": Tag(36, "Hot lead"), "quiet": True, "on": True},
        Cause.RECORD: {"on": True},
        Cause.SEND_KEY: {"key": "1"},
        Cause.DIGIT: {"key": "1"},
        Cause.RUN_SCENARIO: {"route": route},
        Cause.DIAL_BY_KEYS: {"prompt": BEEP},
    }
    asked = {cause for causes in METHODS.values() for cause in causes} - {
        Cause.DISCONNECT,
        Cause.RELEASE,
    }
    options = (Cause.FINISH_TALK, Cause.RUN_SCENARIO, Cause.RECEIVE_FAX, Cause.RETAG)
    keys = (Cause.STAR, Cause.HASH, Cause.DIAL_BY_KEYS)
    causes = [*sorted(asked), *options, *keys]
    return [
        *(replace(Happening(cause), **needs.get(cause, {})) for cause in causes),  # type: ignore[arg-type]  # each its own
        Happening(Cause.MAKE_CALL, targets=(THIRD,)),
        Happening(Cause.RECORD),
    ]


# Where a call may be when it is found; how it has come there needs no legs that ended.
MIDDLES = [it for it in IN_STATE if it not in (State.POST_TALK, State.FINISHING)]

# How far back from the newest leg; most of what happens, happens to the newest.
LEGS = st.integers(0, 2)


def is_going_on(machine: "Call") -> bool:
    return machine.call.state is not State.ENDED


class Call(RuleBasedStateMachine):
    """A call, and a network that takes what the engine asks for at its word."""

    @initialize(call=calls(), other=ROUTES)
    def begins(self, call: PaperCall, other: Route) -> None:
        assume(call.session.legs)
        self.call = call
        call.knows = False
        self.network = PaperNetwork(
            {leg.id for leg in call.session.legs if leg.inbound}
        )
        self.asked = methods(other)
        for action in call.history:
            self.network.perform(action)

    @precondition(lambda self: not is_going_on(self))
    @rule(call=calls(), other=ROUTES)
    def begins_again(self, call: PaperCall, other: Route) -> None:
        self.begins(call, other)

    # --- what brings it on

    @precondition(is_going_on)
    @rule(times=st.integers(1, 4))
    def goes_well(self, times: int) -> None:
        """What is expected happens: otherwise no call would ever get far."""
        for _ in range(times):
            self._go_on()

    @precondition(is_going_on)
    @rule(data=st.data())
    def is_asked(self, data: st.DataObject) -> None:
        state = self.call.state
        possible = [it for it in self.asked if (state, it.cause) in NEXT]
        self._ask(data.draw(st.sampled_from(possible or self.asked)))

    @precondition(is_going_on)
    @rule(leg=LEGS, key=st.sampled_from("0129*#"))
    def hears_a_key(self, leg: int, key: str) -> None:
        self._happen(KeyPressed(self._leg(leg).id, key))

    @precondition(lambda self: self.call.session.digits)
    @rule(found=st.booleans())
    def learns_whose_number(self, found: bool) -> None:
        known = Happening(Cause.NUMBER_FOUND, targets=(THIRD,))
        unknown = Happening(Cause.NUMBER_UNKNOWN, prompt=BEEP)
        self._happen(known if found else unknown)

    @precondition(lambda self: self.call.state in LOOKING)
    @rule(found=FOUND)
    def finds_out(self, found: dict[str, Any]) -> None:
        self.call.find(**found)
        self._perform()

    @precondition(lambda self: self.call.state is State.QUEUING)
    @rule()
    def hears_of_a_free_number(self) -> None:
        self._happen(Happening(Cause.NUMBER_FREE))

    @precondition(lambda self: self.call.state is State.TAKING_MESSAGE)
    @rule(seconds=st.sampled_from([0.0, 1.0, 30.0]))
    def has_left_a_message(self, seconds: float) -> None:
        self._happen(MessageOver(self.call.leg(Role.CONTACT).id, seconds))

    @rule(received=st.booleans())
    def has_received_a_fax(self, received: bool) -> None:
        for leg in self.call.session.live:
            if leg.fax is Fax.RECEIVING:
                self._happen(FaxOver(leg.id, received))

    # --- what does not

    @precondition(is_going_on)
    @rule(
        leg=LEGS,
        what=st.sampled_from(["ended", "asked", "leaving", "late"]),
        cause=st.sampled_from([0, 16, 17, 19, 21, 38]),
        sip=st.sampled_from([None, 486, 404]),
    )
    def goes_badly(self, leg: int, what: str, cause: int, sip: int | None) -> None:
        """Somebody hangs up, is hung up on, or news comes when all is over."""
        found = self._leg(leg)
        match what:
            case "ended":
                self._end(found, cause, sip)
            case "asked":
                self._ask(Happening(Cause.DISCONNECT, leg_id=found.id))
            case "leaving":
                self.network.silenced(found.id)
                self._happen(LegLeaving(found.id))
            case "late":
                self._happen(PlaybackOver(found.id, "play-7-1-99"))
                self._happen(Happening(Cause.NUMBER_FOUND, targets=(THIRD,)))

    @precondition(is_going_on)
    @rule(seconds=st.sampled_from([0.5, 5.0, 15.0, 70.0, 700.0]))
    def waits(self, seconds: float) -> None:
        self._wait(seconds)

    def teardown(self) -> None:
        """Whatever has happened, it can be ended, and then nothing happens any more."""
        if not hasattr(self, "call"):
            return
        self._ask(Happening(Cause.RELEASE))
        for leg in self.call.session.live:
            self._end(leg)
        ended = self.call.session
        assert ended.state is State.ENDED
        for happening in self.asked:
            self._ask(happening)
        for leg in ended.legs:
            self._happen(LegAnswered(leg.id))
            self._end(leg)
        self._wait(20000.0)
        assert self.call.session == ended

    # --- what always holds

    @invariant()
    def is_stored_as_it_is(self) -> None:
        session = self.call.session
        assert load(session.version, _dump(session)) == session

    @invariant()
    def tells_of_one_end(self) -> None:
        session = self.call.session
        has_ended = session.state is State.ENDED
        assert self.call.told().count("call_session_finished") == has_ended
        assert has_ended == (session.finished_at is not None)

    @invariant()
    def is_over_for_every_leg_or_none(self) -> None:
        session = self.call.session
        if session.state in (State.FINISHING, State.ENDED):
            assert all(leg.dropped for leg in session.live)
            assert session.finish_reason
            assert session.recording is Recording.OFF
        else:
            assert engine.wake_at(session) is not None, "it could last for ever"

    @invariant()
    def waits_for_what_has_a_row(self) -> None:
        session = self.call.session
        if session.deadline is not None:
            assert (session.state, session.deadline.cause) in NEXT

    @invariant()
    def knows_what_the_network_does(self) -> None:
        live = self.call.session.live
        bridged = {leg.id for leg in live if leg.bridged and not leg.dropped}
        assert bridged == self.network.bridge
        playing = {leg.id: leg.playing.id for leg in live if leg.playing}
        assert playing == self.network.playing

    @invariant()
    def connects_whom_it_says_it_does(self) -> None:
        session = self.call.session
        if session.state is State.TALK:
            assert self.call.leg(Role.OPERATOR).bridged
            contact = self.call.leg(Role.CONTACT)
            assert contact.bridged or contact.fax is Fax.RECEIVING

    @invariant()
    def has_figures_that_fit(self) -> None:
        session, now = self.call.session, self.call.now
        it = call_report(session, now)
        assert it.clean_talk_s <= it.talk_s <= it.total_s >= it.wait_s
        assert it.clean_talk_s + it.post_s <= it.total_s
        is_open = bool(session.talks) and session.talks[-1].until is None
        if is_open:
            assert session.state is State.TALK
        assert len(leg_reports(session)) + len(session.live) == len(session.legs)

    # --- how it is done

    def _go_on(self) -> None:
        """Who rings answers, what is played is heard, what is waited for comes."""
        session = self.call.session
        for leg in session.live:
            if leg.dropped:
                return self._end(leg)
            if leg.state is LegState.RINGING and not leg.inbound:
                return self._happen(LegAnswered(leg.id))
            if leg.playing is not None and leg.playing.over is not None:
                self.network.silenced(leg.id)
                return self._happen(PlaybackOver(leg.id, leg.playing.id))
        due = engine.wake_at(session)
        if due is not None and due < self.call.now + 60:
            self._wait(due - self.call.now)
        return None

    def _wait(self, seconds: float) -> None:
        self.call.now += seconds
        while due := engine.overdue(self.call.session, self.call.now):
            before = self.call.session
            self._happen(due)
            assert self.call.session != before, f"{due} is overdue for ever"

    def _leg(self, index: int) -> Leg:
        """One of the legs, the newer the likelier."""
        legs = self.call.session.legs
        return legs[-1 - index % len(legs)]

    def _end(self, leg: Leg, cause: int = 16, sip: int | None = None) -> None:
        self.network.ended(leg.id)
        self._happen(LegEnded(leg.id, cause, sip))

    def _happen(self, happened: Happening | LegEvent) -> None:
        self.call.happen(happened)
        self._perform()

    def _ask(self, happening: Happening) -> None:
        before = self.call.session
        try:
            self.call.apply(happening)
        except ApiError:
            assert self.call.session == before
        else:
            assert (before.state, happening.cause) in NEXT
            self._perform()

    def _perform(self) -> None:
        for action in self.call.actions:
            self.network.perform(action)


def test_no_order_of_causes_breaks_the_engine() -> None:
    run_state_machine_as_test(
        Call,
        settings=settings(
            max_examples=150,
            stateful_step_count=40,
        ),
    )
