"""An employee calls from his own line (Data API spec 2.7, 2.8, 2.15)."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from callapi.domain.session import Role
from callapi.domain.states import State
from tests.api.call import STONE
from tests.api.lines import (
    calling_lines,
    dials,
    give_number,
    is_refused,
    new_line,
    rings,
    talking_out,
)
from tests.api.world import CONTACT, LINE, PATIENCE_S, PLAIN, VIRTUAL, World
from tests.fakes import turn_loop

DANA, ANN = "201", "202"  # their extensions
DANAS_MOBILE = "12025550151"
COAST = "14155550103"  # the account's number in California
BLACKLISTED, ABROAD = "12025550199", "442079460199"


@pytest.fixture(autouse=True)
async def lines(world: World) -> AsyncIterator[None]:
    async with calling_lines(world):
        yield


# --- outside


async def test_contact_is_called_with_the_number_of_the_line(world: World) -> None:
    call = await rings(world)
    assert world.phone(CONTACT).shown_caller == VIRTUAL
    assert world.phone(LINE).state == "ringing"  # his call is not answered yet
    shown = await call.shown()
    assert (shown["direction"], shown["virtual_phone_number"]) == ("out", VIRTUAL)
    assert shown["contact_phone_number"] == CONTACT
    own, other = shown["legs"]
    assert (own["is_operator"], own["employee_full_name"]) == (True, "Reyes Dana")
    assert (own["calling_phone_number"], own["called_phone_number"]) == (LINE, CONTACT)
    assert other["calling_phone_number"] == VIRTUAL
    assert [own["state"], other["state"]] == ["Dial", "Dial"]
    world.phone(CONTACT).answer()
    await call.reaches(State.TALK)
    await call.connects(CONTACT, LINE)
    assert world.phone(LINE).state == "talking"
    assert world.phone(CONTACT).shown_caller == VIRTUAL


async def test_employee_hears_what_comes_before_the_answer(world: World) -> None:
    world.phone(CONTACT).behave("progress announcement, wait 4, reject 480")
    call = await dials(world)
    await world.phone(LINE).hears_source("announcement", CONTACT)
    assert world.phone(LINE).state != "talking"
    await world.pass_time(4.1)
    assert await call.ends() == "caller_not_responsive"
    assert world.phone(LINE).sip_code == 480


async def test_plus_before_a_number_is_no_part_of_it(world: World) -> None:
    world.by_hand(CONTACT)
    call = await dials(world, f"+{CONTACT}")
    await world.phone(CONTACT).rings()
    assert (await world.session(call.id)).contact == CONTACT


@pytest.mark.parametrize(
    ("script", "told", "reason"),
    [
        ("reject 486", 486, "caller_busy"),
        ("ring, reject 600", 486, "caller_busy"),
        ("reject 404", 404, "caller_number_problems"),
        ("reject 503", 503, "no_success_caller_call"),
        ("reject 480", 480, "caller_not_responsive"),
    ],
)
async def test_telephone_is_told_why_nobody_is_reached(
    world: World, script: str, told: int, reason: str
) -> None:
    world.phone(CONTACT).behave(script)
    assert await is_refused(world, CONTACT) == (told, reason)


async def test_contact_who_does_not_answer_is_given_up(world: World) -> None:
    call = await rings(world)
    await world.pass_time(61)
    assert await call.ends() == "caller_not_responsive"
    assert world.phone(LINE).sip_code == 480


async def test_employee_who_gives_up_ends_the_call(world: World) -> None:
    call = await rings(world)
    world.phone(LINE).hang_up()
    await world.phone(CONTACT).ends()
    assert await call.ends() == "operator_disconnects"


@pytest.mark.parametrize(
    ("who", "reason"),
    [(CONTACT, "caller_disconnects"), (LINE, "operator_disconnects")],
)
async def test_either_ends_the_talk(world: World, who: str, reason: str) -> None:
    call = await talking_out(world)
    world.phone(who).hang_up()
    assert await call.ends() == reason
    await asyncio.gather(world.phone(CONTACT).ends(), world.phone(LINE).ends())


async def test_rule_of_the_line_may_choose_another_number(world: World) -> None:
    await give_number(world, LINE, VIRTUAL, "regional_random")
    contact = "14155550177"
    call = await rings(world, contact)
    assert world.phone(contact).shown_caller == COAST
    assert (await call.shown())["virtual_phone_number"] == COAST


async def test_rule_is_nothing_without_its_component(world: World) -> None:
    key = await new_line(world, "0910001")
    await give_number(world, "0910001", "12025560001", "random")
    call = await rings(world, CONTACT, "0910001")
    [shown] = await world.ok("list.calls", key)
    assert shown["virtual_phone_number"] == "12025560001"
    world.phone("0910001").hang_up()
    await call.ends()


# --- colleagues


@pytest.mark.parametrize("dialled", [ANN, STONE])
async def test_colleague_is_called_on_his_line(world: World, dialled: str) -> None:
    world.by_hand(STONE)
    call = await dials(world, dialled)
    await world.phone(STONE).rings()
    assert world.phone(STONE).shown_caller == LINE
    world.phone(STONE).answer()
    session = await call.reaches(State.TALK)
    await call.connects(STONE, LINE)
    assert session.plan.contact.is_internal
    assert session.contact == dialled
    leg = await call.leg(Role.CONTACT)
    assert leg.employee_name == "Stone Ann"


async def test_numbers_of_an_extension_are_tried_in_turn(world: World) -> None:
    """Outside he is called with the virtual number, not from a line of ours."""
    world.by_hand(LINE, DANAS_MOBILE)
    call = await dials(world, DANA, STONE)
    await world.phone(LINE).rings()
    world.phone(LINE).reject()
    await world.phone(DANAS_MOBILE).rings()
    assert world.phone(DANAS_MOBILE).shown_caller == VIRTUAL
    world.phone(DANAS_MOBILE).answer()
    await call.reaches(State.TALK)
    await call.connects(DANAS_MOBILE, STONE)


async def test_own_extension_calls_the_other_telephone(world: World) -> None:
    world.by_hand(DANAS_MOBILE)
    call = await dials(world, DANA)
    await world.phone(DANAS_MOBILE).rings()
    reasons = [leg.end_reason for leg in (await world.session(call.id)).legs]
    assert reasons == [None, "operator_channels_busy", None]


@pytest.mark.parametrize(
    ("change", "reason", "told"),
    [
        (
            "update employees set status = 'do_not_disturb' where last_name = 'Stone'",
            "employee_status_do_not_disturb",
            480,
        ),
        (
            "update sip_lines set billing_state = 'manual_lock'"
            " where number = '0486174'",
            "locked_phone",
            403,
        ),
    ],
)
async def test_colleague_who_is_not_to_be_called(
    world: World, change: str, reason: str, told: int
) -> None:
    await world.pool.execute(change)
    assert await is_refused(world, ANN) == (told, reason)


async def test_colleague_who_is_in_a_call(world: World) -> None:
    await talking_out(world, CONTACT, STONE)
    assert await is_refused(world, ANN) == (486, "operator_channels_busy")


async def test_number_of_the_own_account_is_answered_by_its_scenario(
    world: World,
) -> None:
    """Whoever calls it is its contact, on whatever line."""
    world.by_hand(LINE)
    await world.simulator.call(STONE, PLAIN)
    await world.phone(LINE).rings()
    [call] = await world.calls()
    assert (call["direction"], call["contact_phone_number"]) == ("in", STONE)


# --- who may not


@pytest.mark.parametrize(
    "number",
    [
        *("8800", "99999", "0499999", "0999001", "00442079460123"),
        *("*99", "1", "123456", "1" * 16, "dana"),
    ],
)
async def test_what_is_no_number_is_not_dialled(world: World, number: str) -> None:
    """An extension, a line or a number of nobody, or another account's line."""
    assert await is_refused(world, number) == (404, "caller_number_problems")


@pytest.mark.parametrize(
    ("number", "reason"),
    [(BLACKLISTED, "numa_in_black_list"), (ABROAD, "external_call_not_allowed")],
)
async def test_number_that_must_not_be_dialled(
    world: World, number: str, reason: str
) -> None:
    assert await is_refused(world, number) == (403, reason)
    assert world.phone(number).times_rung == 0


NO_DIRECTIONS = "update employees set out_{}_directions = '{{in}}'"
NOT_AT_WORK = "update employees set status = 'not_at_work'"


@pytest.mark.parametrize(
    ("changes", "number", "answer"),
    [
        (
            ("update sip_lines set virtual_number_id = null",),
            *(CONTACT, (403, "out_call_not_allowed")),
        ),
        (
            ("update sip_lines set virtual_number_id = null",),
            *(ANN, (403, "out_call_not_allowed")),
        ),
        (
            ("update sip_lines set billing_state = 'limit_lock'",),
            *(CONTACT, (403, "locked_phone")),
        ),
        (
            ("update virtual_numbers set is_active = false",),
            *(CONTACT, (403, "locked_numb")),
        ),
        (
            (NO_DIRECTIONS.format("external"),),
            *(CONTACT, (403, "external_call_not_allowed")),
        ),
        (
            (NO_DIRECTIONS.format("internal"),),
            *(ANN, (403, "internal_call_not_allowed")),
        ),
        (
            (NO_DIRECTIONS.format("internal"), NO_DIRECTIONS.format("external")),
            *(CONTACT, (403, "out_call_not_allowed")),
        ),
        ((NOT_AT_WORK,), CONTACT, (480, "employee_status_not_at_work")),
        ((NOT_AT_WORK,), ANN, (480, "employee_status_not_at_work")),
        (
            ("update employees set status = 'auto_out_call'",),
            *(CONTACT, (403, "out_call_not_allowed")),
        ),
    ],
)
async def test_line_that_may_not_call(
    world: World, changes: tuple[str, ...], number: str, answer: tuple[int, str]
) -> None:
    """`limited` to what is put back after the test."""
    where = {
        "sip_lines": f" where number = '{LINE}'",
        "virtual_numbers": f" where number = '{VIRTUAL}'",
        "employees": " where last_name = 'Reyes'",
    }
    for change in changes:
        await world.pool.execute(change + where[change.split()[1]])
    assert await is_refused(world, number) == answer


@pytest.mark.parametrize("status", ["break", "do_not_disturb", "not_at_workplace"])
async def test_who_is_not_to_be_called_may_call(world: World, status: str) -> None:
    await world.pool.execute(
        "update employees set status = $1 where last_name = 'Reyes'", status
    )
    await rings(world)


async def test_line_has_so_many_calls_at_once(world: World) -> None:
    first = await talking_out(world)
    assert await is_refused(world, "12025550144") == (486, "operator_channels_busy")
    await world.pool.execute("update sip_lines set channels_count = 2")
    await rings(world, "12025550144")
    assert await first.state() is State.TALK


async def test_two_calls_in_the_same_moment_are_counted(world: World) -> None:
    """Of one channel only one of them has it."""
    world.by_hand(CONTACT, "12025550144")
    for number in (CONTACT, "12025550144"):
        await world.simulator.call(LINE, number)
    await world.quiet()
    assert len(await world.calls()) == 1


async def test_account_has_so_many_calls_at_once(world: World) -> None:
    key = await new_line(world, "0910002", max_out_calls=1)
    await world.pool.execute("update sip_lines set channels_count = 9")
    call = await rings(world, CONTACT, "0910002")
    refused = await is_refused(world, "12025550144", "0910002", key)
    assert refused == (486, "max_out_call_reached")
    assert await call.state() is State.CALLING_OUT
    world.phone(CONTACT).reject()
    await call.ends()


async def test_account_without_lines_as_its_component(world: World) -> None:
    key = await new_line(world, "0910003", components=("basic",))
    refused = await is_refused(world, CONTACT, "0910003", key)
    assert refused == (403, "component_is_inactive")


async def test_account_that_is_closed(world: World) -> None:
    key = await new_line(world, "0910004", state="manual_lock")
    refused = await is_refused(world, CONTACT, "0910004", key)
    assert refused == (503, "app_is_inactive")


# --- who says what line he calls on


async def sessions(world: World) -> int:
    return int(await world.pool.fetchval("select count(*) from call_sessions"))


async def test_number_that_a_caller_claims_opens_nothing(world: World) -> None:
    """Toll fraud: by a trunk anybody can say that he is a line."""
    before = await sessions(world)
    phone = await world.simulator.call(LINE, CONTACT, trunk="trunk")
    await phone.ends()
    assert phone.sip_code == 404
    assert await sessions(world) == before
    assert world.phone(CONTACT).times_rung == 0


async def test_claimed_number_is_a_contact_s_to_a_number_of_ours(world: World) -> None:
    await world.simulator.call(LINE, VIRTUAL, trunk="trunk")
    await world.quiet()
    [call] = await world.calls()
    assert (call["direction"], call["contact_phone_number"]) == ("in", LINE)


async def test_telephone_without_the_password_calls_nobody(world: World) -> None:
    before = await sessions(world)
    phone = world.phone(LINE)
    phone.register(password="guessed")
    await world.simulator.call(LINE, CONTACT)
    await phone.ends()
    assert phone.sip_code == 401
    assert await sessions(world) == before


async def test_line_of_the_switch_s_own_files_is_nobody_s(world: World) -> None:
    before = await sessions(world)
    phone = await world.simulator.call("0123456", CONTACT)
    await phone.ends()
    assert phone.sip_code == 403
    assert await sessions(world) == before


async def test_line_that_is_switched_off_is_no_line(world: World) -> None:
    """The switch forgets it; what comes a moment before that is refused too."""
    change = "update employee_numbers set is_active = $2 where number = $1"
    await world.pool.execute(change, LINE, False)
    try:
        async with asyncio.timeout(PATIENCE_S):
            while ("endpoint", LINE) in world.simulator.network.configured:
                await turn_loop()
        phone = await world.simulator.call(LINE, CONTACT)
        await phone.ends()
        assert phone.sip_code == 401
    finally:
        await world.pool.execute(change, LINE, True)
