"""What an event says of its session: the facts of the moment (Data API spec 5.2, 5.3).

What never changes stands in the session's row; what the directory knows is added when
the event is distributed. Everything else has to be written down now.
"""

from callapi.domain.session import Leg, Role, Session

Body = dict[str, object]

EMPLOYEE_ROLES = (Role.OPERATOR, Role.THIRD)


def of_session(session: Session) -> Body:
    """What each event of the session says."""
    route = session.route
    return {
        "is_internal": session.plan.contact.is_internal,
        "scenario_id": route.scenario_id if route else None,
        "scenario_name": route.scenario_name if route else None,
    }


def of_employee(leg: Leg | None, prefix: str = "") -> Body:
    """Who is on the leg; nobody where there is none, or somebody from outside."""
    is_employee = leg is not None and leg.employee_id is not None
    return {
        f"{prefix}employee_id": leg.employee_id if leg else None,
        f"{prefix}employee_full_name": leg.employee_name if leg else None,
        f"{prefix}employee_phone_number": leg.party if leg and is_employee else None,
    }


def of_leg(leg: Leg) -> Body:
    return {"leg_id": leg.id, **of_employee(leg)}


def of_numbers(leg: Leg) -> Body:
    """Who called whom: the `caller` of an inbound leg is who is on it."""
    called = leg.number
    return {"calling_phone_number": leg.caller, "called_phone_number": called}


def of_talk(session: Session) -> Body:
    """The legs of the conversation, and the employee in it."""
    operator = session.operator
    contacts = [leg for leg in session.legs if leg.role is Role.CONTACT]
    legs = [*contacts[-1:], *([operator] if operator else [])]
    return {"leg_ids": [leg.id for leg in legs], **of_employee(operator)}


def of_tags(session: Session) -> Body:
    return {
        "tag_ids": [tag.id for tag in session.tags],
        "tag_names": [tag.name for tag in session.tags],
    }


def of_lost(session: Session, now: float) -> Body:
    called = [leg for leg in _employees(session) if not leg.inbound]
    missed = [leg for leg in called if leg.employee_id is not None]
    reached = {leg.employee_id for leg in missed if leg.answered_at is not None}
    names = {
        leg.employee_id: leg.employee_name
        for leg in missed
        if leg.employee_id not in reached
    }
    return {
        "wait_time_duration": _waited(session, now),
        "employee_ids": _employee_ids(session),
        "lost_reason": session.finish_reason,
        "noanswered_employee_full_names": list(names.values()),
    }


def of_end(session: Session, now: float) -> Body:
    """All that the session has come to."""
    is_lost = session.talk_since is None
    answered = sorted(
        (leg for leg in _employees(session) if leg.answered_at is not None),
        key=lambda leg: leg.answered_at or 0.0,
    )
    talked = [leg for it in session.talks if (leg := session.by_id(it.leg_id))]
    last = talked[-1] if talked else None
    lasted = [(it.until or now) - it.since for it in session.talks]
    talk_until = (session.talks[-1].until or now) if session.talks else None
    return {
        "finish_reason": session.finish_reason,
        "is_lost": is_lost,
        "is_transfer": any(leg.transferred for leg in session.legs),
        "talk_time_duration": _seconds(session.talk_since, talk_until),
        "clean_talk_duration": round(sum(lasted), 3),
        "total_time_duration": round(now - session.started_at, 3),
        "wait_time_duration": _waited(session, now),
        **of_tags(session),
        **of_employee(last),
        **of_employee(answered[0] if answered else None, "first_answered_"),
        **of_employee(answered[-1] if answered else None, "last_answered_"),
        **of_employee(talked[0] if talked else None, "first_talked_"),
        **of_employee(last, "last_talked_"),
        "employee_ids": _employee_ids(session),
        "operator_phone_number": answered[-1].party if answered else None,
        "call_status": "lost" if is_lost else "received",
    }


def _employees(session: Session) -> list[Leg]:
    """Who was called to talk with the contact, in the order they were dialled."""
    return [leg for leg in session.legs if leg.role in EMPLOYEE_ROLES]


def _employee_ids(session: Session) -> list[int]:
    ids = [leg.employee_id for leg in _employees(session) if leg.employee_id]
    return list(dict.fromkeys(ids))


def _waited(session: Session, now: float) -> float:
    """Until the first of them answered, or in vain."""
    answers = [leg.answered_at for leg in _employees(session) if leg.answered_at]
    return round(min(answers, default=now) - session.started_at, 3)


def _seconds(since: float | None, until: float | None) -> float:
    return 0.0 if since is None or until is None else round(until - since, 3)
