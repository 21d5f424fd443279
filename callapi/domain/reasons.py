"""Why legs and sessions end, in the words of the call report (Data API spec 2.15)."""

from callapi.domain.happening import LegEnded
from callapi.domain.session import Leg, Role
from callapi.domain.states import Cause

BUSY, NO_ANSWER, PROBLEMS, NO_SUCCESS = "busy", "no_answer", "problems", "no_success"

# Q.850 causes and SIP statuses of a party that was never reached; SIP says more.
BY_SIP = {
    **dict.fromkeys((486, 600), BUSY),
    **dict.fromkeys((408, 480, 487), NO_ANSWER),
    **dict.fromkeys((404, 410, 484, 604), PROBLEMS),
}
BY_CAUSE = {17: BUSY, 18: NO_ANSWER, 19: NO_ANSWER, 1: PROBLEMS, 28: PROBLEMS}

WORDS = {
    BUSY: ("caller_busy", "operator_busy"),
    NO_ANSWER: ("caller_not_responsive", "operator_not_responsive"),
    PROBLEMS: ("caller_number_problems", "operator_number_problems"),
    NO_SUCCESS: ("no_success_caller_call", "no_success_operator_call"),
}

# The reason of a session whose end begins with this cause and has no other.
SESSION: dict[Cause, str] = {
    Cause.CONTACT_GONE: "caller_disconnects",
    Cause.OPERATOR_GONE: "operator_disconnects",
    Cause.THIRD_GONE: "transfer_disconnects",
    Cause.NOBODY_LEFT: "transfer_disconnects",
    Cause.CONTACT_FAILED: "no_success_caller_call",
    Cause.FINISH_TALK: "operator_disconnects",
    Cause.RELEASE: "operator_disconnects",
    Cause.CONTACT_BRIEFED: "success_finish",
    Cause.SETUP_TIMEOUT: "action_interval_exceeded",
    Cause.TOO_OLD: "action_interval_exceeded",
    Cause.SWITCH_FAILED: "internal_error",
    Cause.ROUTE_OVER: "no_operation",
}


def leg_reason(leg: Leg, event: LegEnded, *, rang: bool) -> str:
    """A leg's `finish_reason`; `rang`: it was dialled and never answered."""
    contact = leg.role is Role.CONTACT
    if not rang:
        return "caller_disconnects" if contact else "operator_disconnects"
    kind = BY_SIP.get(event.sip or 0) or BY_CAUSE.get(event.cause, NO_SUCCESS)
    return WORDS[kind][0 if contact else 1]
