"""call.talk_option (spec 3.3.11). The keys 0 to 7 are bound in world.toml.

Faxes, which key 6 is bound to, have a file of their own: test_receive_fax.py.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from callapi.domain.session import Role
from callapi.domain.states import State
from tests.api import stages
from tests.api.call import HOLD, STONE, Call, talking, talking_employee
from tests.api.expect import is_error, is_unknown_session, is_wrong_state
from tests.api.stages import FOREIGN_VIRTUAL
from tests.api.world import CONTACT, LINE, OPERATOR, World

FINISH, TAG, RECORD, TRANSFER, SCENARIO, COACH, _, SAVE = "01234567"
TO_ANN = "8"


@pytest.fixture(scope="module", autouse=True)
async def bind_one_more(world: World) -> None:
    """Key 8 hands over to Ann Stone; nobody has asked for the options yet."""
    await world.pool.execute(
        "insert into talk_options (account_id, button, mnemonic, name, value_id)"
        " select id, $1, 'transfer_call', 'To Ann Stone', $2 from accounts"
        " where name = 'Harbour Desk'",
        TO_ANN,
        await world.id_of_employee("Stone"),
    )


async def press(call: Call, button: str) -> None:
    await call.ask("call.talk_option", button=button)


async def test_the_documented_example(world: World) -> None:
    """Key 3 is bound to `transfer_call` here."""
    call = await talking(world)
    await press(call, "3")
    await call.reaches(State.WAITING_INPUT)
    await call.hears_only(CONTACT, ("file", (await world.music()).path))


# --- finish_conversation


async def test_finish_hangs_up_the_operator(world: World) -> None:
    call = await talking(world)
    await press(call, FINISH)
    await world.phone(OPERATOR).ends()
    assert await call.ends() == "operator_disconnects"
    await world.phone(CONTACT).ends()


async def test_finish_is_possible_from_the_first_second(world: World) -> None:
    """The 30 s of calls that go out are for keys, not for this method."""
    call = await talking(world, direction="out")
    await press(call, FINISH)
    await world.phone(OPERATOR).ends()


# --- tag_call


async def test_tag_is_put_on_once(world: World) -> None:
    call = await talking(world)
    tag_id = await world.id_of("tags", "Hot lead")
    for _ in range(2):
        await press(call, TAG)
        shown = await call.shown()
        assert shown["tags"] == [{"tag_id": tag_id, "tag_name": "Hot lead"}]
    await call.connects(CONTACT, OPERATOR)


# --- record_talk


async def test_recording_is_started_and_stopped(world: World) -> None:
    call = await talking(world)
    for recorded in (True, False, True):
        await press(call, RECORD)
        leg = await call.shown_leg(Role.OPERATOR)
        assert leg["record_call_enabled"] is recorded


async def test_recording_by_the_employees_setting_is_not_stopped(
    world: World,
) -> None:
    call = await talking_employee(world, "Recorded", "0486175", direction="out")
    error = await call.fails("call.talk_option", button=RECORD)
    assert is_error(error, "forbidden")
    assert (await call.shown_leg(Role.OPERATOR))["record_call_enabled"] is True


async def test_recording_switched_on_by_the_method_is_stopped(world: World) -> None:
    call = await talking(world)
    await call.ask("record.call", action="on")
    await press(call, RECORD)
    assert (await call.shown_leg(Role.OPERATOR))["record_call_enabled"] is False


# --- transfer_call


async def test_operator_dials_the_third_party(world: World) -> None:
    """He is prompted; the contact hears music as long as it takes."""
    call = await talking(world)
    await press(call, TRANSFER)
    prompt = await world.file("beep")
    await world.phone(OPERATOR).hears_source("file", prompt.path)
    await world.pass_time(1)
    await call.hears_only(OPERATOR)
    assert (await call.shown_leg(Role.CONTACT))["state"] == "On hold"
    world.by_hand(STONE)
    world.phone(OPERATOR).press("202#")
    await world.phone(STONE).rings()
    await call.hears_only(CONTACT, ("file", (await world.music()).path))
    await call.ask("transfer.talk")
    world.phone(STONE).answer()
    await call.connects(CONTACT, STONE)


async def test_operator_who_dials_nothing_is_left_in_hold(world: World) -> None:
    call = await talking(world)
    await press(call, TRANSFER)
    await world.pass_time(4.9)
    await call.reaches(State.WAITING_INPUT)
    await world.pass_time(0.2)
    await call.reaches(State.HOLD)
    await call.ask("unhold.call")
    await call.connects(CONTACT, OPERATOR)


async def test_employee_of_the_option_is_dialled_at_once(world: World) -> None:
    call = await talking(world)
    world.by_hand(STONE)
    await press(call, TO_ANN)
    await world.phone(STONE).rings()
    await call.reaches(State.DIALING)
    await call.hears_only(OPERATOR, ("tone", "ring"))
    await call.hears_only(CONTACT, ("file", (await world.music()).path))


async def test_prompt_stops_when_the_contact_is_back(world: World) -> None:
    call = await talking(world)
    await press(call, TRANSFER)
    await call.ask("send.dtmf", dtmf_string="*")
    await call.ask("unhold.call")
    await call.connects(CONTACT, OPERATOR)


async def test_prompt_gives_way_to_the_ringing(world: World) -> None:
    call = await talking(world)
    await press(call, TRANSFER)
    world.by_hand(STONE)
    await call.ask("make.call", to="202")
    await world.phone(STONE).rings()
    await call.hears_only(OPERATOR, ("tone", "ring"))


# --- run_scenario


async def test_contact_goes_on_in_a_scenario(world: World) -> None:
    """Direct calls Dana Reyes, tells her of the call, and connects."""
    world.by_hand(LINE)
    call = await talking(world)
    await press(call, SCENARIO)
    await world.phone(OPERATOR).ends()
    await world.phone(LINE).rings()
    await call.hears_only(CONTACT, ("file", (await world.music()).path))
    error = await call.fails("hold.call", contact_message=HOLD)
    assert is_wrong_state(error, "SESSION")
    states = [leg["state"] for leg in (await call.shown())["legs"]]
    assert states == ["Disconnected", "Dial", "Dial"]
    world.phone(LINE).answer()
    await world.hears_out(LINE, await world.file("tone"))
    await call.reaches(State.TALK)
    await call.connects(CONTACT, LINE)
    assert (await call.shown_leg(Role.OPERATOR))["employee_full_name"] == "Reyes Dana"


async def test_scenario_that_reaches_nobody_ends_the_call(world: World) -> None:
    for number in (LINE, "12025550151"):
        world.phone(number).behave("busy")
    call = await talking(world)
    await press(call, SCENARIO)
    await call.ends()
    await world.phone(CONTACT).ends()


async def test_coach_does_not_come_along_into_a_scenario(world: World) -> None:
    call = await stages.coached(world)
    world.by_hand(LINE)
    await press(call, SCENARIO)
    await world.phone(stages.COACH).ends()
    await world.phone(LINE).rings(2)


# --- call_coach


async def test_coach_is_called_and_hung_up(world: World) -> None:
    call = await talking_employee(world)
    world.by_hand(STONE)
    await press(call, COACH)
    await world.phone(STONE).rings()
    world.phone(STONE).answer()
    await call.hears_only(STONE, ("leg", CONTACT), ("leg", LINE))
    await press(call, COACH)
    await world.phone(STONE).ends()
    await call.connects(CONTACT, LINE)
    await press(call, COACH)
    await world.phone(STONE).rings(2)


async def test_coach_who_still_rings_is_hung_up(world: World) -> None:
    call = await talking_employee(world)
    world.by_hand(STONE)
    await press(call, COACH)
    await world.phone(STONE).rings()
    await press(call, COACH)
    await world.phone(STONE).ends()
    await call.reaches(State.TALK)


async def test_coach_that_was_added_by_number_is_hung_up(world: World) -> None:
    call = await stages.coached(world)
    await press(call, COACH)
    await world.phone(stages.COACH).ends()
    assert world.phone(STONE).times_rung == 0


async def test_there_is_no_coach(world: World) -> None:
    call = await talking(world)
    error = await call.fails("call.talk_option", button=COACH)
    assert is_error(error, "coach_not_found")


async def test_coach_has_no_active_number(world: World) -> None:
    change = "update employee_numbers set is_active = $1 where number = $2"
    await world.pool.execute(change, False, STONE)
    call = await talking_employee(world)
    error = await call.fails("call.talk_option", button=COACH)
    assert is_error(error, "no_active_phone_number")
    await world.pool.execute(change, True, STONE)


# --- save_numa


async def test_contact_is_put_into_the_address_book_once(world: World) -> None:
    call = await talking(world, contact="12025550165")
    for _ in range(2):
        await press(call, SAVE)
        rows = await world.pool.fetch(
            "select c.full_name, n.number, g.name from contacts c"
            " join contact_numbers n on n.contact_id = c.id"
            " join contact_group_members m on m.contact_id = c.id"
            " join contact_groups g on g.id = m.group_id"
        )
        assert [tuple(row) for row in rows] == [("12025550165", "12025550165", "Warm")]
    await call.connects(call.contact, OPERATOR)


# --- what is refused


@pytest.mark.parametrize("button", ["9", "*", "#"])
async def test_key_without_an_option(world: World, button: str) -> None:
    call = await talking(world)
    error = await call.fails("call.talk_option", button=button)
    assert is_error(error, "talk_option_not_found", "button", button)
    await world.quiet()
    assert world.phone(CONTACT).keys == ""


async def test_options_are_those_of_the_calls_account(world: World) -> None:
    """This one has none."""
    call = await talking(
        world, key=world.keys.foreign, virtual_phone_number=FOREIGN_VIRTUAL
    )
    error = await call.fails("call.talk_option", button=TAG)
    assert is_error(error, "talk_option_not_found", "button", TAG)


@pytest.mark.parametrize("button", ["", "11", "a", "."])
async def test_button_is_one_key(world: World, button: str) -> None:
    call = await talking(world)
    error = await call.fails("call.talk_option", button=button)
    assert is_error(error, "invalid_parameter_value", "button", button)


@asynccontextmanager
async def vanished(world: World, table: str, name: str) -> AsyncIterator[None]:
    """It belongs to another account for a while."""
    row_id = await world.id_of(table, name)
    own = await world.id_of("accounts", "Harbour Desk")
    foreign = await world.id_of("accounts", "Foreign Office")
    move = f"update {table} set account_id = $1 where id = $2"
    await world.pool.execute(move, foreign, row_id)
    yield
    await world.pool.execute(move, own, row_id)


@pytest.mark.parametrize(
    ("button", "table", "name"),
    [
        (TAG, "tags", "Hot lead"),
        (SCENARIO, "scenarios", "Direct"),
        (SAVE, "contact_groups", "Warm"),
    ],
)
async def test_what_the_option_acts_with_has_vanished(
    world: World, button: str, table: str, name: str
) -> None:
    call = await talking(world)
    async with vanished(world, table, name):
        error = await call.fails("call.talk_option", button=button)
    assert is_error(error, "internal_error")
    await world.quiet()
    await call.connects(CONTACT, OPERATOR)


async def test_state_is_checked_before_the_option(world: World) -> None:
    call = await stages.hold(world)
    error = await call.fails("call.talk_option", button="9")
    assert is_wrong_state(error, "HOLD")


async def test_session_of_another_account_is_unknown(world: World) -> None:
    call = await talking(world)
    error = await world.fails(
        "call.talk_option", world.keys.foreign, call_session_id=call.id, button=FINISH
    )
    assert is_unknown_session(error, call.id)
    await call.connects(CONTACT, OPERATOR)
