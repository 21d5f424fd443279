"""get.call_details and create.communication_comment (Data API spec 3.5)."""

from datetime import datetime
from typing import Any

from callapi.domain.account import Unit
from callapi.domain.states import State
from tests.api.call import HOLD, Call
from tests.api.data.expect import tells
from tests.api.data.reported import key_of_user, stamp
from tests.api.scripted import HOME, redirect
from tests.api.world import CONTACT, OPERATOR, SCRIPTED, VIRTUAL, World

CALLER = "12025550148"


async def details(world: World, session_id: int, **params: Any) -> dict[str, Any]:
    (row,) = await world.data("get.call_details", entity_ids=[session_id], **params)
    found: dict[str, Any] = row
    return found


async def talk(world: World) -> Call:
    session_id = await world.talk()
    return Call(world, session_id)


# Mnemonic, seconds since the start, duration.
STORY = [
    ("start", 0, None),
    ("call_placed", 0, None),
    ("call_placed", 0, None),
    ("talk_started", 0, 10),
    ("talk_finished", 10, 10),
    ("hold", 10, 5),
    ("talk_started", 15, 20),
    ("unhold", 15, None),
    ("tag_set", 15, None),
    ("leg_finished", 35, 35),
    ("leg_finished", 35, 35),
    ("talk_finished", 35, 20),
    ("finish", 35, None),
]


def moments(events: list[dict[str, Any]], begun: float) -> list[tuple[Any, ...]]:
    """As in STORY."""
    day = stamp(begun).split(" ")[0]
    return [
        (
            event["event_mnemonic"],
            round(at(f"{day} {event['event_time']}") - begun),
            event["duration"],
        )
        for event in events
    ]


def at(local: str) -> float:
    return datetime.fromisoformat(f"{local}+00:00").timestamp()


async def test_documented_row(world: World) -> None:
    tag = await world.id_of("tags", "Hot lead")
    begun = world.clock.now()
    it = await talk(world)
    await world.pass_time(10)
    await it.ask("hold.call", contact_message=HOLD)
    await world.pass_time(5)
    await it.ask("unhold.call")
    await it.ask("tag.call", tag_id=tag)
    await world.pass_time(20)
    await it.ask("release.call")
    await it.ends()
    row = await details(world, it.id)
    assert moments(row.pop("call_events"), begun) == STORY
    assert row == {
        "communication_id": it.id,
        "call_start_date_time": stamp(begun),
        "call_direction": {"value": "Inbound", "value_id": "in"},
        "call_status": {"value": "Received", "value_id": "received"},
        "call_type": {"value": "Call of the Call API", "value_id": "callapi"},
        "call_finish_reason": {
            "value": "The employee hung up",
            "value_id": "operator_disconnects",
        },
        "contact_phone_number": CONTACT,
        "virtual_phone_number": VIRTUAL,
        "call_scenario": None,
        "employees": [],
        "coaches": [],
        "call_total_duration": "00:00:35",
        "call_scenario_actions": [],
        "tags": {
            "items": [{"id": tag, "name": "Hot lead", "color": "#EBEBEB"}],
            "communication_id": it.id,
            "communication_type": "call",
        },
        "communication_comment": None,
        "contact_full_name": None,
    }


async def test_moment_as_it_is_documented(world: World) -> None:
    begun = world.clock.now()
    it = await talk(world)
    events = (await details(world, it.id))["call_events"]
    assert events[0] == {
        "event_time": stamp(begun).split(" ")[1],
        "event_mnemonic": "start",
        "event_name": "Call started",
        "event_text": f"{CONTACT} > {VIRTUAL}",
        "event_type": None,
        "duration": None,
        "is_leaf": True,
        "is_failed": None,
        "fail_hint": None,
        "is_bold": True,
        "event_icon_mnemonic": "start",
        "data": None,
    }


async def test_legs_stand_inside_the_operation_that_dialled_them(world: World) -> None:
    await world.give_scenario(redirect("ring", OPERATOR, HOME))
    world.phone(OPERATOR).behave("reject 486")
    world.phone(HOME).behave("answer")
    await world.simulator.call(CALLER, SCRIPTED)
    await world.phone(HOME).talks()
    await world.quiet()
    (shown,) = await world.calls()
    row = await details(world, shown["call_session_id"])
    assert row["call_finish_reason"] is None
    assert [it["action_name"] for it in row["call_scenario_actions"]] == ["Redirect 1"]
    (ring,) = [
        it for it in row["call_events"] if it["event_mnemonic"] == "action_started"
    ]
    assert (ring["event_text"], ring["is_leaf"]) == ("Redirect 1", False)
    placed = [it for it in ring["data"] if it["event_mnemonic"] == "call_placed"]
    assert [(it["event_text"], it["fail_hint"]) for it in placed] == [
        (OPERATOR, "The employee is busy"),
        (HOME, None),
    ]


async def test_what_was_pressed_and_recorded_is_told(world: World) -> None:
    it = await talk(world)
    world.phone(CONTACT).press("7")
    await world.quiet()
    await it.ask("record.call", action="on")
    await world.pass_time(4)
    await it.ask("record.call", action="off")
    await it.ask("call.talk_option", button="3")
    await world.quiet()
    events = (await details(world, it.id))["call_events"]
    told = {event["event_mnemonic"]: event["event_text"] for event in events}
    assert told["dtmf_received"] == f"{CONTACT}: 7"
    assert told["talk_option"].startswith("3: ")
    assert told["record_started"] == told["record_stopped"] == ""


async def test_comment_is_shown_and_replaced(world: World) -> None:
    it = await talk(world)
    of: dict[str, Any] = {"communication_id": it.id, "communication_type": "call"}
    for comment in ("Asks for a boat", "  Has bought one "):
        made = await world.data("create.communication_comment", **of, comment=comment)
        assert made == {"success": True}
        row = await details(world, it.id, fields=["communication_comment"])
        assert row == {"communication_comment": comment.strip()}
    for wrong in ("", "x" * 1001):
        error = await world.data_fails(
            "create.communication_comment", **of, comment=wrong
        )
        tells(error, "invalid_parameter_value", "comment", wrong)
    error = await world.data_fails(
        "create.communication_comment",
        world.keys.foreign_admin,
        **of,
        comment="Spied",
    )
    tells(error, "entity_not_found", "communication_id", it.id)


async def test_foreign_calls_are_not_there(world: World) -> None:
    it = await talk(world)
    found = await world.data(
        "get.call_details", world.keys.foreign_admin, entity_ids=[it.id]
    )
    assert found == []
    key = await key_of_user(world, Unit.TAGS)
    tells(await world.data_fails("get.call_details", key, entity_ids=[1]), "forbidden")


async def test_ids_are_bounded(world: World) -> None:
    for wrong in ([], list(range(1, 102))):
        error = await world.data_fails("get.call_details", entity_ids=wrong)
        assert (error["mnemonic"], error["field"]) == (
            "invalid_parameter_value",
            "entity_ids",
        )
    assert await world.data("get.call_details", entity_ids=[999_999]) == []


async def test_call_that_is_up_is_told_so_far(world: World) -> None:
    it = await talk(world)
    await world.pass_time(61)
    await it.reaches(State.TALK)
    row = await details(world, it.id)
    assert row["call_total_duration"] == "00:01:01"
    assert [event["event_mnemonic"] for event in row["call_events"]] == [
        "start",
        "call_placed",
        "call_placed",
        "talk_started",
    ]


async def test_every_talk_option_is_told(world: World) -> None:
    it = await talk(world)
    await it.ask("call.talk_option", button="7")
    events = (await details(world, it.id))["call_events"]
    told = [it["event_text"] for it in events if it["event_mnemonic"] == "talk_option"]
    assert told == ["7: save_numa"]
