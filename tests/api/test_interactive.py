"""Interactive processing: what is asked, and what becomes of every reply (4.5)."""

import hashlib
import hmac
import logging
import re
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from callapi.domain.states import State
from callapi.embedded import Servers
from tests.api.crm import Asked, Crm, open_crm
from tests.api.scripted import ASK, HELLO, HOME, ROAD, Operation, redirect
from tests.api.world import CONTACT, LINE, SCRIPTED, World
from tests.api.worlds import other_world
from tests.conftest import Administrator, Filled

CALLER, OFFICE = "12025550148", "12025550157"
SECRET = "0123456789abcdef"
TTS = {"type": "tts", "value": "Press one."}
WAYS = (redirect("road", ROAD), redirect("home", HOME), redirect("office", OFFICE))


@pytest.fixture
async def crm() -> AsyncIterator[Crm]:
    async with open_crm() as crm:
        yield crm


def ask(crm: Crm, **more: Any) -> Operation:
    to = more.pop("to", {"no_reply": "home"})
    settings = {"method": "POST", "url": crm.url, **more}
    return {
        "key": "crm",
        "type": "interactive",
        "settings": settings,
        "transitions": to,
    }


async def calls_in(world: World, *operations: Operation) -> int:
    world.by_hand(ROAD, HOME, OFFICE, LINE)
    await world.give_scenario(*operations, *WAYS)
    await world.simulator.call(CALLER, SCRIPTED)
    await world.quiet()
    session_id: int = await world.pool.fetchval("select max(id) from call_sessions")
    return session_id


async def requests_told(world: World, session_id: int) -> list[str]:
    """What the details of the call say of each request."""
    [row] = await world.data("get.call_details", entity_ids=[session_id])
    return [
        it["event_text"]
        for it in row["call_events"]
        if it["event_mnemonic"] == "http_request"
    ]


def sent(asked: Asked) -> dict[str, str]:
    text = urlsplit(asked.path).query if asked.method == "GET" else asked.body
    return dict(parse_qsl(text, strict_parsing=True))


# --- the request


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_what_is_asked(world: World, crm: Crm, method: str) -> None:
    every = [
        *("direction", "numa", "numb", "start_time", "call_session_id", "cdr_id"),
        *("input_result", "scenario_id", "operation_key", "external_id"),
    ]
    crm.reply = {"phones": [ROAD]}
    session_id = await calls_in(world, ask(crm, method=method, params=every))
    asked = await crm.asked.get()
    assert asked.method == method
    params = sent(asked) if method == "GET" else dict(parse_qsl(asked.body, True))
    known = {name: params[name] for name in params if name != "start_time"}
    session = await world.session(session_id)
    assert known.pop("scenario_id").isdigit()
    known.pop("external_id", None)  # an empty one
    assert known == {
        "direction": "in",
        "numa": CALLER,
        "numb": SCRIPTED,
        "call_session_id": str(session_id),
        "cdr_id": str(session.legs[0].id),
        "input_result": "None",
        "operation_key": "crm",
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", params["start_time"])
    assert "X-Notification-Signature" not in asked.headers
    await world.phone(ROAD).rings()


async def test_params_by_default_and_a_query_that_is_kept(
    world: World, crm: Crm
) -> None:
    crm.reply = {"phones": [ROAD]}
    crm.url += "?tenant=7"
    await calls_in(world, ask(crm, method="GET"))
    asked = await crm.asked.get()
    assert list(sent(asked)) == [
        *("tenant", "direction", "numa", "numb", "start_time", "call_session_id"),
    ]


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_request_is_signed(world: World, crm: Crm, method: str) -> None:
    crm.reply = {"phones": [ROAD]}
    await calls_in(world, ask(crm, method=method, secret=SECRET))
    asked = await crm.asked.get()
    stamp = asked.headers["X-Notification-Timestamp"]
    signed = asked.path if method == "GET" else asked.body
    text = f"{stamp}.{signed}".encode()
    digest = hmac.new(SECRET.encode(), text, hashlib.sha256).hexdigest()
    assert asked.headers["X-Notification-Signature"] == f"sha256={digest}"


async def test_keys_of_the_contact_are_sent(world: World, crm: Crm) -> None:
    crm.reply = {"phones": [ROAD]}
    operation = ask(
        *(crm,),
        greeting=ASK,
        access_code_length=6,
        interdigit_interval=4,
        params=["input_result"],
    )
    await calls_in(world, operation)
    await world.hears_out(CALLER, await world.said("Press one."))
    assert crm.asked.empty()
    world.phone(CALLER).press("123456")
    assert sent(await crm.asked.get()) == {"input_result": "123456"}
    await world.phone(ROAD).rings()


@pytest.mark.parametrize(("pressed", "told"), [("12", "12"), ("", "None")])
async def test_fewer_keys_are_sent_after_a_while(
    world: World, crm: Crm, pressed: str, told: str
) -> None:
    crm.reply = {"phones": [ROAD]}
    operation = ask(
        *(crm,),
        greeting=ASK,
        access_code_length=6,
        interdigit_interval=4,
        params=["input_result"],
    )
    await calls_in(world, operation)
    await world.hears_out(CALLER, await world.said("Press one."))
    world.phone(CALLER).press(pressed)
    await world.pass_time(4)
    assert sent(await crm.asked.get()) == {"input_result": told}


# --- the reply


async def test_phones_are_dialled_one_after_another(world: World, crm: Crm) -> None:
    """An extension, then a mobile; the employee hears the hint."""
    crm.reply = {"phones": ["201", ROAD], "operator_text": "Press one."}
    session_id = await calls_in(world, ask(crm))
    await world.phone(LINE).rings()
    world.phone(LINE).reject()
    await world.phone("12025550151").rings()
    world.phone("12025550151").reject()
    await world.phone(ROAD).rings()
    world.phone(ROAD).answer()
    await world.hears_out(ROAD, await world.said("Press one."))
    await world.reaches(session_id, State.TALK)


async def test_phones_are_dialled_at_once(world: World, crm: Crm) -> None:
    crm.reply = {"phones": [ROAD, OFFICE]}
    await calls_in(world, ask(crm, dial_mode="simultaneous"))
    await world.phone(ROAD).rings()
    await world.phone(OFFICE).rings()


@pytest.mark.parametrize(
    "hint",
    [
        {"operator_message": "tone"},
        {"operator_message": {"operator_media": "tone"}},
        {"operator_media": "tone", "operator_text": "Welcome."},
    ],
)
async def test_hint_of_the_reply_wins(
    world: World, crm: Crm, hint: dict[str, Any]
) -> None:
    crm.reply = {"phones": [ROAD], **hint}
    await calls_in(world, ask(crm, employee_message=HELLO))
    await world.phone(ROAD).rings()
    world.phone(ROAD).answer()
    tone = await world.file("tone")
    await world.phone(ROAD).hears_source("file", tone.path)


async def test_nobody_of_the_reply_answers(world: World, crm: Crm) -> None:
    crm.reply = {"phones": [ROAD]}
    await calls_in(world, ask(crm, to={"forward_failed": "office"}))
    await world.phone(ROAD).rings()
    world.phone(ROAD).reject()
    await world.phone(OFFICE).rings()


async def test_code_after_nobody_has_answered(world: World, crm: Crm) -> None:
    crm.reply = {"phones": [ROAD], "returned_code": "vip"}
    codes = [{"code": "vip", "to": "office"}]
    await calls_in(world, ask(crm, returned_codes=codes))
    await world.phone(ROAD).rings()
    world.phone(ROAD).reject()
    await world.phone(OFFICE).rings()


async def test_message_is_played_and_that_is_all(world: World, crm: Crm) -> None:
    crm.reply = {"message_name": "tone", "text": "Welcome."}
    await calls_in(world, ask(crm, to={"played": "office"}))
    await world.hears_out(CALLER, await world.file("tone"))
    await world.phone(OFFICE).rings()


async def test_text_is_spoken_when_there_is_no_such_file(
    world: World, crm: Crm
) -> None:
    crm.reply = {"message_name": "no such file", "text": "Welcome."}
    session_id = await calls_in(world, ask(crm, to={"played": "office"}))
    await world.quiet()
    await world.phone(CALLER).hears_source("file")
    await world.hears_out(CALLER, await world.said("Welcome."))
    await world.phone(OFFICE).rings()
    assert await requests_told(world, session_id) == ["no media file no such file"]


async def test_what_can_not_be_heard_is_told(world: World, crm: Crm) -> None:
    text = "a" * 1001
    crm.reply = {"text": text, "operator_text": text, "returned_code": 7}
    session_id = await calls_in(world, ask(crm, to={"unknown_code": "office"}))
    await world.phone(OFFICE).rings()
    too_long = "the text is too long"
    assert await requests_told(world, session_id) == [f"7, {too_long}, {too_long}"]


@pytest.mark.parametrize("code", [1, "1", ["2", 1]])
async def test_code_leads_to_its_branch(world: World, crm: Crm, code: Any) -> None:
    crm.reply = {"returned_code": code}
    codes = [{"code": 1, "to": "office"}]
    await calls_in(world, ask(crm, returned_codes=codes))
    await world.phone(OFFICE).rings()


async def test_codes_are_taken_in_turn(world: World, crm: Crm) -> None:
    """The second when the first one's branch has come to its end without a talk."""
    crm.reply = {"returned_code": ["debt", "nothing", 1]}
    debt = {
        "key": "debt",
        "type": "voice_greeting",
        "settings": {"message": HELLO},
        "transitions": {"next": None},
    }
    codes = [
        *({"code": 1, "to": "office"}, {"code": "debt", "to": "debt"}),
        {"code": "nothing", "to": None},
    ]
    await calls_in(world, ask(crm, returned_codes=codes), debt)
    await world.phone(CALLER).hears_source("file")
    await world.hears_out(CALLER, await world.said("Welcome."))
    await world.phone(OFFICE).rings()


async def test_unknown_code(world: World, crm: Crm) -> None:
    crm.reply = {"returned_code": "other"}
    codes = [{"code": 1, "to": "road"}]
    ways = {"unknown_code": "office"}
    await calls_in(world, ask(crm, returned_codes=codes, to=ways))
    await world.phone(OFFICE).rings()


@pytest.mark.parametrize("reply", [{"returned_code": 9}, {"text": "Press one."}])
async def test_other_outcomes_fall_back_to_no_reply(
    world: World, crm: Crm, reply: dict[str, Any]
) -> None:
    crm.reply = reply
    await calls_in(world, ask(crm))
    if "text" in reply:
        await world.phone(CALLER).hears_source("file")
        await world.hears_out(CALLER, await world.said("Press one."))
    await world.phone(HOME).rings()


# --- no reply


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("{}", 200),
        ('{"other": 1, "phones": [], "text": "  "}', 200),
        ("[]", 200),
        ("no json", 200),
        (f'{{"phones": ["{ROAD}"]}}', 500),
        (f'{{"phones": ["{ROAD}"]}}', 201),
        ("[" * 30_000, 200),
        (f'{{"text": "{"x" * 70_000}"}}', 200),
    ],
    ids=[
        *("empty", "members", "list", "text", "error", "created", "deep", "large"),
    ],
)
async def test_what_is_no_reply(world: World, crm: Crm, text: str, status: int) -> None:
    crm.text, crm.status = text, status
    await calls_in(world, ask(crm))
    await world.phone(HOME).rings()
    assert world.phone(ROAD).times_rung == 0


async def test_redirects_are_not_followed(world: World, crm: Crm) -> None:
    crm.text, crm.status, crm.headers = "", 302, {"Location": crm.url + "/other"}
    await calls_in(world, ask(crm))
    await world.phone(HOME).rings()
    assert crm.asked.qsize() == 1


async def test_nobody_listens(world: World, crm: Crm) -> None:
    crm.url = "http://127.0.0.1:1/route"
    await calls_in(world, ask(crm))
    await world.phone(HOME).rings()


async def test_reply_that_takes_too_long(world: World, crm: Crm) -> None:
    crm.is_silent, crm.reply = True, {"phones": [ROAD]}
    session_id = await calls_in(world, ask(crm, request_timeout=20))
    await crm.asked.get()
    await world.reaches(session_id, State.FIRST_FINDING)
    await world.pass_time(19)
    assert world.phone(HOME).times_rung == 0
    await world.pass_time(1)
    await world.phone(HOME).rings()
    crm.closing.set()
    await world.quiet()
    assert world.phone(ROAD).times_rung == 0
    assert await requests_told(world, session_id) == ["no_reply"]


async def test_contact_who_leaves_does_not_wait(world: World, crm: Crm) -> None:
    crm.is_silent = True
    session_id = await calls_in(world, ask(crm, request_timeout=20))
    await crm.asked.get()
    world.phone(CALLER).hang_up()
    assert await world.ends(session_id) == "caller_disconnects"


async def test_without_a_contact_nobody_is_asked(world: World, crm: Crm) -> None:
    world.by_hand(HOME)
    await world.give_scenario(ask(crm), *WAYS)
    await world.ok(
        "start.vnumber_call",
        virtual_phone_number=SCRIPTED,
        contact=CONTACT,
        first_call="employee",
    )
    await world.phone(HOME).rings()
    assert crm.asked.empty()


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]"]
)
async def test_private_addresses_are_not_asked(
    servers: Servers,
    administrator: Administrator,
    filled: Filled,
    crm: Crm,
    caplog: pytest.LogCaptureFixture,
    host: str,
) -> None:
    """Also when only the name server says that they are private."""
    opened = other_world(servers, administrator, filled, allow_private_targets=False)
    caplog.set_level(logging.INFO, "callapi.sessions.web")
    async with opened as world:
        crm.url = crm.url.replace("127.0.0.1", host)
        crm.reply = {"phones": [ROAD]}
        await calls_in(world, ask(crm))
        await world.phone(HOME).rings()
        assert crm.asked.empty()
        assert "private address" in caplog.text  # and not for want of a route
        await world.clear()
