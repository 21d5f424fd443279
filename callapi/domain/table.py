"""Every way between the states of a call session (spec 4.3, and 3.0.6 for set-ups).

All that moves a session is in TABLE; nothing here knows who uses it. A pair that is
not listed is refused (a method) or ignored (an event).
"""

from dataclasses import dataclass

from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.states import (
    BRIEFINGS,
    CONSULTING,
    HANDING_OVER,
    NOT_TALKING,
    ON_HOLD,
    OPERATOR_THERE,
    RUNNING,
    SETUP,
    Cause,
    Effect,
    State,
    public_name,
)

S, C, E = State, Cause, Effect


@dataclass(frozen=True, slots=True)
class Step:
    """In `state`, `cause` leads to `to`, doing `effects` in order."""

    state: State
    cause: Cause
    to: State
    effects: tuple[Effect, ...] = ()


def _each(
    states: tuple[State, ...], cause: Cause, to: State, *effects: Effect
) -> tuple[Step, ...]:
    return tuple(Step(state, cause, to, effects) for state in states)


def _same(
    states: tuple[State, ...], cause: Cause, *effects: Effect
) -> tuple[Step, ...]:
    return tuple(Step(state, cause, state, effects) for state in states)


TABLE: tuple[Step, ...] = (
    # --- sequence F: the second party first
    Step(S.ROUTING, C.FORWARD, S.SEEKING_OPERATOR, (E.DIAL_OPERATOR,)),
    Step(S.ROUTING, C.LOOK_UP, S.FINDING, (E.LOOK_UP,)),
    Step(S.ROUTING, C.ROUTE_OVER, S.FINISHING, (E.HANG_UP_ALL,)),
    Step(S.FINDING, C.FOUND, S.ROUTING, (E.ROUTE_FOUND,)),
    Step(S.FINDING, C.NOT_FOUND, S.ROUTING, (E.ROUTE_LOST,)),
    Step(S.SEEKING_OPERATOR, C.OPERATOR_FAILED, S.SEEKING_OPERATOR, (E.DIAL_OPERATOR,)),
    Step(S.SEEKING_OPERATOR, C.NOBODY_LEFT, S.ROUTING, (E.ROUTE_UNREACHED,)),
    Step(
        S.SEEKING_OPERATOR,
        C.ROUTE_TIMEOUT,
        S.ROUTING,
        (E.GIVE_UP_DIALING, E.ROUTE_UNREACHED),
    ),
    Step(
        S.SEEKING_OPERATOR,
        C.OPERATOR_ANSWERED,
        S.CONFIRMING,
        (E.CHOOSE_OPERATOR, E.AWAIT_CONFIRMATION),
    ),
    Step(S.CONFIRMING, C.OPERATOR_KEY, S.CONFIRMING, (E.CHECK_CONFIRMATION,)),
    Step(S.CONFIRMING, C.CONFIRMED, S.BRIEFING_OPERATOR, (E.BRIEF_OPERATOR,)),
    Step(
        S.CONFIRMING,
        C.UNCONFIRMED,
        S.SEEKING_OPERATOR,
        (E.REJECT_OPERATOR, E.DIAL_OPERATOR),
    ),
    Step(
        S.BRIEFING_OPERATOR,
        C.OPERATOR_BRIEFED,
        S.SEEKING_CONTACT,
        (E.ENTERTAIN_OPERATOR, E.DIAL_CONTACT),
    ),
    Step(S.SEEKING_CONTACT, C.CONTACT_FAILED, S.FINISHING, (E.HANG_UP_ALL,)),
    Step(S.SEEKING_CONTACT, C.CONTACT_ANSWERED, S.SENDING_KEYS, (E.SEND_KEYS,)),
    Step(S.SENDING_KEYS, C.KEYS_SENT, S.BRIEFING_CONTACT, (E.BRIEF_CONTACT,)),
    Step(S.BRIEFING_CONTACT, C.CONTACT_BRIEFED, S.TALK, (E.CONNECT,)),
    # --- an employee calls from his line: he is answered when the contact is there
    Step(S.CALLING_OUT, C.CONTACT_FAILED, S.CALLING_OUT, (E.DIAL_OUT,)),
    Step(
        S.CALLING_OUT,
        C.NOBODY_LEFT,
        S.FINISHING,
        (E.REFUSE_OPERATOR, E.HANG_UP_ALL),
    ),
    Step(S.CALLING_OUT, C.CONTACT_ANSWERED, S.TALK, (E.CONNECT,)),
    # --- sequence K: the contact first; an inbound call begins at FIRST_ROUTING
    Step(S.CALLING_CONTACT, C.CONTACT_FAILED, S.FINISHING, (E.HANG_UP_ALL,)),
    Step(S.CALLING_CONTACT, C.CONTACT_ANSWERED, S.SENDING_FIRST_KEYS, (E.SEND_KEYS,)),
    Step(
        S.SENDING_FIRST_KEYS,
        C.KEYS_SENT,
        S.FIRST_ROUTING,
        (E.BRIEF_CONTACT_FIRST, E.ROUTE),
    ),
    Step(S.FIRST_ROUTING, C.LISTEN, S.LISTENING),
    Step(S.FIRST_ROUTING, C.GREET, S.GREETING, (E.PLAY_OPERATION,)),
    Step(S.FIRST_ROUTING, C.ASK, S.MENU, (E.PLAY_OPERATION,)),
    Step(
        S.FIRST_ROUTING,
        C.FORWARD,
        S.FORWARDING,
        (E.ENTERTAIN_CONTACT, E.DIAL_OPERATOR),
    ),
    Step(S.FIRST_ROUTING, C.ASK_AGAIN, S.MENU, (E.PLAY_OPERATION,)),
    Step(S.FIRST_ROUTING, C.LOOK_UP, S.FIRST_FINDING, (E.LOOK_UP,)),
    Step(S.FIRST_ROUTING, C.QUEUE, S.QUEUING, (E.JOIN_QUEUE,)),
    Step(S.FIRST_ROUTING, C.TAKE_MESSAGE, S.TAKING_MESSAGE, (E.TAKE_MESSAGE,)),
    Step(S.FIRST_ROUTING, C.TAKE_FAX, S.TAKING_FAX, (E.TAKE_FAX,)),
    Step(S.FIRST_ROUTING, C.ROUTE_OVER, S.FINISHING, (E.HANG_UP_ALL,)),
    Step(S.LISTENING, C.CONTACT_BRIEFED, S.FIRST_ROUTING, (E.ROUTE,)),
    Step(S.GREETING, C.OPERATION_HEARD, S.FIRST_ROUTING, (E.ROUTE_HEARD,)),
    Step(S.GREETING, C.CONTACT_KEY, S.GREETING, (E.KEEP_KEY, E.INTERRUPT_GREETING)),
    *_same((S.LISTENING, S.FIRST_FINDING, S.FORWARDING), C.CONTACT_KEY, E.KEEP_KEY),
    Step(S.MENU, C.OPERATION_HEARD, S.MENU, (E.AWAIT_MENU_KEY,)),
    Step(S.MENU, C.CONTACT_KEY, S.MENU, (E.TAKE_MENU_KEY,)),
    Step(S.MENU, C.MENU_TIMEOUT, S.MENU, (E.READ_KEYS,)),
    Step(S.MENU, C.ASK_AGAIN, S.MENU, (E.PLAY_OPERATION,)),
    Step(S.MENU, C.CHOSEN, S.FIRST_ROUTING, (E.ROUTE_ON,)),
    Step(S.MENU, C.LOOK_UP, S.FIRST_FINDING, (E.LOOK_UP,)),
    Step(S.FIRST_FINDING, C.FOUND, S.FIRST_ROUTING, (E.ROUTE_FOUND,)),
    Step(S.FIRST_FINDING, C.NOT_FOUND, S.FIRST_ROUTING, (E.ROUTE_LOST,)),
    # a number is free, or it is time to look
    *_same((S.QUEUING,), C.NUMBER_FREE, E.CHECK_QUEUE),
    *_same((S.QUEUING,), C.QUEUE_TICK, E.CHECK_QUEUE),
    *_same((S.QUEUING,), C.FOUND, E.TAKE_TURN),
    *_same((S.QUEUING,), C.OPERATION_HEARD, E.ENTERTAIN_QUEUE),
    *_same((S.QUEUING,), C.CONTACT_BRIEFED, E.ENTERTAIN_QUEUE),
    Step(S.QUEUING, C.TURN, S.FORWARDING, (E.ENTERTAIN_CONTACT, E.DIAL_OPERATOR)),
    Step(S.QUEUING, C.CHOSEN, S.FIRST_ROUTING, (E.ROUTE_ON,)),
    *_same((S.TAKING_MESSAGE,), C.CONTACT_KEY, E.END_MESSAGE),
    Step(S.TAKING_MESSAGE, C.MESSAGE_TAKEN, S.FIRST_ROUTING, (E.KEEP_MESSAGE,)),
    Step(S.TAKING_MESSAGE, C.MESSAGE_TIMEOUT, S.FIRST_ROUTING, (E.GIVE_UP_MESSAGE,)),
    Step(S.TAKING_FAX, C.FAX_OVER, S.FIRST_ROUTING, (E.KEEP_FAX,)),
    *_same(BRIEFINGS, C.CONTACT_BRIEFED, E.ENTERTAIN_CONTACT),
    Step(S.FORWARDING, C.OPERATOR_FAILED, S.FORWARDING, (E.DIAL_OPERATOR,)),
    Step(S.FORWARDING, C.NOBODY_LEFT, S.FIRST_ROUTING, (E.ROUTE_UNREACHED,)),
    Step(
        S.FORWARDING,
        C.ROUTE_TIMEOUT,
        S.FIRST_ROUTING,
        (E.GIVE_UP_DIALING, E.ROUTE_UNREACHED),
    ),
    Step(
        S.FORWARDING,
        C.OPERATOR_ANSWERED,
        S.CONFIRMING_FORWARD,
        (E.CHOOSE_OPERATOR, E.AWAIT_CONFIRMATION),
    ),
    Step(
        S.CONFIRMING_FORWARD,
        C.OPERATOR_KEY,
        S.CONFIRMING_FORWARD,
        (E.CHECK_CONFIRMATION,),
    ),
    Step(S.CONFIRMING_FORWARD, C.CONFIRMED, S.BRIEFING_FORWARD, (E.BRIEF_OPERATOR,)),
    Step(
        S.CONFIRMING_FORWARD,
        C.UNCONFIRMED,
        S.FORWARDING,
        (E.REJECT_OPERATOR, E.DIAL_OPERATOR),
    ),
    Step(
        S.BRIEFING_FORWARD, C.OPERATOR_BRIEFED, S.AWAITING_CONTACT, (E.AWAIT_CONTACT,)
    ),
    Step(S.AWAITING_CONTACT, C.CONTACT_BRIEFED, S.TALK, (E.CONNECT,)),
    # --- informer calls
    Step(S.INFORMER_CALLING, C.CONTACT_FAILED, S.FINISHING, (E.HANG_UP_ALL,)),
    Step(S.INFORMER_CALLING, C.CONTACT_ANSWERED, S.INFORMER_KEYS, (E.SEND_KEYS,)),
    Step(S.INFORMER_KEYS, C.KEYS_SENT, S.INFORMING, (E.PLAY_INFORMATION,)),
    Step(S.INFORMING, C.CONTACT_BRIEFED, S.FINISHING, (E.HANG_UP_ALL,)),
    Step(S.INFORMING, C.CONTACT_GONE, S.FINISHING, (E.HANG_UP_ALL,)),
    # --- whatever the set-up: it ends when somebody leaves or it lasts too long
    *_each(SETUP, C.CONTACT_GONE, S.FINISHING, E.HANG_UP_ALL),
    *_each(OPERATOR_THERE, C.OPERATOR_GONE, S.FINISHING, E.HANG_UP_ALL),
    *_each(
        (S.SEEKING_OPERATOR, S.FORWARDING), C.OPERATOR_GONE, S.FINISHING, E.HANG_UP_ALL
    ),
    *_each(SETUP, C.SETUP_TIMEOUT, S.FINISHING, E.HANG_UP_ALL),
    # --- hold, and dialling a third party
    Step(S.TALK, C.HOLD, S.HOLD, (E.END_TALK, E.PART_CONTACT, E.HUSH_OPERATOR)),
    Step(S.HOLD, C.UNHOLD, S.TALK, (E.CONNECT,)),
    Step(S.HOLD, C.DIGIT, S.WAITING_INPUT, (E.TAKE_DIGIT,)),
    *_same((S.HOLD,), C.STAR),
    *_same((S.HOLD,), C.HASH),
    Step(S.WAITING_INPUT, C.DIGIT, S.WAITING_INPUT, (E.TAKE_DIGIT,)),
    Step(S.WAITING_INPUT, C.STAR, S.HOLD, (E.FORGET_DIGITS,)),
    *_same((S.WAITING_INPUT,), C.HASH, E.FIND_NUMBER),
    *_same((S.WAITING_INPUT,), C.INPUT_TIMEOUT, E.FIND_NUMBER),
    Step(S.WAITING_INPUT, C.NUMBER_FOUND, S.DIALING, (E.FORGET_DIGITS, E.DIAL_THIRD)),
    Step(S.WAITING_INPUT, C.NUMBER_UNKNOWN, S.HOLD, (E.FORGET_DIGITS, E.ERROR_TONE)),
    *_each(
        (S.HOLD, S.WAITING_INPUT),
        C.MAKE_CALL,
        S.DIALING,
        *(E.FORGET_DIGITS, E.DIAL_THIRD),
    ),
    Step(S.DIALING, C.THIRD_FAILED, S.DIALING, (E.DIAL_THIRD,)),
    Step(S.DIALING, C.NOBODY_LEFT, S.HOLD, (E.HUSH_OPERATOR,)),
    Step(
        S.DIALING,
        C.THIRD_ANSWERED,
        S.BRIEFING_THIRD,
        (E.HUSH_OPERATOR, E.BRIEF_THIRD),
    ),
    Step(S.BRIEFING_THIRD, C.THIRD_BRIEFED, S.OPERATOR_TALK, (E.CONNECT_THIRD,)),
    Step(S.DIALING, C.THIRD_GONE, S.HOLD, (E.HUSH_OPERATOR,)),
    Step(S.BRIEFING_THIRD, C.THIRD_GONE, S.HOLD),
    *_each(
        (*CONSULTING, S.OPERATOR_TALK),
        C.RESTORE,
        S.TALK,
        *(E.DROP_THIRD, E.CONNECT),
    ),
    Step(S.OPERATOR_TALK, C.THIRD_GONE, S.HOLD, (E.HUSH_OPERATOR,)),
    # --- transfer
    Step(S.DIALING, C.TRANSFER, S.TRANSFERRING, (E.DROP_OPERATOR, E.DROP_COACH)),
    Step(
        S.BRIEFING_THIRD,
        C.TRANSFER,
        S.BRIEFING_TRANSFER,
        (E.DROP_OPERATOR, E.DROP_COACH),
    ),
    Step(S.TRANSFERRING, C.THIRD_FAILED, S.TRANSFERRING, (E.DIAL_THIRD,)),
    Step(S.TRANSFERRING, C.NOBODY_LEFT, S.FINISHING, (E.HANG_UP_ALL,)),
    Step(S.TRANSFERRING, C.THIRD_ANSWERED, S.BRIEFING_TRANSFER, (E.BRIEF_THIRD,)),
    *_each(HANDING_OVER, C.THIRD_GONE, S.FINISHING, E.HANG_UP_ALL),
    Step(S.BRIEFING_TRANSFER, C.THIRD_BRIEFED, S.TALK, (E.PROMOTE_THIRD, E.CONNECT)),
    Step(
        S.OPERATOR_TALK,
        C.TRANSFER,
        S.TALK,
        (E.DROP_OPERATOR, E.DROP_COACH, E.PROMOTE_THIRD, E.CONNECT),
    ),
    # --- beside the conversation
    *_same((S.TALK,), C.ADD_COACH, E.DIAL_COACH),
    *_same((S.TALK, S.INFORMING), C.RECORD, E.SWITCH_RECORDING),
    *_same(RUNNING, C.TAG, E.ADD_TAG),
    *_same((*RUNNING, S.FINISHING), C.RETAG, E.RETAG),
    *_same(RUNNING, C.BLOCK, E.BLOCK_CONTACT),
    *_same(RUNNING, C.DISCONNECT, E.DROP_NAMED),
    *_same((S.TALK,), C.TALK_OPTION),
    *_same((S.TALK, S.INFORMING), C.SEND_KEY, E.TONE_TO_CONTACT),
    *_same((S.OPERATOR_TALK,), C.SEND_KEY, E.TONE_TO_THIRD),
    *_same((S.TALK,), C.RECEIVE_FAX, E.RECEIVE_FAX),
    *_same((S.TALK,), C.FAX_OVER, E.END_FAX),
    *_same((*ON_HOLD, *HANDING_OVER), C.FAX_OVER, E.HOLD_AGAIN),
    Step(
        S.TALK,
        C.DIAL_BY_KEYS,
        S.WAITING_INPUT,
        (E.END_TALK, E.PART_CONTACT, E.PROMPT_OPERATOR),
    ),
    Step(
        S.TALK,
        C.RUN_SCENARIO,
        S.FIRST_ROUTING,
        (E.END_TALK, E.DROP_COACH, E.START_ROUTE),
    ),
    # --- the end
    Step(S.TALK, C.CONTACT_GONE, S.POST_TALK, (E.END_TALK, E.DROP_COACH, E.PROCESS)),
    Step(
        S.TALK,
        C.OPERATOR_GONE,
        S.AFTER_TALK,
        (E.END_TALK, E.DROP_COACH, E.AFTER_TALK),
    ),
    Step(
        S.TALK,
        C.FINISH_TALK,
        S.AFTER_TALK,
        (E.END_TALK, E.DROP_OPERATOR, E.DROP_COACH, E.AFTER_TALK),
    ),
    Step(S.AFTER_TALK, C.TALK_OVER, S.POST_TALK, (E.PROCESS,)),
    Step(S.AFTER_TALK, C.GO_ON, S.FIRST_ROUTING, (E.RESUME_ROUTE,)),
    *_each((*ON_HOLD, *HANDING_OVER), C.CONTACT_GONE, S.FINISHING, E.HANG_UP_ALL),
    *_each(ON_HOLD, C.OPERATOR_GONE, S.FINISHING, E.HANG_UP_ALL),
    Step(S.POST_TALK, C.PROCESSED, S.FINISHING, (E.HANG_UP_ALL,)),
    Step(S.POST_TALK, C.CONTACT_GONE, S.FINISHING, (E.HANG_UP_ALL,)),
    Step(S.POST_TALK, C.OPERATOR_GONE, S.FINISHING, (E.HANG_UP_ALL,)),
    *_each(NOT_TALKING, C.RELEASE, S.FINISHING, E.HANG_UP_ALL),
    *_each(NOT_TALKING, C.TOO_OLD, S.FINISHING, E.HANG_UP_ALL),
    *_each(NOT_TALKING, C.SWITCH_FAILED, S.FINISHING, E.HANG_UP_ALL),
    Step(S.TALK, C.RELEASE, S.FINISHING, (E.END_TALK, E.HANG_UP_ALL)),
    Step(S.TALK, C.TOO_OLD, S.FINISHING, (E.END_TALK, E.HANG_UP_ALL)),
    Step(S.TALK, C.SWITCH_FAILED, S.FINISHING, (E.END_TALK, E.HANG_UP_ALL)),
    *_same((S.FINISHING,), C.RELEASE),
    Step(S.FINISHING, C.LAST_LEG_DOWN, S.ENDED, (E.CLOSE,)),
)

# Where a session begins, and with what (rows 1 and 2 of spec 4.3).
START: dict[str, tuple[State, Effect]] = {
    "operator_first": (S.ROUTING, E.ROUTE),
    "contact_first": (S.CALLING_CONTACT, E.DIAL_CONTACT),
    "informer": (S.INFORMER_CALLING, E.DIAL_CONTACT),
    "inbound": (S.FIRST_ROUTING, E.ROUTE),
    "outgoing": (S.CALLING_OUT, E.DIAL_OUT),
    "refused": (S.FINISHING, E.HANG_UP_ALL),
}

NEXT: dict[tuple[State, Cause], Step] = {(s.state, s.cause): s for s in TABLE}

# The method whose cause has to be possible for the method to be allowed (spec 4.7).
METHODS: dict[str, tuple[Cause, ...]] = {
    "make.call": (C.MAKE_CALL,),
    "transfer.talk": (C.TRANSFER,),
    "restore.talk": (C.RESTORE,),
    "hold.call": (C.HOLD,),
    "unhold.call": (C.UNHOLD,),
    "tag.call": (C.TAG,),
    "disconnect.leg": (C.DISCONNECT,),
    "add.coach": (C.ADD_COACH,),
    "record.call": (C.RECORD,),
    "block.contact": (C.BLOCK,),
    "call.talk_option": (C.TALK_OPTION,),
    "send.dtmf": (C.SEND_KEY, C.DIGIT),
    "release.call": (C.RELEASE,),
}


def allowed_methods(state: State) -> list[str]:
    """The methods the table knows in `state`, in the order of spec 4.7."""
    return [
        method
        for method, causes in METHODS.items()
        if any((state, cause) in NEXT for cause in causes)
    ]


def step(state: State, cause: Cause) -> Step:
    """The whole engine: the row of (state, cause), or `invalid_state`."""
    try:
        return NEXT[state, cause]
    except KeyError:
        raise invalid_state(state) from None


def invalid_state(state: State) -> ApiError:
    return ApiError(
        Mnemonic.INVALID_STATE,
        state=public_name(state),
        allowed_methods=allowed_methods(state),
    )
