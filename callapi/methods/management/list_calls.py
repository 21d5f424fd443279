"""list.calls: running sessions and their legs (spec 3.3.14)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from callapi.domain.leg_text import leg_text
from callapi.domain.session import Leg, Recording, Role, Session
from callapi.methods.method import Context
from callapi.methods.params import WithToken
from callapi.methods.start import Direction, VirtualPhoneNumber
from callapi.store import sessions

TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class TagView:
    tag_id: int
    tag_name: str


@dataclass(frozen=True, slots=True)
class LegView:
    leg_id: int
    calling_phone_number: str
    called_phone_number: str
    is_operator: bool
    employee_id: int | None
    employee_full_name: str | None
    record_call_enabled: bool
    state: str


@dataclass(frozen=True, slots=True)
class CallView:
    call_session_id: int
    direction: str
    start_time: str
    virtual_phone_number: str
    contact_phone_number: str
    external_id: str | None
    tags: list[TagView]
    legs: list[LegView]


class ListCalls(WithToken):
    direction: Direction | None = None
    virtual_phone_number: VirtualPhoneNumber | None = None


async def list_calls(ctx: Context, params: ListCalls) -> list[CallView]:
    """From the database alone: no question to the switch, whatever the number."""
    running = await sessions.list_running(
        ctx.services.db,
        ctx.account.id,
        params.direction,
        params.virtual_phone_number,
    )
    now, column = ctx.clock.now(), ctx.services.leg_state_column
    return [_view(session, now, column) for session in running]


def _view(session: Session, now: float, column: int) -> CallView:
    return CallView(
        session.id,
        session.direction,
        datetime.fromtimestamp(session.started_at, UTC).strftime(TIME),
        session.virtual_number,
        session.contact,
        session.external_id,
        [TagView(tag.id, tag.name) for tag in session.tags],
        [_leg_view(session, leg, now, column) for leg in session.legs],
    )


def _leg_view(session: Session, leg: Leg, now: float, column: int) -> LegView:
    is_operator = leg is session.operator
    recorded = session.recording is not Recording.OFF
    talks = leg in (session.leg(Role.OPERATOR), session.leg(Role.CONTACT))
    return LegView(
        leg.id,
        leg.caller,
        leg.number,
        is_operator,
        leg.employee_id,
        leg.employee_name,
        recorded and talks,
        leg_text(session, leg, now)[column],
    )
