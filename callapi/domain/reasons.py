"""Why legs and sessions end, in the words of the call report (Data API spec 2.15)."""

from callapi.domain.happening import Happening, LegEnded
from callapi.domain.session import Leg, Role, Route, Session
from callapi.domain.states import Cause, State

BUSY, NO_ANSWER, PROBLEMS = "busy", "no_answer", "problems"
UNREACHED, NO_SUCCESS = "unreached", "no_success"

# Q.850 causes and SIP statuses of a party that was never reached; SIP says more.
BY_SIP = {
    **dict.fromkeys((486, 600), BUSY),
    **dict.fromkeys((408, 480, 487), NO_ANSWER),
    **dict.fromkeys((404, 410, 484, 604), PROBLEMS),
    503: UNREACHED,
}
BY_CAUSE = {
    17: BUSY,
    **dict.fromkeys((18, 19), NO_ANSWER),
    **dict.fromkeys((1, 22, 28), PROBLEMS),
    **dict.fromkeys((3, 20, 27, 34, 38, 41), UNREACHED),
}

WORDS = {
    BUSY: ("caller_busy", "operator_busy"),
    NO_ANSWER: ("caller_not_responsive", "operator_not_responsive"),
    PROBLEMS: ("caller_number_problems", "operator_number_problems"),
    UNREACHED: ("no_success_caller_call", "no_success_operator_call"),
    NO_SUCCESS: ("no_success_caller_call", "no_success_operator_call"),
}

# What the telephone of who has called us is told when nothing comes of his call.
TOLD = {
    **dict.fromkeys(("caller_busy", "employee_busy", "operator_channels_busy"), "busy"),
    **dict.fromkeys(("max_in_call_reached", "max_out_call_reached"), "busy"),
    **dict.fromkeys(("caller_number_problems", "numb_is_inactive"), "unallocated"),
    **dict.fromkeys(("app_is_inactive", "no_active_scenario"), "congestion"),
    **dict.fromkeys(("no_success_caller_call", "internal_error"), "congestion"),
    **dict.fromkeys(("numa_in_black_list", "component_is_inactive"), "rejected"),
    **dict.fromkeys(("locked_phone", "employee_phone_inactive"), "rejected"),
    **dict.fromkeys(("out_call_not_allowed", "locked_numb"), "rejected"),
    **dict.fromkeys(
        ("external_call_not_allowed", "internal_call_not_allowed"), "rejected"
    ),
}
NOT_NOW = "no_answer"  # what is not listed may be different in an hour


# Who has hung up a leg that had answered.
GONE: dict[Role, str] = {
    Role.CONTACT: "caller_disconnects",
    Role.THIRD: "transfer_disconnects",
}

# The reason of a session whose end begins with this cause and has no other.
SESSION: dict[Cause, str] = {
    Cause.CONTACT_GONE: "caller_disconnects",
    Cause.OPERATOR_GONE: "operator_disconnects",
    Cause.THIRD_GONE: "transfer_disconnects",
    Cause.NOBODY_LEFT: "transfer_disconnects",
    Cause.CONTACT_FAILED: "no_success_caller_call",
    Cause.TALK_OVER: "operator_disconnects",
    Cause.RELEASE: "operator_disconnects",
    Cause.CONTACT_BRIEFED: "success_finish",
    Cause.SETUP_TIMEOUT: "action_interval_exceeded",
    Cause.TOO_OLD: "action_interval_exceeded",
    Cause.SWITCH_FAILED: "internal_error",
    Cause.ROUTE_OVER: "no_operation",
}

# A scenario that runs without a contact says no more (Data API spec 4.3, 7).
WITHOUT_CONTACT: dict[tuple[State, Cause], str] = {
    (State.ROUTING, Cause.ROUTE_OVER): "no_success_operator_call",
    (State.SEEKING_CONTACT, Cause.CONTACT_FAILED): "no_success_caller_call",
}


def failure(event: LegEnded) -> str:
    """How a party was not reached."""
    return BY_SIP.get(event.sip or 0) or BY_CAUSE.get(event.cause, NO_SUCCESS)


def told(reason: str) -> str:
    """What the telephone of who has called us is told, in the switch's words."""
    return TOLD.get(reason, NOT_NOW)


def leg_reason(leg: Leg, event: LegEnded) -> str:
    """A leg's `finish_reason`, unless it was we who ended it."""
    if leg.reached:
        return GONE.get(leg.role, "operator_disconnects")
    return WORDS[failure(event)][0 if leg.role is Role.CONTACT else 1]


def redirect_outcome(failures: tuple[str, ...]) -> str:
    """What has become of a redirect that reached nobody (Data API spec 4.4)."""
    reached = [kind for kind in failures if kind not in (PROBLEMS, UNREACHED)]
    if not reached:
        return "unavailable"
    return BUSY if all(kind == BUSY for kind in reached) else NO_ANSWER


def unreached_reason(run: Route) -> str | None:
    """Why a call ends that finds nobody; a scenario has its own ways to end."""
    return (run.failed or "no_success_operator_call") if run.is_direct else None


def session_reason(session: Session, was: State, happening: Happening) -> str:
    """Why the session ends that was in `was` when this happened."""
    scenario = session.route is not None and not session.route.is_direct
    if scenario and (was, happening.cause) in WITHOUT_CONTACT:
        return WITHOUT_CONTACT[was, happening.cause]
    return happening.reason or SESSION.get(happening.cause, "internal_error")
