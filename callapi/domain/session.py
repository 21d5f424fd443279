"""A call session and its legs as values: what is stored, what every step returns."""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum, auto

from callapi.domain.past import Executed, Note, Talk
from callapi.domain.place import UNKNOWN, Place
from callapi.domain.states import Cause, State
from callapi.domain.target import Target

FULL_NUMBER = re.compile(r"[0-9]{6,15}")
# Silence that is sent: a telephone to which nothing at all comes hangs up.
HUSH = "hush"


class Role(StrEnum):
    """Who a leg is in the session (spec 4.1)."""

    CONTACT = auto()  # A
    OPERATOR = auto()  # B, or the former C once a transfer is complete
    THIRD = auto()  # C
    COACH = auto()


class LegState(StrEnum):
    RINGING = auto()  # requested, not yet answered
    ANSWERED = auto()
    ENDED = auto()


class Recording(StrEnum):
    """The small machine of spec 4.6."""

    OFF = auto()
    ON = auto()
    GLOBAL = auto()  # by the employee's setting: nobody switches it off


class Fax(StrEnum):
    RECEIVING = auto()
    RECEIVED = auto()


@dataclass(frozen=True, slots=True)
class Sound:
    """A piece of audio as the switch plays it: path without extension, length."""

    path: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Playing:
    """What one leg is made to hear; `id` is the switch's playback id."""

    id: str
    sounds: tuple[Sound, ...] = ()
    tone: str = ""  # a tone of the switch instead of sounds, endless; or HUSH
    loop: bool = False
    over: Cause | None = None  # the cause its end is, if anybody waits for it
    in_bridge: bool = False  # the leg itself stays free for keys


@dataclass(frozen=True, slots=True)
class Leg:
    id: int
    role: Role
    number: str  # as list.calls shows it: the digits dialled and their tail
    endpoint: str  # the digits alone
    kind: str  # sip | pstn
    caller: str  # the number this party sees; of one who has called us, his own
    started_at: float
    state: LegState = LegState.RINGING
    channel: str = ""  # the switch's id
    inbound: bool = False
    tail: str = ""  # keys sent after the answer, for instance an office extension
    tail_until: float | None = None  # the tail is being sent: not reached before
    employee_id: int | None = None
    employee_name: str | None = None
    group_id: int | None = None
    group_name: str | None = None
    recording: str = "off"  # the employee's setting: all | in | out | off
    playing: Playing | None = None
    plays: int = 0
    bridged: bool = False
    leaving: bool = False  # about to end: what comes now was cut off by that
    dropped: bool = False  # we have asked for its end: nothing it does is a cause
    transferred: bool = False  # the contact was handed over to it
    operation: int = 0  # which of `Session.executed` has dialled it, from 1
    keys_until: float = 0.0
    fax: Fax | None = None
    ring_by: float | None = None
    rang_at: float | None = None
    answered_at: float | None = None
    ended_at: float | None = None
    end_reason: str | None = None
    cause: int | None = None  # Q.850, as the switch has told it

    @property
    def live(self) -> bool:
        return self.state is not LegState.ENDED

    @property
    def party(self) -> str:
        """The number of who is there: `number` is what was dialled, by him too."""
        return self.endpoint if self.inbound else self.number

    @property
    def reached(self) -> bool:
        """Whether somebody is at the other end, as is who has called us."""
        return self.inbound or (
            self.state is LegState.ANSWERED and self.tail_until is None
        )


@dataclass(frozen=True, slots=True)
class Tag:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Callee:
    """Whom an operation dials; his numbers are found when it does."""

    kind: str  # employee | group | phone | number
    id: int = 0
    number: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """Where a contact waits when nobody is free."""

    max_wait_s: float
    max_size: int
    music: tuple[Sound, ...] = ()
    announces: bool = False


@dataclass(frozen=True, slots=True)
class Voicemail:
    max_s: float = 120.0
    min_s: float = 2.0
    silence_s: float = 5.0  # 0: silence does not end it
    finish_key: str = ""
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Web:
    """What a client's server is asked, and how (Data API spec 4.5)."""

    method: str
    url: str
    params: tuple[str, ...]
    timeout_s: float = 5.0
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a scenario, its sounds found before it is run."""

    key: str
    type: str
    transitions: dict[str, str | None] = field(default_factory=dict)
    id: int = 0  # the server's, for as long as the key stays
    targets: tuple[Target, ...] = ()  # those of a call without a scenario
    callees: tuple[Callee, ...] = ()
    strategy: str = "by_priority"
    dial_s: int | None = None  # None: each number's own
    records: bool = False  # every talk, whatever the employee's setting
    queue: Queue | None = None
    longest: int = 1  # so many keys are read at most
    gap_s: float = 2.0  # between two keys
    key_s: float = 0.0  # until the first key; 0: timeout_s
    type_ahead: bool = False
    extensions: bool = False  # several keys are somebody's extension
    codes: tuple[str, ...] = ()  # of an authorization
    ids: tuple[int, ...] = ()  # of the schedule, or of the contact groups
    days: int = 30  # how long ago the last manager may have talked
    any_contact: bool = False  # every contact of the address book
    ranges: tuple[tuple[int, ...], ...] = ()  # of branch_1, branch_2, ...
    voicemail: Voicemail | None = None
    web: Web | None = None
    sounds: tuple[Sound, ...] = ()  # greeting or message to the contact
    invalid: tuple[Sound, ...] = ()  # heard after a wrong key
    operator_sounds: tuple[Sound, ...] = ()  # the employee's message
    music: tuple[Sound, ...] = ()  # the contact's while dialling, () = the plan's
    ringback: bool = False  # a ringing tone instead of music
    answer_first: bool = False  # answer a contact who called before dialling
    show_virtual_number: bool = True
    confirmation: str = ""  # key that the employee has to press
    confirmation_s: float = 15.0
    timeout_s: float = 5.0
    repeat: int = 0
    interruptible: bool = False
    tags: tuple[Tag, ...] = ()
    next: str = ""  # link, inserted scenario: where it goes on
    name: str = ""  # without one it is a part of ours, and in no report
    scenario_id: int | None = None
    scenario_name: str = ""


DIRECT = "direct"  # the type of the one operation of a call without a scenario


@dataclass(frozen=True, slots=True)
class Found:
    """What was found out for an operation: an outcome, or whom to dial, or a reply."""

    question: int  # which look-up this answers
    outcome: str = ""
    targets: tuple[Target, ...] = ()
    waits: bool = False  # the group or employee called has a queue of his own
    takes_messages: bool = False  # the extension called has a voicemail
    group_ids: tuple[int, ...] = ()  # groups whose numbers were called
    ahead: int = 0  # contacts before this one in the queue
    waiting: int = 0  # contacts in the queue
    codes: tuple[str, ...] = ()  # outcomes, to be taken in turn
    sounds: tuple[Sound, ...] = ()
    operator_sounds: tuple[Sound, ...] = ()
    skipped: tuple[str, ...] = ()  # why a message of the reply is not heard


@dataclass(frozen=True, slots=True)
class Route:
    """A scenario under way. A call without one has a single operation of its own."""

    operations: tuple[Operation, ...]
    key: str | None  # the operation that is being run
    transitions: int = 0
    questions: int = 0  # how often something had to be found out
    typed_ahead: str = ""  # keys pressed before an operation that reads them
    pending: tuple[str, ...] = ()  # operations that follow when the scenario is over
    digits: str = ""  # read by the present operation
    found: Found | None = None
    queued_at: float | None = None
    place: int = 0  # in the queue, as the contact was told last
    attempts: int = 0
    target: int = 0  # index of the next number to dial
    until: float | None = None  # when the present operation has dialled long enough
    outcome: str = ""
    failures: tuple[str, ...] = ()  # how the numbers dialled so far were not reached
    failed: str = ""  # the last one's reason, in the words of the report
    noted: bool = False  # the present operation is among `Session.executed`
    scenario_id: int | None = None
    scenario_name: str | None = None

    @property
    def operation(self) -> Operation | None:
        return next((o for o in self.operations if o.key == self.key), None)

    @property
    def targets(self) -> tuple[Target, ...]:
        """The numbers that the present operation dials."""
        if self.found is not None:
            return self.found.targets
        return self.operation.targets if self.operation else ()

    @property
    def is_direct(self) -> bool:
        """No scenario: these numbers, one after another."""
        return self.operations[0].type == DIRECT


@dataclass(frozen=True, slots=True)
class Plan:
    """How the call is to be set up (spec 3.0.6): the start method's parameters."""

    # operator_first | contact_first | informer | inbound | outgoing | refused
    kind: str
    contact: Target
    music: Sound
    cut: bool = False
    early: bool = False
    keys: str = ""  # dtmf_string
    contact_sounds: tuple[Sound, ...] = ()  # msgA
    operator_sounds: tuple[Sound, ...] = ()  # msgB, after the scenario's own
    show_virtual_number: bool | None = True  # None: the scenario decides
    contact_ring_s: float = 60.0
    confirmation: str = ""
    confirmation_s: float = 15.0
    refusal: str = "normal"  # what the telephone of a refused contact is told


@dataclass(frozen=True, slots=True)
class Limits:
    """The times a session is given, in seconds."""

    setup_s: float = 600.0
    age_s: float = 14400.0
    ring_s: float = 60.0
    input_s: float = 5.0
    post_call_s: float = 0.0
    option_delay_s: float = 30.0


@dataclass(frozen=True, slots=True)
class Deadline:
    """When the present state's patience ends, and the cause this is."""

    at: float
    cause: Cause


@dataclass(frozen=True, slots=True)
class Session:
    id: int
    account_id: int
    state: State
    direction: str  # in | out
    source: str  # callapi, callapi_scenario_call, callapi_informer_call, va, sip
    started_at: float
    virtual_number: str
    contact: str
    plan: Plan
    limits: Limits
    version: int = 0
    external_id: str | None = None
    switch: str = ""  # the name of the switch its legs are on
    trunk: str = ""  # by which the virtual number's calls go out first
    place: Place = UNKNOWN  # of the contact
    component: str = "basic"  # whose security rules the numbers were judged by
    legs: tuple[Leg, ...] = ()
    tags: tuple[Tag, ...] = ()
    route: Route | None = None
    third: tuple[Target, ...] = ()
    third_next: int = 0
    third_sounds: tuple[Sound, ...] = ()
    digits: str = ""
    recording: Recording = Recording.OFF
    recordings: int = 0  # files begun, for their names
    deadline: Deadline | None = None
    setup_by: float | None = None
    end_by: float = 0.0
    talk_since: float | None = None  # the first entry into TALK
    talking_since: float | None = None  # the present conversation
    finish_reason: str | None = None
    finished_at: float | None = None
    talks: tuple[Talk, ...] = ()
    executed: tuple[Executed, ...] = ()  # operations of scenarios, in their order
    # each recording's number, and the operator's leg in it; 0: nobody's
    recorded: tuple[tuple[int, int], ...] = ()
    post_since: float | None = None  # POST_TALK
    post_until: float | None = None
    notes: tuple[Note, ...] = ()  # what else the story of the call tells

    @property
    def has_number(self) -> bool:
        """Whoever calls us may hide his number, or have a short one."""
        return FULL_NUMBER.fullmatch(self.contact) is not None

    @property
    def lines(self) -> set[str]:
        """Lines of our own that it dials, as far as that is known before it begins."""
        operations = self.route.operations if self.route else ()
        named = [target for each in operations for target in each.targets]
        return {it.dial for it in (self.plan.contact, *named) if it.kind == "sip"}

    def leg(self, role: Role) -> Leg | None:
        """The leg that plays `role` now: the newest one not ended and not dropped."""
        for leg in reversed(self.legs):
            if leg.role is role and leg.live and not leg.dropped:
                return leg
        return None

    @property
    def operator(self) -> Leg | None:
        """The leg that may use talk options, or the last one that might."""
        legs = [leg for leg in self.legs if leg.role is Role.OPERATOR]
        return legs[-1] if legs else None

    def by_id(self, leg_id: int) -> Leg | None:
        return next((leg for leg in self.legs if leg.id == leg_id), None)

    @property
    def live(self) -> tuple[Leg, ...]:
        return tuple(leg for leg in self.legs if leg.live)

    def with_leg(self, leg: Leg) -> "Session":
        """The session with `leg` in place of the one of that id, or added."""
        if self.by_id(leg.id) is None:
            return replace(self, legs=(*self.legs, leg))
        legs = tuple(leg if old.id == leg.id else old for old in self.legs)
        return replace(self, legs=legs)
