"""The state of a leg in words, for people and for clients that compare (spec 4.5)."""

from callapi.domain.session import Fax, Leg, LegState, Role, Session
from callapi.domain.states import CONSULTING, HANDING_OVER, State

Text = tuple[str, str]  # English, Russian

DIAL = ("Dial", "Дозвон")
CONVERSATION = ("Conversation", "Разговор")
NEXT_IN_LINE = ("Next in line", "На очереди")
DISCONNECTED = ("Disconnected", "Разъединено")
OPERATORS_TALKING = ("Operators talking", "Разговор операторов")
ON_HOLD = ("On hold", "На удержании")
CALL_TRANSFER = ("Call Transfer", "Перевод вызова")
SENDING_DTMF = ("Sending DTMF", "Отправка dtmf")
RECEIVING_FAX = ("Receiving a fax", "Получение факса")
FAX_RECEIVED = ("Fax received", "Факс получен")
SENDING_FAX = ("Sending a fax", "Отправка факса")  # reserved: we never send one
FAX_SENT = ("Fax sent", "Факс отправлен")

TEXTS: tuple[Text, ...] = (
    *(DIAL, CONVERSATION, NEXT_IN_LINE, DISCONNECTED, OPERATORS_TALKING, ON_HOLD),
    *(CALL_TRANSFER, SENDING_DTMF, RECEIVING_FAX, FAX_RECEIVED, SENDING_FAX, FAX_SENT),
)

S, R = State, Role
HELD = (S.HOLD, S.WAITING_INPUT, *CONSULTING)

# What an answered leg shows by state and role; in what is not listed it still waits.
BY_STATE: dict[tuple[State, Role], Text] = {
    **dict.fromkeys(((S.TALK, R.CONTACT), (S.TALK, R.OPERATOR)), CONVERSATION),
    (S.INFORMING, R.CONTACT): CONVERSATION,
    (S.QUEUING, R.CONTACT): NEXT_IN_LINE,
    **{(state, R.OPERATOR): CONVERSATION for state in HELD},
    **{(state, R.CONTACT): ON_HOLD for state in (*HELD, S.OPERATOR_TALK)},
    **{(state, R.CONTACT): CALL_TRANSFER for state in HANDING_OVER},
    **{(state, R.THIRD): CALL_TRANSFER for state in HANDING_OVER},
    (S.OPERATOR_TALK, R.OPERATOR): OPERATORS_TALKING,
    (S.OPERATOR_TALK, R.THIRD): OPERATORS_TALKING,
    **dict.fromkeys(
        ((S.POST_TALK, R.CONTACT), (S.POST_TALK, R.OPERATOR)), CONVERSATION
    ),
}


def leg_text(session: Session, leg: Leg, now: float) -> Text:
    """What passes (keys, a fax) wins over what the state says."""
    if leg.state is LegState.ENDED or leg.dropped:
        return DISCONNECTED
    if leg.fax is Fax.RECEIVING:
        return RECEIVING_FAX
    if leg.fax is Fax.RECEIVED and session.state is State.TALK:
        return FAX_RECEIVED
    if now < leg.keys_until:
        return SENDING_DTMF
    if session.state in HANDING_OVER and leg.role is Role.THIRD:
        return CALL_TRANSFER  # ringing or not: it is the transfer that is awaited
    if leg.state is not LegState.ANSWERED:
        return DIAL
    if leg.role is Role.COACH:
        return CONVERSATION if leg.reached else DIAL
    return BY_STATE.get((session.state, leg.role), DIAL)
