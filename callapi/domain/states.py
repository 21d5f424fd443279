"""The names of a call session's life: states, causes, effects (spec 4.2, 4.3).

`table.py` says which cause leads from which state to which. There are no guards: where
an arrow of the specification carries a condition, a state stands here instead, and
`public_name` gives the name clients know. The set-up of a call (spec 3.0.6) is made of
states too, so that a restart in the middle of it finds out where it was.
"""

from enum import StrEnum, auto


class State(StrEnum):
    """Where a session is. See STATES.md for the drawing."""

    # set-up, the second party first (sequence F)
    ROUTING = auto()  # momentary: who is dialled next?
    SEEKING_OPERATOR = auto()  # the second party rings
    CONFIRMING = auto()  # the operator has to press a key
    BRIEFING_OPERATOR = auto()  # hears his message
    SEEKING_CONTACT = auto()  # the contact rings, the operator waits
    SENDING_KEYS = auto()  # dtmf_string goes to the contact
    BRIEFING_CONTACT = auto()  # the contact hears his message
    FINDING = auto()  # the next operation's facts are looked up
    # set-up, an employee calls from his line
    CALLING_OUT = auto()  # he hears the line of the contact who is called
    # set-up, the contact first (sequence K), and inbound calls from FIRST_ROUTING on
    CALLING_CONTACT = auto()
    SENDING_FIRST_KEYS = auto()
    FIRST_ROUTING = auto()  # momentary: what does the scenario do next?
    LISTENING = auto()  # the scenario waits for the end of the contact's message
    GREETING = auto()
    MENU = auto()  # the contact presses keys
    FIRST_FINDING = auto()  # the next operation's facts are looked up
    QUEUING = auto()  # nobody is free, the contact waits in line
    TAKING_MESSAGE = auto()  # voicemail
    TAKING_FAX = auto()
    FORWARDING = auto()  # the second party rings, the contact waits
    CONFIRMING_FORWARD = auto()
    BRIEFING_FORWARD = auto()
    AWAITING_CONTACT = auto()  # the operator is ready, the contact's message still runs
    # informer calls
    INFORMER_CALLING = auto()
    INFORMER_KEYS = auto()
    INFORMING = auto()
    # the conversation
    TALK = auto()
    HOLD = auto()
    WAITING_INPUT = auto()
    DIALING = auto()
    BRIEFING_THIRD = auto()  # the third party hears to_message
    TRANSFERRING = auto()  # as DIALING, the operator has left
    BRIEFING_TRANSFER = auto()
    OPERATOR_TALK = auto()
    AFTER_TALK = auto()  # momentary: does the scenario go on?
    POST_TALK = auto()
    FINISHING = auto()
    ENDED = auto()


class Cause(StrEnum):
    """What moves a session: a method, something a leg did, a timer, or an effect."""

    # asked by a method, or by the operator's keys
    RELEASE = auto()
    HOLD = auto()
    UNHOLD = auto()
    MAKE_CALL = auto()
    TRANSFER = auto()
    RESTORE = auto()
    TAG = auto()
    RETAG = auto()
    BLOCK = auto()
    DISCONNECT = auto()
    ADD_COACH = auto()
    RECORD = auto()
    TALK_OPTION = auto()
    SEND_KEY = auto()
    FINISH_TALK = auto()
    DIAL_BY_KEYS = auto()
    RUN_SCENARIO = auto()
    RECEIVE_FAX = auto()
    DIGIT = auto()
    STAR = auto()
    HASH = auto()
    # happened to a leg
    CONTACT_ANSWERED = auto()
    CONTACT_FAILED = auto()
    CONTACT_GONE = auto()
    CONTACT_KEY = auto()
    CONTACT_BRIEFED = auto()
    OPERATION_HEARD = auto()
    OPERATOR_ANSWERED = auto()
    OPERATOR_FAILED = auto()
    OPERATOR_GONE = auto()
    OPERATOR_KEY = auto()
    OPERATOR_BRIEFED = auto()
    THIRD_ANSWERED = auto()
    THIRD_FAILED = auto()
    THIRD_GONE = auto()
    THIRD_BRIEFED = auto()
    FAX_OVER = auto()
    # found out by an effect
    FORWARD = auto()
    GREET = auto()
    ASK = auto()
    LISTEN = auto()
    LOOK_UP = auto()
    FOUND = auto()
    QUEUE = auto()
    TURN = auto()
    TAKE_MESSAGE = auto()
    TAKE_FAX = auto()
    ROUTE_OVER = auto()
    GO_ON = auto()
    TALK_OVER = auto()
    CHOSEN = auto()
    ASK_AGAIN = auto()
    NOBODY_LEFT = auto()
    CONFIRMED = auto()
    NUMBER_FOUND = auto()
    NUMBER_UNKNOWN = auto()
    LAST_LEG_DOWN = auto()
    SWITCH_FAILED = auto()
    NUMBER_FREE = auto()
    MESSAGE_TAKEN = auto()
    # timers
    KEYS_SENT = auto()
    UNCONFIRMED = auto()
    MENU_TIMEOUT = auto()
    ROUTE_TIMEOUT = auto()
    NOT_FOUND = auto()
    QUEUE_TICK = auto()
    MESSAGE_TIMEOUT = auto()
    INPUT_TIMEOUT = auto()
    PROCESSED = auto()
    SETUP_TIMEOUT = auto()
    TOO_OLD = auto()


class Effect(StrEnum):
    """What is done on the way; `domain/effects.py` says how."""

    ROUTE = auto()
    ROUTE_ON = auto()
    ROUTE_FOUND = auto()
    ROUTE_LOST = auto()
    ROUTE_HEARD = auto()
    ROUTE_UNREACHED = auto()
    LOOK_UP = auto()
    START_ROUTE = auto()
    RESUME_ROUTE = auto()
    GIVE_UP_DIALING = auto()
    REJECT_OPERATOR = auto()
    REFUSE_OPERATOR = auto()
    CHOOSE_OPERATOR = auto()
    DIAL_OPERATOR = auto()
    DIAL_CONTACT = auto()
    DIAL_OUT = auto()
    DIAL_THIRD = auto()
    DIAL_COACH = auto()
    AWAIT_CONFIRMATION = auto()
    CHECK_CONFIRMATION = auto()
    BRIEF_OPERATOR = auto()
    BRIEF_CONTACT = auto()
    BRIEF_CONTACT_FIRST = auto()
    BRIEF_THIRD = auto()
    ENTERTAIN_OPERATOR = auto()
    ENTERTAIN_CONTACT = auto()
    AWAIT_CONTACT = auto()
    SEND_KEYS = auto()
    PLAY_OPERATION = auto()
    AWAIT_MENU_KEY = auto()
    TAKE_MENU_KEY = auto()
    READ_KEYS = auto()
    KEEP_KEY = auto()
    JOIN_QUEUE = auto()
    CHECK_QUEUE = auto()
    TAKE_TURN = auto()
    ENTERTAIN_QUEUE = auto()
    TAKE_MESSAGE = auto()
    END_MESSAGE = auto()
    GIVE_UP_MESSAGE = auto()
    KEEP_MESSAGE = auto()
    TAKE_FAX = auto()
    KEEP_FAX = auto()
    INTERRUPT_GREETING = auto()
    PLAY_INFORMATION = auto()
    CONNECT = auto()
    CONNECT_THIRD = auto()
    PART_CONTACT = auto()
    PROMPT_OPERATOR = auto()
    TAKE_DIGIT = auto()
    FORGET_DIGITS = auto()
    FIND_NUMBER = auto()
    ERROR_TONE = auto()
    HUSH_OPERATOR = auto()
    DROP_OPERATOR = auto()
    DROP_THIRD = auto()
    DROP_COACH = auto()
    DROP_NAMED = auto()
    PROMOTE_THIRD = auto()
    ADD_TAG = auto()
    RETAG = auto()
    BLOCK_CONTACT = auto()
    SWITCH_RECORDING = auto()
    TONE_TO_CONTACT = auto()
    TONE_TO_THIRD = auto()
    RECEIVE_FAX = auto()
    END_FAX = auto()
    HOLD_AGAIN = auto()
    END_TALK = auto()
    AFTER_TALK = auto()
    PROCESS = auto()
    HANG_UP_ALL = auto()
    CLOSE = auto()


S = State

BRIEFINGS = (S.FORWARDING, S.CONFIRMING_FORWARD, S.BRIEFING_FORWARD)
SETUP = tuple(s for s in S if list(S).index(s) < list(S).index(S.INFORMING))
CONSULTING = (S.DIALING, S.BRIEFING_THIRD)
HANDING_OVER = (S.TRANSFERRING, S.BRIEFING_TRANSFER)
ON_HOLD = (S.HOLD, S.WAITING_INPUT, *CONSULTING, S.OPERATOR_TALK)
RUNNING = tuple(s for s in S if s not in (S.FINISHING, S.ENDED))
NOT_TALKING = tuple(s for s in RUNNING if s is not S.TALK)
# the operator has answered, or is who called, and can therefore leave
OPERATOR_THERE = (
    *(S.CONFIRMING, S.BRIEFING_OPERATOR, S.SEEKING_CONTACT, S.SENDING_KEYS),
    *(S.BRIEFING_CONTACT, S.CONFIRMING_FORWARD, S.BRIEFING_FORWARD),
    *(S.AWAITING_CONTACT, S.CALLING_OUT),
)


# The name clients know; a state that is not listed is known by its own.
PUBLIC: dict[State, str] = {
    **dict.fromkeys((*SETUP, S.INFORMING), "SESSION"),
    **dict.fromkeys((*CONSULTING, *HANDING_OVER), "DIALING"),
    S.AFTER_TALK: "POST_TALK",
}


def public_name(state: State) -> str:
    """The state's name in the specification's drawing, as error params show it."""
    return PUBLIC.get(state, state.name)
