"""What the reports say of a session and its legs, from what the session knows. Pure.

A session that runs on is reported as it is now (Data API spec 2.15, 2.16). The fields
are named as the columns of `call_reports` and `leg_reports`.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from callapi.domain.past import Executed, Talk
from callapi.domain.session import Leg, Role, Session


@dataclass(frozen=True, slots=True)
class Person:
    """An employee who was dialled."""

    employee_id: int
    employee_full_name: str | None
    is_answered: bool
    is_talked: bool


@dataclass(frozen=True, slots=True)
class OperationDone:
    id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class CallReport:
    session_id: int
    account_id: int
    started_at: datetime
    finished_at: datetime | None
    finish_reason: str | None
    direction: str
    source: str
    is_lost: bool
    is_transfer: bool
    contact: str
    virtual_number: str
    wait_s: int
    talk_s: int
    clean_talk_s: int
    post_s: int
    total_s: int
    first_talk_at: datetime | None
    employees: tuple[Person, ...]
    first_answered_id: int | None
    first_answered_name: str | None
    last_answered_id: int | None
    last_answered_name: str | None
    first_talked_id: int | None
    first_talked_name: str | None
    last_talked_id: int | None
    last_talked_name: str | None
    operator_number: str | None
    scenario_id: int | None
    scenario_name: str | None
    operations: tuple[OperationDone, ...]
    external_id: str | None
    region_id: int | None
    region_name: str | None
    country_id: str | None
    country_name: str | None


@dataclass(frozen=True, slots=True)
class LegReport:
    leg_id: int
    session_id: int
    account_id: int
    started_at: datetime
    answered_at: datetime | None
    finished_at: datetime
    duration_s: int
    total_s: int
    finish_reason: str
    cause: int | None
    direction: str
    source: str
    virtual_number: str
    contact: str
    calling: str
    called: str
    is_transferred: bool
    is_operator: bool
    is_coach: bool
    is_talked: bool
    employee_id: int | None
    employee_name: str | None
    employee_number: str | None
    scenario_id: int | None
    scenario_name: str | None
    operation_id: int | None
    operation_name: str | None
    group_id: int | None
    group_name: str | None
    recordings: tuple[int, ...]


NOBODY = (None, None)


def call_report(session: Session, now: float) -> CallReport:
    """`now` ends what has not ended yet."""
    end = now if session.finished_at is None else session.finished_at
    answered = _answered(session)
    talked = [leg for talk in session.talks if (leg := session.by_id(talk.leg_id))]
    operators = talked or answered
    first_answered, last_answered = _ends(answered)
    first_talked, last_talked = _ends(talked)
    scenario = _first_scenario(session)
    return CallReport(
        session_id=session.id,
        account_id=session.account_id,
        started_at=_time(session.started_at),
        finished_at=_time_or_none(session.finished_at),
        finish_reason=None if session.finished_at is None else session.finish_reason,
        direction=session.direction,
        source=session.source,
        is_lost=session.talk_since is None,
        is_transfer=any(leg.transferred for leg in session.legs),
        contact=session.contact,
        virtual_number=session.virtual_number,
        wait_s=_whole(_first_answer(answered, end) - session.started_at),
        talk_s=_whole(_talk(session.talks, end)),
        clean_talk_s=_whole(sum(_lasted(talk, end) for talk in session.talks)),
        post_s=_whole(_post(session, end)),
        total_s=_whole(end - session.started_at),
        first_talk_at=_time(session.talks[0].since) if session.talks else None,
        employees=_people(session),
        first_answered_id=first_answered[0],
        first_answered_name=first_answered[1],
        last_answered_id=last_answered[0],
        last_answered_name=last_answered[1],
        first_talked_id=first_talked[0],
        first_talked_name=first_talked[1],
        last_talked_id=last_talked[0],
        last_talked_name=last_talked[1],
        operator_number=operators[-1].party if operators else None,
        scenario_id=scenario[0],
        scenario_name=scenario[1],
        operations=tuple(OperationDone(it.id, it.name) for it in session.executed),
        external_id=session.external_id,
        region_id=session.place.region_id,
        region_name=session.place.region_name,
        country_id=session.place.country_id,
        country_name=session.place.country_name,
    )


def leg_reports(session: Session) -> tuple[LegReport, ...]:
    """Of the legs that have ended."""
    ended = ((leg, leg.ended_at) for leg in session.legs)
    return tuple(_leg_report(session, leg, at) for leg, at in ended if at is not None)


def _leg_report(session: Session, leg: Leg, ended_at: float) -> LegReport:
    dialled_by = _operation(session, leg)
    is_ours = leg.employee_id is not None
    return LegReport(
        leg_id=leg.id,
        session_id=session.id,
        account_id=session.account_id,
        started_at=_time(leg.started_at),
        answered_at=_time_or_none(leg.answered_at),
        finished_at=_time(ended_at),
        duration_s=_whole(ended_at - (leg.answered_at or ended_at)),
        total_s=_whole(ended_at - leg.started_at),
        finish_reason=leg.end_reason or "internal_error",
        cause=leg.cause,
        direction="in" if leg.inbound else "out",
        source=session.source,
        virtual_number=session.virtual_number,
        contact=session.contact,
        calling=leg.caller,
        called=leg.number if leg.inbound else leg.endpoint,
        is_transferred=leg.transferred,
        is_operator=leg.role in (Role.OPERATOR, Role.THIRD),
        is_coach=leg.role is Role.COACH,
        is_talked=_is_talked(session, leg),
        employee_id=leg.employee_id,
        employee_name=leg.employee_name,
        employee_number=leg.party if is_ours else None,
        scenario_id=dialled_by.scenario_id if dialled_by else None,
        scenario_name=dialled_by.scenario_name if dialled_by else None,
        operation_id=dialled_by.id if dialled_by else None,
        operation_name=dialled_by.name if dialled_by else None,
        group_id=leg.group_id,
        group_name=leg.group_name,
        recordings=_recordings(session, leg),
    )


def _answered(session: Session) -> list[Leg]:
    """Legs of employees and operators in the order they answered."""
    sides = (Role.OPERATOR, Role.THIRD)
    legs = [it for it in session.legs if it.role in sides and it.answered_at]
    return sorted(legs, key=lambda leg: leg.answered_at or 0.0)


def _first_answer(answered: list[Leg], end: float) -> float:
    return (answered[0].answered_at if answered else None) or end


def _ends(
    legs: list[Leg],
) -> tuple[tuple[int | None, str | None], tuple[int | None, str | None]]:
    """The first and the last employee of these."""
    people = [(it.employee_id, it.employee_name) for it in legs if it.employee_id]
    return (people[0], people[-1]) if people else (NOBODY, NOBODY)


def _people(session: Session) -> tuple[Person, ...]:
    """Each employee once, in the order they were first dialled; no coaches."""
    found: dict[int, Person] = {}
    for leg in session.legs:
        if leg.employee_id is None or leg.role not in (Role.OPERATOR, Role.THIRD):
            continue
        before = found.get(leg.employee_id)
        found[leg.employee_id] = Person(
            leg.employee_id,
            leg.employee_name,
            leg.answered_at is not None or (before is not None and before.is_answered),
            _is_talked(session, leg) or (before is not None and before.is_talked),
        )
    return tuple(found.values())


def _is_talked(session: Session, leg: Leg) -> bool:
    if leg.role is Role.CONTACT:
        return bool(session.talks)
    return any(talk.leg_id == leg.id for talk in session.talks)


def _first_scenario(session: Session) -> tuple[int | None, str | None]:
    """Of what was run, else what would have been."""
    if session.executed:
        return session.executed[0].scenario_id, session.executed[0].scenario_name
    for operation in session.route.operations if session.route else ():
        if operation.scenario_id is not None:
            return operation.scenario_id, operation.scenario_name
    return NOBODY


def _operation(session: Session, leg: Leg) -> Executed | None:
    return session.executed[leg.operation - 1] if leg.operation else None


def _recordings(session: Session, leg: Leg) -> tuple[int, ...]:
    """Numbers of the recordings made of this leg; the contact is in all of them."""
    everything = leg.role is Role.CONTACT
    recorded = session.recorded
    return tuple(number for number, of in recorded if everything or of == leg.id)


def _lasted(talk: Talk, end: float) -> float:
    return _until(talk.until, end) - talk.since


def _talk(talks: tuple[Talk, ...], end: float) -> float:
    """From the beginning of the first to the end of the last."""
    return _until(talks[-1].until, end) - talks[0].since if talks else 0.0


def _post(session: Session, end: float) -> float:
    since = session.post_since
    return 0.0 if since is None else _until(session.post_until, end) - since


def _until(at: float | None, end: float) -> float:
    return end if at is None else at


def _whole(seconds: float) -> int:
    """Seconds that are over; a float of our clock is exact to the millisecond."""
    return max(0, int(round(seconds, 3)))


def _time(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def _time_or_none(at: float | None) -> datetime | None:
    return None if at is None else _time(at)
