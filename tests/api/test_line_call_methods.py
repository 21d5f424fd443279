"""A call from a line is steered, told of and reported like any other."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from callapi.domain.session import Recording, Role
from callapi.domain.states import State
from tests.api.call import HOLD, STONE, THIRD
from tests.api.data import reported
from tests.api.expect import allowed_in, is_wrong_state
from tests.api.lines import calling_lines, give_number, is_refused, rings, talking_out
from tests.api.stages import COACH, params_of
from tests.api.world import CONTACT, LINE, VIRTUAL, World

RITA = "0486175"  # what she calls is recorded


@pytest.fixture(autouse=True)
async def lines(world: World) -> AsyncIterator[None]:
    async with calling_lines(world):
        await give_number(world, RITA)
        yield
    await world.pool.execute("delete from blacklist where number = $1", CONTACT)


# --- every method


@pytest.mark.parametrize("method", sorted(allowed_in("TALK")))
async def test_method_is_possible_in_the_talk(world: World, method: str) -> None:
    call = await talking_out(world)
    await call.ask(method, **await params_of(method, call))


@pytest.mark.parametrize("method", sorted(allowed_in("SESSION")))
async def test_method_is_possible_while_the_contact_rings(
    world: World, method: str
) -> None:
    call = await rings(world)
    await call.ask(method, **await params_of(method, call))


@pytest.mark.parametrize("method", sorted(allowed_in("TALK") - allowed_in("SESSION")))
async def test_method_of_the_talk_is_refused_before(world: World, method: str) -> None:
    call = await rings(world)
    error = await call.fails(method, **await params_of(method, call))
    assert is_wrong_state(error, "SESSION")


async def test_hold_and_back(world: World) -> None:
    call = await talking_out(world)
    await call.hold()
    await world.phone(LINE).hears_nothing()
    await call.ask("unhold.call")
    await call.connects(CONTACT, LINE)


async def test_contact_is_handed_over_after_a_word(world: World) -> None:
    call = await talking_out(world)
    await call.consult()
    await call.ask("transfer.talk")
    await world.phone(LINE).ends()
    await call.connects(CONTACT, THIRD)
    assert (await call.leg(Role.OPERATOR)).transferred


async def test_contact_is_handed_over_while_it_rings(world: World) -> None:
    call = await talking_out(world)
    await call.dial("202", STONE)
    await call.ask("transfer.talk")
    await world.phone(LINE).ends()
    world.phone(STONE).answer()
    await call.reaches(State.TALK)
    await call.connects(CONTACT, STONE)


async def test_third_party_is_sent_away_again(world: World) -> None:
    call = await talking_out(world)
    await call.consult()
    await call.ask("restore.talk")
    await world.phone(THIRD).ends()
    await call.connects(CONTACT, LINE)


async def test_coach_listens_and_speaks_to_the_employee(world: World) -> None:
    call = await talking_out(world)
    world.phone(COACH).behave("answer")
    await call.ask("add.coach", phone_number=COACH)
    await call.hears_only(COACH, ("leg", CONTACT), ("leg", LINE))
    await call.hears_only(LINE, ("leg", CONTACT), ("leg", COACH))
    await call.hears_only(CONTACT, ("leg", LINE))


async def test_keys_of_the_employee_are_talk_options(world: World) -> None:
    """In calls that go out after half a minute (Call API spec 3.3.12)."""
    call = await talking_out(world)
    await world.pass_time(30.1)
    world.phone(LINE).press("1")
    await world.quiet()
    assert [tag["tag_name"] for tag in (await call.shown())["tags"]] == ["Hot lead"]


async def test_scenario_goes_on_with_the_contact(world: World) -> None:
    call = await talking_out(world)
    world.by_hand(LINE)
    await call.ask("call.talk_option", button="4")
    await world.phone(LINE).rings()  # it is he whom the scenario calls
    await world.phone(CONTACT).hears_source("file", (await world.music()).path)


async def test_blacklist_stops_the_next_call(world: World) -> None:
    call = await talking_out(world)
    await call.ask("block.contact")
    await call.ask("release.call")
    await call.ends()
    assert await is_refused(world, CONTACT) == (403, "numa_in_black_list")


async def test_colleague_is_not_put_on_the_blacklist(world: World) -> None:
    call = await talking_out(world, STONE)
    error = await call.fails("block.contact")
    assert error["mnemonic"] == "forbidden"


async def test_employee_s_setting_records_what_goes_out(world: World) -> None:
    call = await talking_out(world, CONTACT, RITA)
    assert (await world.session(call.id)).recording is Recording.GLOBAL
    assert (await call.shown_leg(Role.OPERATOR))["record_call_enabled"]
    error = await call.fails("record.call", action="off")
    assert error["mnemonic"] == "forbidden"
    await world.pass_time(5)
    world.phone(RITA).hang_up()
    await call.ends()
    await world.quiet()  # its file is kept a moment later
    row = await reported.call(world, call.id, "call_records")
    assert len(row["call_records"]) == 1


# --- what is told


async def test_events_in_their_order(world: World) -> None:
    call = await talking_out(world)
    world.phone(CONTACT).hang_up()
    await call.ends()
    told = await world.events(call.id)
    assert told[:4] == ["out_call_session", "in_call", "out_call", "wait_answer"]
    assert sorted(told[4:6]) == ["leg_answered", "leg_answered"]
    assert told[6] == "talk_started"
    assert sorted(told[7:10]) == ["leg_finished", "leg_finished", "talk_finished"]
    assert told[10:] == ["call_session_finished"]


async def test_events_of_a_call_that_is_refused(world: World) -> None:
    await is_refused(world, "99999")
    newest = await world.pool.fetchval("select max(id) from call_sessions")
    assert await world.events(newest) == [
        *("out_call_session", "in_call", "leg_finished"),
        *("lost_call_session", "call_session_finished"),
    ]


async def body(world: World, session_id: int, name: str) -> dict[str, Any]:
    found: dict[str, Any] = await world.pool.fetchval(
        "select body from events where session_id = $1 and name = $2",
        *(session_id, name),
    )
    return found


async def test_events_name_the_employee_by_his_line(world: World) -> None:
    call = await talking_out(world)
    for name in ("out_call_session", "talk_started"):
        told = await body(world, call.id, name)
        assert told["employee_full_name"] == "Reyes Dana"
        assert told["employee_phone_number"] == LINE
        assert told["is_internal"] is False
    arrived = await body(world, call.id, "in_call")
    assert arrived["calling_phone_number"] == LINE
    assert arrived["called_phone_number"] == CONTACT


async def test_call_between_colleagues_is_internal(world: World) -> None:
    call = await talking_out(world, STONE)
    assert (await body(world, call.id, "talk_started"))["is_internal"] is True


# --- reports


async def test_report_of_a_call_from_a_line(world: World) -> None:
    call = await rings(world)
    await world.pass_time(5)
    world.phone(CONTACT).answer()
    await call.reaches(State.TALK)
    await world.pass_time(20)
    world.phone(CONTACT).hang_up()
    await call.ends()
    row = await reported.call(world, call.id)
    assert (row["source"], row["direction"], row["is_lost"]) == ("sip", "out", False)
    assert row["contact_phone_number"] == CONTACT
    assert row["virtual_phone_number"] == VIRTUAL
    assert row["finish_reason"] == "caller_disconnects"
    assert (row["wait_duration"], row["talk_duration"]) == (5, 20)
    row = await reported.call(world, call.id, "employees", "operator_phone_number")
    assert row["operator_phone_number"] == LINE
    [employee] = row["employees"]
    assert employee["employee_full_name"] == "Reyes Dana"
    assert (employee["is_answered"], employee["is_talked"]) == (True, True)


async def test_report_finds_calls_from_lines_by_their_source(world: World) -> None:
    call = await talking_out(world)
    world.phone(LINE).hang_up()
    await call.ends()
    chosen = {"field": "source", "operator": "=", "value": "sip"}
    rows = await reported.calls(world, filter=chosen, fields=["id", "source"])
    assert call.id in [row["id"] for row in rows]
    assert {row["source"] for row in rows} == {"sip"}


async def test_report_of_its_legs(world: World) -> None:
    call = await talking_out(world)
    world.phone(LINE).hang_up()
    await call.ends()
    fields = [
        *("direction", "calling_phone_number", "called_phone_number"),
        *("is_operator", "employee_full_name", "employee_phone_number"),
        "finish_reason",
    ]
    [own] = await reported.legs(world, call.id, fields, is_operator=True)
    assert own == {
        "direction": "in",
        "calling_phone_number": LINE,
        "called_phone_number": CONTACT,
        "is_operator": True,
        "employee_full_name": "Reyes Dana",
        "employee_phone_number": LINE,
        "finish_reason": "operator_disconnects",
    }
    [other] = await reported.legs(world, call.id, fields, is_operator=False)
    assert (other["direction"], other["calling_phone_number"]) == ("out", VIRTUAL)
    assert other["called_phone_number"] == CONTACT


async def test_report_of_a_call_that_was_refused(world: World) -> None:
    await is_refused(world, "dana")
    newest = await world.pool.fetchval("select max(id) from call_sessions")
    row = await reported.call(world, newest)
    assert (row["source"], row["is_lost"]) == ("sip", True)
    assert row["finish_reason"] == "caller_number_problems"
    assert row["contact_phone_number"] == "dana"


async def test_report_of_a_line_that_has_no_number_to_show(world: World) -> None:
    await world.pool.execute(
        "update sip_lines set virtual_number_id = null where number = $1", LINE
    )
    await is_refused(world, CONTACT)
    newest = await world.pool.fetchval("select max(id) from call_sessions")
    row = await reported.call(world, newest)
    assert row["finish_reason"] == "out_call_not_allowed"
    assert row["virtual_phone_number"] is None
    [leg] = await reported.legs(world, newest, ["virtual_phone_number"])
    assert leg["virtual_phone_number"] is None


async def test_details_say_that_it_came_from_a_line(world: World) -> None:
    call = await talking_out(world)
    await call.ask("hold.call", contact_message=HOLD)
    world.phone(LINE).hang_up()
    await call.ends()
    [told] = await world.data("get.call_details", entity_ids=[call.id])
    assert told["call_type"] == {"value": "Call from a SIP line", "value_id": "sip"}
    assert told["call_direction"]["value_id"] == "out"
