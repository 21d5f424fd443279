"""The two worked examples of the specification, from end to end (4.6, 4.7)."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from callapi.domain.states import State
from tests.api.crm import Crm, open_crm
from tests.api.staff import add_group, add_schedule
from tests.api.test_interactive import sent
from tests.api.world import LINE, SCRIPTED, World

CALLER, ROAD = "12025550148", "12025550155"
STONE = "0486174"
TALKING = "12025550149"


def text(value: str) -> dict[str, str]:
    return {"type": "tts", "value": value}


# --- A: hours, IVR, distribution, voicemail


OFFICE: list[dict[str, Any]] = [
    {
        "key": "hours",
        "type": "schedule",
        "name": "Office hours",
        "settings": {"schedule_id": "<hours>"},
        "transitions": {"in_schedule": "ivr", "out_of_schedule": "closed"},
    },
    {
        "key": "ivr",
        "type": "menu",
        "name": "Main menu",
        "settings": {
            "greeting": {"type": "media", "value": "<tone>"},
            "input_timeout": 6,
            "repeat": 2,
            "extension_dialing": True,
        },
        "transitions": {
            **{"key_1": "sales", "key_2": "support", "key_0": "ivr"},
            **{"timeout": "sales", "invalid_input": "sales", "failed": "vm"},
        },
    },
    {
        "key": "sales",
        "type": "redirect",
        "name": "Sales",
        "settings": {
            "targets": [{"type": "group", "id": "<group>"}],
            "strategy": "least_recent",
            "dial_time": 20,
            "timeout": 180,
            "queue": {
                "max_wait": 120,
                "max_size": 10,
                "music": {"type": "media", "value": "<music>"},
                "announce_position": False,
            },
            "employee_message": text("Sales call"),
        },
        "transitions": dict.fromkeys(
            ("queue_full", "queue_timeout", "failed"), "tag_lost"
        ),
    },
    {
        "key": "support",
        "type": "redirect",
        "name": "Support",
        "settings": {
            "targets": [
                {"type": "employee", "id": "<reyes>"},
                {"type": "employee", "id": "<rita>"},
            ],
            "strategy": "by_priority",
            "dial_time": 15,
        },
        "transitions": {"failed": "vm"},
    },
    {
        "key": "tag_lost",
        "type": "tag",
        "settings": {"tag_ids": ["<tag>"]},
        "transitions": {"next": "vm"},
    },
    {
        "key": "closed",
        "type": "voice_greeting",
        "settings": {"message": text("We are closed. Leave a message.")},
        "transitions": {"next": "vm"},
    },
    {
        "key": "vm",
        "type": "voice_mail",
        "settings": {"max_duration": 90, "emails": ["office@example.com"]},
        "transitions": {"recorded": "bye", "not_recorded": None},
    },
    {
        "key": "bye",
        "type": "hangup",
        "settings": {"message": text("Thank you.")},
    },
]


async def office(world: World) -> list[dict[str, Any]]:
    hours = {
        "activity_days": {"type": "days_of_week", "days": [1, 2, 3, 4, 5]},
        "activity_time": [{"time_from": "09:00", "time_till": "18:00"}],
    }
    return filled(
        OFFICE,
        hours=await add_schedule(world, hours),
        group=await add_group(world, "Stone"),
        reyes=await world.id_of_employee("Reyes"),
        rita=await world.id_of_employee("Recorded"),
        tag=await world.id_of("tags", "Complaint"),
        tone=str((await world.file("tone")).id),
        music=str((await world.file("dialing_music")).id),
    )


def filled(document: list[dict[str, Any]], **named: object) -> list[dict[str, Any]]:
    """The document with what stands for `<name>` in it."""
    text = json.dumps(document)
    for name, value in named.items():
        text = text.replace(f'"<{name}>"', json.dumps(value))
    operations: list[dict[str, Any]] = json.loads(text)
    return operations


async def wait_for(world: World, weekday: int, hour: int) -> None:
    """The clock moves on to that hour of that day; 0 is Monday."""
    now = datetime.fromtimestamp(world.clock.now(), UTC)
    then = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    then += timedelta(days=(weekday - now.weekday()) % 7)
    if then <= now:
        then += timedelta(days=7)
    await world.clock.leap((then - now).total_seconds())


async def call(world: World, caller: str = CALLER) -> int:
    await world.simulator.call(caller, SCRIPTED)
    await world.quiet()
    session_id: int = await world.pool.fetchval("select max(id) from call_sessions")
    return session_id


async def leave_message(world: World) -> None:
    await world.hears_out(CALLER, await world.file("voice_mail_prompt"))
    await world.pass_time((await world.file("beep")).seconds)
    await world.pass_time(7)
    world.phone(CALLER).press("#")


async def test_all_of_sales_are_busy(world: World) -> None:
    """hours > ivr > sales > tag_lost > vm > bye."""
    await wait_for(world, 0, 10)
    world.phone(STONE).behave("answer")
    await world.give_scenario(*await office(world))
    tone = await world.file("tone")
    first = await call(world, TALKING)
    await world.hears_out(TALKING, tone)
    world.phone(TALKING).press("1")
    await world.pass_time(2)
    await world.hears_out(STONE, await world.said("Sales call"))
    await world.reaches(first, State.TALK)

    session_id = await call(world)
    await world.hears_out(CALLER, tone)
    world.phone(CALLER).press("1")
    await world.pass_time(2)
    await world.reaches(session_id, State.QUEUING)
    await world.pass_time(120)
    await leave_message(world)
    await world.quiet()
    await world.hears_out(CALLER, await world.said("Thank you."))

    assert await world.ends(session_id) == "success_finish"
    session = await world.session(session_id)
    assert [tag.name for tag in session.tags] == ["Complaint"]
    assert session.talk_since is None
    events = await world.events(session_id)
    assert "lost_call_session" in events
    assert "set_mark" in events
    messages = await world.pool.fetch(
        "select emails from voicemails where session_id = $1", session_id
    )
    assert [it["emails"] for it in messages] == [["office@example.com"]]


async def test_sales_answer_when_the_other_call_is_over(world: World) -> None:
    await wait_for(world, 1, 11)
    world.phone(STONE).behave("answer")
    await world.give_scenario(*await office(world))
    tone = await world.file("tone")
    await call(world, TALKING)
    await world.hears_out(TALKING, tone)
    world.phone(TALKING).press("1")
    await world.pass_time(2)
    session_id = await call(world)
    await world.hears_out(CALLER, tone)
    await world.pass_time(6)  # nothing pressed: twice more, then sales
    for _ in range(2):
        await world.hears_out(CALLER, tone)
        await world.pass_time(6)
    await world.reaches(session_id, State.QUEUING)
    world.phone(TALKING).hang_up()
    await world.quiet()
    await world.hears_out(STONE, await world.said("Sales call"))
    await world.reaches(session_id, State.TALK)


async def test_support_is_dialled_in_order_and_by_extension(world: World) -> None:
    await wait_for(world, 2, 12)
    world.by_hand(LINE, "12025550151", "0486175", STONE)
    await world.give_scenario(*await office(world))
    await call(world)
    await world.hears_out(CALLER, await world.file("tone"))
    world.phone(CALLER).press("2")
    await world.pass_time(2)
    for number in (LINE, "12025550151", "0486175"):
        await world.phone(number).rings()
        await world.pass_time(15)
    await world.hears_out(CALLER, await world.file("voice_mail_prompt"))
    world.phone(CALLER).hang_up()
    await world.quiet()
    await call(world)
    await world.hears_out(CALLER, await world.file("tone"))
    world.phone(CALLER).press("202")
    await world.pass_time(2)
    await world.phone(STONE).rings()


async def test_office_is_closed(world: World) -> None:
    await wait_for(world, 6, 10)
    await world.give_scenario(*await office(world))
    session_id = await call(world)
    closed = await world.said("We are closed. Leave a message.")
    await world.hears_out(CALLER, closed)
    await leave_message(world)
    await world.quiet()
    await world.hears_out(CALLER, await world.said("Thank you."))
    assert await world.ends(session_id) == "success_finish"


# --- B: the CRM decides


@pytest.fixture
async def crm() -> AsyncIterator[Crm]:
    async with open_crm() as crm:
        yield crm


CRM: list[dict[str, Any]] = [
    {
        "key": "ask",
        "type": "interactive",
        "name": "Ask CRM",
        "settings": {
            "greeting": text("Enter your six digit order number."),
            "answer_first": True,
            "method": "POST",
            "url": "<url>",
            "secret": "0123456789abcdef",
            "params": [
                *("call_session_id", "numa", "numb", "start_time", "input_result"),
            ],
            "access_code_length": 6,
            "interdigit_interval": 4,
            "request_timeout": 4,
            "show_number": "virtual_number",
            "returned_codes": [
                {"code": 1, "to": "vip"},
                {"code": "debt", "to": "debt_msg"},
            ],
        },
        "transitions": {
            **{"forward_failed": "vip", "played": None},
            **{"unknown_code": "last", "no_reply": "last"},
        },
    },
    {
        "key": "vip",
        "type": "redirect",
        "settings": {
            "targets": [{"type": "employee", "id": "<stone>"}],
            "confirmation": {"key": "any", "timeout": 10},
        },
        "transitions": {"failed": "vm"},
    },
    {
        "key": "debt_msg",
        "type": "voice_greeting",
        "settings": {"message": {"type": "media", "value": "<tone>"}},
        "transitions": {"next": None},
    },
    {
        "key": "last",
        "type": "last_manager",
        "settings": {"days": 14},
        "transitions": {"no_manager": "vip", "failed": "vip"},
    },
    {"key": "vm", "type": "voice_mail", "settings": {}},
]


async def asking(world: World, crm: Crm) -> list[dict[str, Any]]:
    return filled(
        CRM,
        url=crm.url,
        stone=await world.id_of_employee("Stone"),
        tone=str((await world.file("tone")).id),
    )


async def order_typed(world: World, crm: Crm, caller: str = CALLER) -> int:
    world.by_hand(STONE, LINE, "12025550151", ROAD)
    await world.give_scenario(*await asking(world, crm))
    session_id = await call(world, caller)
    said = await world.said("Enter your six digit order number.")
    await world.hears_out(caller, said)
    world.phone(caller).press("123456")
    params = sent(await crm.asked.get())
    assert params["input_result"] == "123456"
    assert params["numa"] == caller
    return session_id


async def test_reply_with_phones(world: World, crm: Crm) -> None:
    crm.reply = {
        "text": "One moment",
        "phones": ["201", ROAD],
        "operator_text": "Order in delay",
    }
    session_id = await order_typed(world, crm)
    await world.reaches(session_id, State.GREETING)
    await world.hears_out(CALLER, await world.said("One moment"))
    await world.phone(LINE).rings()
    assert world.phone(LINE).shown_caller == SCRIPTED
    world.phone(LINE).answer()
    await world.quiet()
    await world.hears_out(LINE, await world.said("Order in delay"))
    await world.reaches(session_id, State.TALK)


async def test_nobody_of_the_phones_answers(world: World, crm: Crm) -> None:
    crm.reply = {"phones": [ROAD]}
    await order_typed(world, crm)
    await world.phone(ROAD).rings()
    world.phone(ROAD).reject()
    await world.phone(STONE).rings()


async def test_reply_with_a_code(world: World, crm: Crm) -> None:
    crm.reply = {"returned_code": 1}
    session_id = await order_typed(world, crm)
    await world.phone(STONE).rings()
    world.phone(STONE).answer()
    await world.reaches(session_id, State.CONFIRMING_FORWARD)
    world.phone(STONE).press("5")
    await world.reaches(session_id, State.TALK)


async def test_reply_with_a_file_and_two_codes(world: World, crm: Crm) -> None:
    crm.reply = {"message_name": "tone", "returned_code": ["debt", 1]}
    await order_typed(world, crm)
    tone = await world.file("tone")
    await world.hears_out(CALLER, tone)
    assert world.phone(STONE).times_rung == 0
    await world.hears_out(CALLER, tone)
    await world.phone(STONE).rings()


async def test_crm_fails(world: World, crm: Crm) -> None:
    """The last manager is dialled; there is none, so it is the employee of `vip`."""
    crm.text, crm.status = "down", 500
    await order_typed(world, crm, "12025550139")
    await world.phone(STONE).rings()


async def test_crm_is_silent(world: World, crm: Crm) -> None:
    crm.is_silent = True
    session_id = await order_typed(world, crm, "12025550138")
    await world.reaches(session_id, State.FIRST_FINDING)
    await world.clock.advance(4)
    await world.phone(STONE).rings()
