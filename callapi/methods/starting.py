"""How every start method begins a session: its own checks in order, then the plan.

The order is that of spec 3.0.7; a method calls what concerns it and says who the
second party is.
"""

from dataclasses import dataclass, replace
from typing import Protocol

from callapi.directory import blacklist, numbers, virtual_numbers
from callapi.directory.virtual_numbers import VirtualNumber
from callapi.domain.account import COMPONENT_NAMES, Component
from callapi.domain.engine import Advance
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.session import Limits, Plan, Route, Session, Sound
from callapi.domain.states import State
from callapi.domain.target import Target
from callapi.methods.message import Message
from callapi.methods.method import Context
from callapi.methods.result import Started
from callapi.methods.speaking import check_text, find_music, find_sounds
from callapi.methods.start import Direction, NumberRule
from callapi.sessions.room import NoRoom, insert_into
from callapi.sessions.third_party import Rules
from callapi.store import idempotency, sessions


class StartCall(Protocol):
    """What the params of all start methods have."""

    @property
    def contact(self) -> str: ...
    @property
    def direction(self) -> Direction: ...
    @property
    def external_id(self) -> str | None: ...
    @property
    def virtual_phone_usage_rule(self) -> NumberRule: ...


@dataclass(frozen=True, slots=True)
class Sounds:
    music: Sound
    contact: tuple[Sound, ...]
    second: tuple[Sound, ...]


async def is_dialable(ctx: Context, number: str) -> bool:
    """`contact`: a SIP line of the account or E.164 (spec 3.0.2, step 13.4)."""
    found = await numbers.find_contact(ctx.services.db, ctx.account.id, number)
    return found is not None


async def is_operator(ctx: Context, number: str) -> bool:
    """`operator` may be no virtual number of the account either (spec 3.2.5)."""
    own = await virtual_numbers.is_own(ctx.services.db, ctx.account.id, number)
    return not own and await is_dialable(ctx, number)


async def is_group(ctx: Context, group: int) -> bool:
    return await virtual_numbers.has_group(ctx.services.db, ctx.account.id, group)


def check_rule(ctx: Context, rule: NumberRule) -> None:
    needed = Component.AUTOMATIC_NUMBER_MANAGEMENT
    if rule != "fixed" and needed not in ctx.account.components:
        raise ApiError(
            Mnemonic.COMPONENT_DISABLED,
            field="virtual_phone_usage_rule",
            value=rule,
            component_name=COMPONENT_NAMES[needed],
        )


async def find_all_sounds(
    ctx: Context,
    contact_message: Message | None,
    second_message: Message | None = None,
    second_field: str = "",
    media_file_id: int | None = None,
) -> Sounds:
    """All texts are measured before the first file is looked for."""
    check_text(ctx, contact_message, "contact_message")
    check_text(ctx, second_message, second_field)
    return Sounds(
        music=await find_music(ctx, media_file_id),
        contact=await find_sounds(ctx, contact_message, "contact_message"),
        second=await find_sounds(ctx, second_message, second_field),
    )


async def find_own_number(ctx: Context, number: str) -> VirtualNumber:
    """The virtual number as it was sent."""
    found = await virtual_numbers.find_virtual_number(
        ctx.services.db, ctx.account.id, number
    )
    if found is None:
        raise _no_virtual_number(number, number)
    return found


async def choose_number(
    ctx: Context, params: StartCall, named: VirtualNumber | None, group: int | None
) -> str:
    """The number the contact is shown (spec 3.0.4)."""
    rule = params.virtual_phone_usage_rule
    if rule == "fixed" and named is not None:
        return named.number
    chosen = await virtual_numbers.choose(
        ctx.services.db,
        ctx.account.id,
        rule,
        named.number if named else None,
        group,
        params.contact,
        ctx.services.chance,
    )
    if chosen is None:
        raise _no_virtual_number(str(group), None)
    return chosen.number


async def check_contact(ctx: Context, params: StartCall, component: str) -> Target:
    """Not one of our own numbers, not in the blacklist, in an open direction."""
    contact, db = params.contact, ctx.services.db
    if await virtual_numbers.is_own(db, ctx.account.id, contact):
        raise ApiError(
            Mnemonic.OWN_VIRTUAL_PHONE_NUMBER_NOT_ALLOWED,
            field="contact",
            value=contact,
        )
    if await blacklist.contains(db, ctx.account.id, contact):
        raise ApiError(
            Mnemonic.CONTACT_IN_BLACKLIST,
            field="contact",
            value=contact,
            contact=contact,
        )
    found = await numbers.find_contact(db, ctx.account.id, contact)
    if found is None:  # step 13.4 saw it; it has been removed since
        raise ApiError(Mnemonic.INVALID_PARAMETER_VALUE, field="contact", value=contact)
    Rules(ctx.account, component).check(found, "contact")
    # a contact is nobody's employee, even on an employee's line (spec 3.0.2)
    return replace(
        found, tail="", employee_id=None, employee_name=None, recording="off"
    )


async def find_operator(ctx: Context, operator: str) -> Target:
    """`operator` of a simple call: a number, whosever it is (spec 3.2.5)."""
    found = await numbers.find_contact(ctx.services.db, ctx.account.id, operator)
    if found is None:
        raise ApiError(
            Mnemonic.INVALID_PARAMETER_VALUE, field="operator", value=operator
        )
    Rules(ctx.account, Component.BASIC).check(found, "operator")
    ring_s = round(ctx.services.limits.ring_s)
    return replace(
        found,
        tail="",
        employee_id=None,
        employee_name=None,
        recording="off",
        ring_s=ring_s,
    )


async def find_route(ctx: Context, scenario_id: int | None) -> Route | None:
    if scenario_id is None:
        return None
    return await ctx.services.routes.of_scenario(ctx.account.id, scenario_id)


def cuts(switch_at_once: bool, contact_message: Message | None) -> bool:
    """`cut` of spec 3.0.6: a spoken message to the contact is never cut short."""
    spoken = contact_message is not None and contact_message.type == "tts"
    return switch_at_once and not spoken


async def begin(
    ctx: Context,
    params: StartCall,
    plan: Plan,
    number: str,
    route: Route | None,
    *,
    source: str,
    component: str,
) -> Started:
    """Store the session, request its first leg, answer with its id."""
    control = ctx.services.control
    if not await control.ready():  # no switch: nothing is begun and nothing is charged
        raise ApiError(Mnemonic.INTERNAL_ERROR)

    async def insert(session: Session, first: Advance, wake_at: float | None) -> None:
        """The session and its idempotency key in one transaction, or neither."""
        step = session, first, wake_at, control.mover
        if ctx.idempotency is None:
            await insert_into(ctx.services.db, ctx.account, *step)
            return
        async with ctx.services.db.acquire() as db, db.transaction():
            await idempotency.claim(db, ctx.idempotency, session.id)
            await insert_into(db, ctx.account, *step)

    session = Session(
        id=await sessions.next_session_id(ctx.services.db),
        account_id=ctx.account.id,
        state=State.ENDED,
        direction=params.direction,
        source=source,
        started_at=ctx.clock.now(),
        virtual_number=number,
        contact=params.contact,
        plan=plan,
        limits=_limits(ctx),
        external_id=params.external_id or None,
        component=component,
        route=route,
    )
    try:
        begun = await control.begin(session, insert)
    except NoRoom as full:
        raise ApiError(
            Mnemonic.LIMIT_EXCEEDED,
            limit_type=f"{full.direction}_calls",
            limit_max_value=full.most,
        ) from None
    return Started(begun.id)


def _limits(ctx: Context) -> Limits:
    return replace(ctx.services.limits, post_call_s=float(ctx.account.post_call_s))


def _no_virtual_number(number: str, sent: str | None) -> ApiError:
    """`number` is the group's where none was sent (spec 3.2.1)."""
    return ApiError(
        Mnemonic.VIRTUAL_PHONE_NUMBER_NOT_FOUND,
        field="virtual_phone_number",
        value=sent,
        virtual_phone_number=number,
    )
