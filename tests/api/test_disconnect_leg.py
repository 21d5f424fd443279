"""disconnect.leg (spec 3.3.7), and the same by hanging up (4.4)."""

import pytest

from callapi.domain.session import Role
from callapi.domain.states import State
from tests.api import stages
from tests.api.call import THIRD, Call, talking
from tests.api.expect import is_error, is_unknown_session, is_wrong_state
from tests.api.stages import FOREIGN_VIRTUAL, Stage
from tests.api.world import CONTACT, LINE, OPERATOR, World

by_both = pytest.mark.parametrize("how", ["disconnect.leg", "hanging up"])


async def leave(call: Call, role: Role, how: str) -> None:
    leg = await call.leg(role)
    phone = call.world.phone(leg.endpoint)
    if how == "disconnect.leg":
        await call.ask("disconnect.leg", leg_id=leg.id)
    elif phone.state == "ringing":
        phone.reject()
    else:
        phone.hang_up()
    await phone.ends()


async def test_the_documented_example(world: World) -> None:
    """The third party of a consultation."""
    call = await talking(world)
    await call.consult()
    leg = await call.leg(Role.THIRD)
    await call.ask("disconnect.leg", leg_id=leg.id)
    await world.phone(THIRD).ends()
    await call.reaches(State.HOLD)


@pytest.mark.parametrize(
    ("stage", "role"),
    [
        (stages.session, Role.OPERATOR),
        (stages.contact_rings, Role.CONTACT),
        (stages.contact_rings, Role.OPERATOR),
        (stages.operator_rings, Role.CONTACT),
        (stages.operator_rings, Role.OPERATOR),
        (stages.informing, Role.CONTACT),
        (stages.talk, Role.CONTACT),
        (stages.talk, Role.OPERATOR),
        (stages.hold, Role.CONTACT),
        (stages.hold, Role.OPERATOR),
        (stages.waiting_input, Role.CONTACT),
        (stages.waiting_input, Role.OPERATOR),
        (stages.dialing, Role.CONTACT),
        (stages.dialing, Role.OPERATOR),
        (stages.third_is_told, Role.CONTACT),
        (stages.third_is_told, Role.OPERATOR),
        (stages.transferring, Role.CONTACT),
        (stages.transferring, Role.THIRD),
        (stages.operator_talk, Role.CONTACT),
        (stages.operator_talk, Role.OPERATOR),
        (stages.post_talk, Role.CONTACT),
    ],
    ids=lambda it: it.value if isinstance(it, Role) else it.__name__,
)
@by_both
async def test_whose_end_is_the_end_of_all(
    world: World, stage: Stage, role: Role, how: str
) -> None:
    """Nobody is left on the telephone, and the session is gone."""
    call = await stage(world)
    await leave(call, role, how)
    await call.ends()
    await world.quiet()
    assert world.simulator.live().is_nothing
    assert is_unknown_session(await call.fails("disconnect.leg", leg_id=1), call.id)


@pytest.mark.parametrize(
    "stage", [stages.dialing, stages.third_is_told, stages.operator_talk]
)
@by_both
async def test_third_partys_end_leads_back_to_the_hold(
    world: World, stage: Stage, how: str
) -> None:
    call = await stage(world)
    await leave(call, Role.THIRD, how)
    await call.reaches(State.HOLD)
    await call.hears_only(OPERATOR)
    assert world.phone(CONTACT).is_hearing("file")
    texts = [leg["state"] for leg in (await call.shown())["legs"]]
    assert texts == ["Conversation", "On hold", "Disconnected"]


@pytest.mark.parametrize(
    ("on_the_way", "state"),
    [
        ((), State.TALK),
        (("hold.call",), State.HOLD),
        (("hold.call", "send.dtmf"), State.WAITING_INPUT),
        (("hold.call", "make.call"), State.DIALING),
    ],
    ids=["TALK", "HOLD", "WAITING_INPUT", "DIALING"],
)
@by_both
async def test_coachs_end_changes_nothing(
    world: World, on_the_way: tuple[str, ...], state: State, how: str
) -> None:
    call = await stages.coached(world)
    world.by_hand(THIRD)
    for method in on_the_way:
        await call.ask(method, **stages.PARAMS[method])
    await leave(call, Role.COACH, how)
    await world.quiet()
    await call.reaches(state)
    assert world.phone(LINE).state == "talking"
    assert world.phone(CONTACT).state == "talking"


async def test_coach_who_still_rings_can_be_disconnected(world: World) -> None:
    call = await stages.coach_rings(world)
    await leave(call, Role.COACH, "disconnect.leg")
    await call.reaches(State.TALK)
    await call.connects(CONTACT, LINE)


@pytest.mark.parametrize(
    ("who", "reason"),
    [(Role.CONTACT, "caller_disconnects"), (Role.OPERATOR, "operator_disconnects")],
)
@by_both
async def test_why_a_talk_has_ended(
    world: World, who: Role, reason: str, how: str
) -> None:
    """As if that person had hung up."""
    call = await talking(world)
    await leave(call, who, how)
    assert await call.ends() == reason


# --- after the talk


@pytest.mark.parametrize(
    ("who", "remains"), [(Role.CONTACT, OPERATOR), (Role.OPERATOR, CONTACT)]
)
@by_both
async def test_the_other_leg_remains_for_post_call_processing(
    world: World, who: Role, remains: str, how: str
) -> None:
    """This account's talks have 30 s afterwards."""
    call = await talking(
        world, key=world.keys.foreign, virtual_phone_number=FOREIGN_VIRTUAL
    )
    await leave(call, who, how)
    await call.reaches(State.POST_TALK)
    await world.quiet()
    texts = {leg["is_operator"]: leg["state"] for leg in (await call.shown())["legs"]}
    is_operator = who is Role.OPERATOR
    assert texts == {is_operator: "Disconnected", not is_operator: "Conversation"}
    await call.hears_only(remains)
    await world.pass_time(29.9)
    assert world.phone(remains).state == "talking"
    await world.pass_time(0.2)
    await call.ends()
    await world.phone(remains).ends()


# --- what is refused


async def test_leg_that_has_ended_is_not_found(world: World) -> None:
    call = await stages.operator_talk(world)
    leg = await call.leg(Role.THIRD)
    await call.ask("disconnect.leg", leg_id=leg.id)
    for sent in (leg.id, float(leg.id)):
        error = await call.fails("disconnect.leg", leg_id=sent)
        assert is_error(error, "leg_not_found", "leg_id", str(sent))


async def test_leg_of_another_session_is_not_found(world: World) -> None:
    """Of the same account, of another one, of none."""
    call = await talking(world)
    other = await talking(world, contact="12025550161", operator="12025550162")
    foreign = await talking(
        world,
        key=world.keys.foreign,
        virtual_phone_number=FOREIGN_VIRTUAL,
        contact="12025550163",
        operator="12025550164",
    )
    for it in (other, foreign):
        leg_id = (await it.leg(Role.CONTACT)).id
        error = await call.fails("disconnect.leg", leg_id=leg_id)
        assert is_error(error, "leg_not_found", "leg_id", str(leg_id))
        await it.connects(it.contact, it.operator)
    error = await call.fails("disconnect.leg", leg_id=2**53 - 1)
    assert is_error(error, "leg_not_found", "leg_id", str(2**53 - 1))


async def test_state_is_checked_before_the_leg(world: World) -> None:
    call = await stages.finishing(world)
    error = await call.fails("disconnect.leg", leg_id=1)
    assert is_wrong_state(error, "FINISHING")
    await stages.let_finish(world)
    await call.ends()


async def test_session_of_another_account_is_unknown(world: World) -> None:
    """Even with the right leg."""
    call = await talking(world)
    leg_id = (await call.leg(Role.OPERATOR)).id
    error = await world.fails(
        "disconnect.leg", world.keys.foreign, call_session_id=call.id, leg_id=leg_id
    )
    assert is_unknown_session(error, call.id)
    await call.connects(CONTACT, OPERATOR)
