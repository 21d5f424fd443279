"""get.calls_report: exact figures of scripted calls (Data API spec 2.15)."""

from callapi.domain.account import Unit
from callapi.domain.states import State
from tests.api.call import HOLD, THIRD
from tests.api.data.expect import where
from tests.api.data.reported import (
    call,
    calls,
    figures,
    key_of_user,
    legs,
    stamp,
    talk,
)
from tests.api.scripted import HOME, greeting, menu, redirect
from tests.api.world import CONTACT, LINE, OPERATOR, PLAIN, SCRIPTED, VIRTUAL, World

CALLER = "12025550148"


async def test_documented_row(world: World) -> None:
    """The default fields of an employee's call, all of them."""
    begun = world.clock.now()
    session_id = await world.employee_talk()
    await world.pass_time(30)
    await world.ok("release.call", call_session_id=session_id)
    await world.ends(session_id)
    assert await call(world, session_id) == {
        "id": session_id,
        "start_time": stamp(begun),
        "finish_time": stamp(begun + 30),
        "finish_reason": "operator_disconnects",
        "direction": "in",
        "source": "callapi",
        "is_lost": False,
        "contact_phone_number": CONTACT,
        "virtual_phone_number": VIRTUAL,
        "communication_id": session_id,
        "communication_type": "call",
        "cpn_region_id": 1202,
        "cpn_region_name": "Washington D.C.",
        "cpn_country_id": "US",
        "cpn_country_name": "United States",
        "wait_duration": 0,
        "total_wait_duration": 0,
        "talk_duration": 30,
        "clean_talk_duration": 30,
        "total_duration": 30,
        "call_records": [],
        "wav_call_records": [],
        "full_record_file_link": None,
    }


async def test_more_fields(world: World) -> None:
    employee = await world.id_of_employee("Reyes")
    session_id = await world.employee_talk(external_id="order 7")
    await world.ok("release.call", call_session_id=session_id)
    await world.ends(session_id)
    more = await call(
        world,
        session_id,
        *("employees", "call_api_external_id", "operator_phone_number", "tags"),
        *("first_answered_employee_id", "last_talked_employee_full_name"),
        *("is_transfer", "scenario_id", "scenario_operations", "properties"),
    )
    assert more == {
        "employees": [
            {
                "employee_id": employee,
                "employee_full_name": "Reyes Dana",
                "is_answered": True,
                "is_talked": True,
            }
        ],
        "call_api_external_id": "order 7",
        "operator_phone_number": LINE,
        "tags": [],
        "first_answered_employee_id": employee,
        "last_talked_employee_full_name": "Reyes Dana",
        "is_transfer": False,
        "scenario_id": None,
        "scenario_operations": [],
        "properties": None,
    }


# --- figures


async def test_talk(world: World) -> None:
    it = await talk(world, 30)
    world.phone(CONTACT).hang_up()
    assert await it.ends() == "caller_disconnects"
    assert await figures(world, it.id) == (4, 30, 30, 0, 40)
    row = await call(world, it.id, "is_lost", "total_wait_duration", "finish_reason")
    assert row == {
        "is_lost": False,
        "total_wait_duration": 10,
        "finish_reason": "caller_disconnects",
    }


async def test_hold_is_no_clean_talk(world: World) -> None:
    it = await talk(world, 10)
    await it.ask("hold.call", contact_message=HOLD)
    await world.pass_time(20)
    await it.ask("unhold.call")
    await world.pass_time(5)
    await it.ask("release.call")
    await it.ends()
    assert await figures(world, it.id) == (4, 35, 15, 0, 45)


async def test_transfer(world: World) -> None:
    it = await talk(world, 10)
    await it.consult()
    await world.pass_time(7)
    await it.ask("transfer.talk")
    await it.reaches(State.TALK)
    await world.pass_time(13)
    world.phone(THIRD).hang_up()
    await it.ends()
    assert await figures(world, it.id) == (4, 30, 23, 0, 40)
    row = await call(world, it.id, "is_transfer", "operator_phone_number")
    assert row == {"is_transfer": True, "operator_phone_number": THIRD}
    fields = ("called_phone_number", "is_transfered", "is_operator", "is_talked")
    assert [tuple(leg.values()) for leg in await legs(world, it.id, fields)] == [
        (OPERATOR, False, True, True),
        (CONTACT, False, False, True),
        (THIRD, True, True, True),
    ]


async def test_coach_listens_to_a_talk_that_is_nobody_elses(world: World) -> None:
    it = await talk(world, 5)
    world.phone(THIRD).behave("answer")
    await it.ask("add.coach", phone_number=THIRD)
    await world.pass_time(5)
    await it.ask("release.call")
    await it.ends()
    assert await figures(world, it.id) == (4, 10, 10, 0, 20)
    fields = ("called_phone_number", "is_coach", "is_operator", "is_talked", "duration")
    assert [tuple(leg.values()) for leg in await legs(world, it.id, fields)] == [
        (OPERATOR, False, True, True, 16),
        (CONTACT, False, False, True, 10),
        (THIRD, True, False, False, 5),
    ]


async def test_post_processing(world: World) -> None:
    """The other account keeps the line for 30 s."""
    key = world.keys.foreign
    world.phone(OPERATOR).behave("answer")
    world.phone(CONTACT).behave("answer")
    data = await world.ok(
        "start.simple_call",
        key,
        first_call="operator",
        virtual_phone_number="12025550106",
        contact=CONTACT,
        operator=OPERATOR,
    )
    session_id = int(data["call_session_id"])
    await world.reaches(session_id, State.TALK)
    await world.pass_time(8)
    world.phone(OPERATOR).hang_up()
    await world.reaches(session_id, State.POST_TALK)
    await world.pass_time(31)
    await world.ends(session_id)
    admin = world.keys.foreign_admin
    assert await figures(world, session_id, key=admin) == (0, 8, 8, 30, 38)
    row = await call(world, session_id, "total_wait_duration", key=admin)
    assert row == {"total_wait_duration": 0}
    assert await calls(world, filter=where("id", session_id)) == []


async def test_informer_is_not_lost_once_its_message_has_begun(world: World) -> None:
    for answers in (True, False):
        world.by_hand(CONTACT)
        data = await world.ok(
            "start.informer_call",
            virtual_phone_number=VIRTUAL,
            contact=CONTACT,
            contact_message={"type": "tts", "value": "Hello."},
        )
        await world.phone(CONTACT).rings()
        await world.pass_time(3)
        if answers:
            world.phone(CONTACT).answer()
            await world.hears_out(CONTACT, await world.said("Hello."))
        else:
            world.phone(CONTACT).reject()
        await world.ends(data["call_session_id"])
        row = await call(world, data["call_session_id"], "is_lost", "source")
        assert row == {"is_lost": not answers, "source": "callapi_informer_call"}


async def test_contact_who_calls_and_scenario(world: World) -> None:
    scenario_id = await world.give_scenario(
        greeting("ask"), menu({"key_1": "home"}), redirect("home", HOME)
    )
    world.by_hand(HOME)
    await world.simulator.call(CALLER, SCRIPTED)
    await world.quiet()
    await world.hears_out(CALLER, await world.said("Welcome."))
    heard = (await world.said("Welcome.")).seconds
    (shown,) = await world.calls()
    session_id = shown["call_session_id"]
    await world.reaches(session_id, State.MENU)
    world.phone(CALLER).press("1")
    await world.phone(HOME).rings()
    await world.pass_time(5)
    world.phone(HOME).answer()
    await world.reaches(session_id, State.TALK)
    await world.pass_time(20)
    world.phone(CALLER).hang_up()
    await world.ends(session_id)
    wait = int(heard + 0.01 + 5)
    got = await figures(world, session_id)
    assert got == (wait, 20, 20, 0, int(heard + 0.01 + 25))
    row = await call(
        world, session_id, "source", "direction", "scenario_id", "scenario_operations"
    )
    assert (row["source"], row["direction"]) == ("va", "in")
    assert row["scenario_id"] == scenario_id
    assert [it["name"] for it in row["scenario_operations"]] == [
        "Voice greeting 1",
        "Menu 1",
        "Redirect 1",
    ]
    ids = [it["id"] for it in row["scenario_operations"]]
    (leg,) = await legs(
        world, session_id, ("action_id", "scenario_id"), is_operator=True
    )
    assert leg == {"action_id": ids[-1], "scenario_id": scenario_id}
    fields = ("direction", "calling_phone_number", "called_phone_number", "action_name")
    assert [tuple(leg.values()) for leg in await legs(world, session_id, fields)] == [
        ("in", CALLER, SCRIPTED, None),
        ("out", CALLER, HOME, "Redirect 1"),
    ]


# --- a contact's calls, one after another


async def test_calls_of_a_contact_are_numbered_and_lost_ones_made_good(
    world: World,
) -> None:
    caller = "12025550147"
    ids = []
    for answers in (False, False, True):
        world.by_hand(LINE)
        await world.simulator.call(caller, PLAIN)
        await world.phone(LINE).rings()
        await world.quiet()
        (shown,) = await world.calls()
        ids.append(shown["call_session_id"])
        await world.pass_time(3)
        if answers:
            world.phone(LINE).answer()
            await world.reaches(ids[-1], State.TALK)
        world.phone(caller).hang_up()
        await world.ends(ids[-1])
        await world.pass_time(100)
    rows = await calls(
        world,
        filter=where("contact_phone_number", caller),
        fields=["communication_number", "lost_call_processing_duration", "is_lost"],
    )
    assert [tuple(row.values()) for row in rows] == [
        (1, 206, True),
        (2, 103, True),
        (3, None, False),
    ]
    (last,) = await calls(
        world,
        filter=where("lost_call_processing_duration", 110, "<"),
        fields=["id"],
    )
    assert last == {"id": ids[1]}


# --- a call that is up


async def test_running_call_is_told_when_it_is_asked_for(world: World) -> None:
    it = await talk(world, 5)
    assert await calls(world, filter=where("id", it.id)) == []
    row = await call(world, it.id, include_ongoing_calls=True)
    assert (row["finish_time"], row["finish_reason"]) == (None, None)
    got = await figures(world, it.id, include_ongoing_calls=True)
    assert got == (4, 5, 5, 0, 15)
    number = await call(
        world, it.id, "communication_number", include_ongoing_calls=True
    )
    foreign = await calls(world, world.keys.foreign_admin, include_ongoing_calls=True)
    assert it.id not in [row["id"] for row in foreign]
    await it.ask("release.call")
    await it.ends()
    assert await call(world, it.id, "communication_number") == number


async def test_leg_that_has_ended_is_told_while_its_call_goes_on(world: World) -> None:
    it = await talk(world, 5)
    assert await legs(world, it.id) == []
    await it.dial()
    world.phone(THIRD).reject()
    await it.reaches(State.HOLD)
    (leg,) = await legs(world, it.id, ("called_phone_number", "is_failed"))
    assert leg == {"called_phone_number": THIRD, "is_failed": True}
    await it.ask("release.call")
    await it.ends()
    assert len(await legs(world, it.id)) == 3


# --- recordings


async def test_recordings_are_told_to_those_who_may_hear_them(world: World) -> None:
    it = await talk(world, 1)
    for _ in range(2):
        await it.ask("record.call", action="on")
        await world.pass_time(2)
        await it.ask("record.call", action="off")
        await world.app.calls.idle()
    await it.ask("release.call")
    await it.ends()
    row = await call(world, it.id)
    assert len(row["call_records"]) == 2
    assert row["wav_call_records"] == row["call_records"]
    first = row["call_records"][0]
    link = row["full_record_file_link"]
    assert link.startswith(f"{world.app.url}/{it.id}/{first}?expires=")
    async with world.http.get(link) as answer:
        assert (answer.status, answer.content_type) == (200, "audio/mpeg")
    told = {
        leg["called_phone_number"]: leg["call_records"]
        for leg in await legs(world, it.id)
    }
    assert told == {OPERATOR: row["call_records"], CONTACT: row["call_records"]}
    key = await key_of_user(world, Unit.REPORTS)
    row = await call(world, it.id, key=key)
    assert (row["call_records"], row["wav_call_records"]) == ([], [])
    assert row["full_record_file_link"] is None
    assert all(leg["call_records"] == [] for leg in await legs(world, it.id, key=key))
