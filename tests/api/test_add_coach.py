"""add.coach (spec 3.3.8, 4.6)."""

from typing import Any

import pytest

from callapi.domain.session import Role
from callapi.domain.states import State
from tests.api.call import STONE, THIRD, Call, talking, talking_employee
from tests.api.expect import is_error, is_unknown_session, is_wrong_state
from tests.api.stages import coach_rings, coached, hold, talk
from tests.api.world import CONTACT, LINE, OPERATOR, VIRTUAL, World

COACH = "12025550188"


async def are_coached(call: Call, coach: str = COACH) -> None:
    """The coach hears both and is heard by the operator alone."""
    await call.hears_only(coach, ("leg", CONTACT), ("leg", call.operator))
    await call.hears_only(call.operator, ("leg", CONTACT), ("leg", coach))
    await call.hears_only(CONTACT, ("leg", call.operator))


async def test_the_documented_example(world: World) -> None:
    call = await talking(world)
    world.phone(COACH).behave("answer")
    await call.ask("add.coach", phone_number=COACH)
    await are_coached(call)


# --- who is called


async def test_coach_of_the_employee_is_called(world: World) -> None:
    """Ann Stone is Dana Reyes'."""
    call = await talking_employee(world)
    world.by_hand(STONE)
    await call.ask("add.coach")
    await world.phone(STONE).rings()
    leg = await call.shown_leg(Role.COACH)
    assert leg["called_phone_number"] == STONE
    assert leg["employee_full_name"] == "Stone Ann"
    assert leg["employee_id"] == await world.id_of_employee("Stone")
    world.phone(STONE).answer()
    await are_coached(call, STONE)


async def test_coach_of_the_employee_the_call_was_transferred_to(
    world: World,
) -> None:
    call = await talking(world)
    world.phone(LINE).behave("answer")
    world.by_hand(STONE)
    await call.hold()
    await call.ask("make.call", to=LINE)
    await call.reaches(State.OPERATOR_TALK)
    await call.ask("transfer.talk")
    await call.connects(CONTACT, LINE)
    await call.ask("add.coach")
    await world.phone(STONE).rings()


@pytest.mark.parametrize(
    ("phone_number", "dialled", "employee"),
    [
        ("202", STONE, "Stone Ann"),
        (STONE, STONE, "Stone Ann"),
        ("12025550151", "12025550151", "Reyes Dana"),
        (COACH, COACH, None),
    ],
    ids=["extension", "SIP line", "employee's mobile", "outside"],
)
async def test_coach_is_named_by_a_number(
    world: World, phone_number: str, dialled: str, employee: str | None
) -> None:
    """Whoever he is, he sees the contact's number."""
    call = await talking(world)
    world.by_hand(dialled)
    await call.ask("add.coach", phone_number=phone_number)
    await world.phone(dialled).rings()
    assert world.phone(dialled).shown_caller == CONTACT
    leg = await call.shown_leg(Role.COACH)
    assert leg["called_phone_number"] == dialled
    assert leg["calling_phone_number"] == CONTACT
    assert leg["employee_full_name"] == employee


async def test_number_that_is_named_wins_over_the_employees_coach(
    world: World,
) -> None:
    call = await coach_rings(world)
    assert (await call.shown_leg(Role.COACH))["called_phone_number"] == COACH
    assert world.phone(STONE).times_rung == 0


# --- while he is called


async def test_both_keep_talking_while_the_coach_rings(world: World) -> None:
    call = await coach_rings(world)
    await world.quiet()
    await call.connects(CONTACT, LINE)
    assert (await call.shown_leg(Role.COACH))["state"] == "Dial"
    await call.reaches(State.TALK)


async def test_coach_rings_for_a_minute(world: World) -> None:
    """Nothing is reported then."""
    call = await coach_rings(world)
    await world.pass_time(59.9)
    assert world.phone(COACH).state == "ringing"
    await world.pass_time(0.2)
    await world.phone(COACH).ends()
    await is_plain_talk(call)


@pytest.mark.parametrize("sip_code", [404, 486, 603])
async def test_coach_is_not_reached(world: World, sip_code: int) -> None:
    call = await coach_rings(world)
    world.phone(COACH).reject(sip_code)
    await is_plain_talk(call)


async def is_plain_talk(call: Call) -> None:
    """The coach has left: another can be added."""
    world = call.world
    await world.quiet()
    await call.reaches(State.TALK)
    await call.connects(CONTACT, call.operator)
    assert (await call.shown())["legs"][-1]["state"] == "Disconnected"
    world.phone(STONE).behave("answer")
    await call.ask("add.coach", phone_number=STONE)
    await are_coached(call, STONE)


async def test_contact_is_put_on_hold_while_the_coach_rings(world: World) -> None:
    """The coach joins the operator."""
    call = await coach_rings(world)
    await call.hold()
    world.phone(COACH).answer()
    await call.hears_only(COACH, ("leg", LINE))
    await call.hears_only(LINE, ("leg", COACH))
    await call.ask("unhold.call")
    await are_coached(call)


@pytest.mark.parametrize("who", [CONTACT, LINE])
async def test_coach_stops_ringing_when_the_talk_ends(world: World, who: str) -> None:
    call = await coach_rings(world)
    world.phone(who).hang_up()
    await world.phone(COACH).ends()
    await call.ends()


async def test_coach_behind_an_office_exchange(world: World) -> None:
    """He is there when the keys of his extension have been sent, and not before."""
    dialled = "12025550154"
    call = await talking(world)
    world.by_hand(dialled)
    await call.ask("add.coach", phone_number="205")
    await world.phone(dialled).rings()
    world.phone(dialled).answer()
    await world.quiet()
    leg = await call.shown_leg(Role.COACH)
    assert leg["called_phone_number"] == f"{dialled}...2345"
    assert leg["state"] == "Dial"
    await call.connects(CONTACT, OPERATOR)
    await world.pass_time(3.9)
    assert world.phone(dialled).keys == "2345"
    await are_coached(call, dialled)
    assert (await call.shown_leg(Role.COACH))["state"] == "Conversation"


# --- while he is there


async def test_coach_is_listed(world: World) -> None:
    call = await coached(world)
    leg = await call.shown_leg(Role.COACH)
    assert leg["state"] == "Conversation"
    assert leg["is_operator"] is False
    assert leg["record_call_enabled"] is False


async def test_coach_hears_the_consultation(world: World) -> None:
    call = await coached(world)
    await call.consult()
    await call.hears_only(COACH, ("leg", LINE), ("leg", THIRD))
    await call.hears_only(THIRD, ("leg", LINE))
    await call.hears_only(LINE, ("leg", THIRD), ("leg", COACH))
    await call.ask("restore.talk")
    await are_coached(call)


async def test_coachs_keys_mean_nothing(world: World) -> None:
    """Key 1 would tag the call."""
    call = await coached(world)
    world.phone(COACH).press("1")
    await world.quiet()
    assert (await call.shown())["tags"] == []
    assert world.phone(CONTACT).keys == ""


@pytest.mark.parametrize("how", ["hanging up", "disconnect.leg", "option", "key"])
async def test_how_a_coach_leaves(world: World, how: str) -> None:
    call = await coached(world)
    match how:
        case "hanging up":
            world.phone(COACH).hang_up()
        case "disconnect.leg":
            leg = await call.leg(Role.COACH)
            await call.ask("disconnect.leg", leg_id=leg.id)
        case "option":
            await call.ask("call.talk_option", button="5")
        case "key":
            world.phone(LINE).press("5")
    await world.phone(COACH).ends()
    await is_plain_talk(call)


@pytest.mark.parametrize("who", [CONTACT, LINE])
async def test_coach_leaves_when_the_talk_ends(world: World, who: str) -> None:
    call = await coached(world)
    world.phone(who).hang_up()
    await world.phone(COACH).ends()
    await call.ends()


# --- what is refused


async def refused(call: Call, **params: Any) -> dict[str, Any]:
    error = await call.fails("add.coach", **params)
    await call.world.quiet()
    await call.connects(CONTACT, call.operator)
    return error


async def test_operator_is_no_employee(world: World) -> None:
    """Even on the line of one who has a coach."""
    call = await talking(world, operator=LINE)
    assert is_error(await refused(call), "coach_not_found")


async def test_employee_has_no_coach(world: World) -> None:
    call = await talking_employee(world, "Stone", STONE)
    assert is_error(await refused(call), "coach_not_found")


async def test_coach_has_no_active_number(world: World) -> None:
    await world.pool.execute(
        "update employees set coach_id = $1 where last_name = 'Stone'",
        await world.id_of_employee("Silent"),
    )
    call = await talking_employee(world, "Stone", STONE)
    assert is_error(await refused(call), "no_active_phone_number")
    await world.pool.execute(
        "update employees set coach_id = null where last_name = 'Stone'"
    )


@pytest.mark.parametrize(
    "number",
    ["999", "301", "204", "12025550153"],
    ids=["nobody's", "another account's", "employee without number", "inactive"],
)
async def test_number_that_nobody_answers(world: World, number: str) -> None:
    error = await refused(await talk(world), phone_number=number)
    assert is_error(error, "no_active_phone_number", "phone_number", number)


@pytest.mark.parametrize(
    "number", [VIRTUAL, "0123456", "0999001", "123456", "", "+12025550188", "1" * 16]
)
async def test_number_that_cannot_be_dialled(world: World, number: str) -> None:
    error = await refused(await talk(world), phone_number=number)
    assert is_error(error, "invalid_parameter_value", "phone_number", number)


async def test_number_abroad_is_against_the_rules(world: World) -> None:
    number = "442079460958"
    error = await refused(await talk(world), phone_number=number)
    assert is_error(
        error,
        "call_direction_not_allowed",
        "phone_number",
        number,
        direction="international",
    )


async def test_coachs_number_abroad_is_passed_over(world: World) -> None:
    """Nobody has named it: his next number is called."""
    await world.pool.execute(
        "update employees set coach_id = $1 where last_name = 'Stone'",
        await world.id_of_employee("Abroad"),
    )
    call = await talking_employee(world, "Stone", STONE)
    world.by_hand("0486176")
    await call.ask("add.coach")
    await world.phone("0486176").rings()
    assert world.phone("442079460123").times_rung == 0
    await world.pool.execute(
        "update employees set coach_id = null where last_name = 'Stone'"
    )


async def test_state_is_checked_before_the_number(world: World) -> None:
    call = await hold(world)
    error = await call.fails("add.coach", phone_number="999")
    assert is_wrong_state(error, "HOLD")


async def test_session_of_another_account_is_unknown(world: World) -> None:
    call = await talking(world)
    error = await world.fails(
        "add.coach",
        world.keys.foreign,
        call_session_id=call.id,
        phone_number=COACH,
    )
    assert is_unknown_session(error, call.id)
    assert world.phone(COACH).times_rung == 0
    await call.connects(CONTACT, OPERATOR)
