"""start.informer_call (spec 3.2.4)."""

from typing import Any

import pytest

from callapi.domain.states import State
from tests.api.expect import is_error
from tests.api.world import CONTACT, VIRTUAL, World

NEWS = {"type": "tts", "value": "Your visit is tomorrow at nine."}


async def test_the_documented_example(world: World) -> None:
    """The contact hears the text once, then the call ends by itself."""
    contact = "12025550143"
    world.by_hand(contact)
    data = await world.ok(
        "start.informer_call",
        virtual_phone_number=VIRTUAL,
        contact=contact,
        dialing_timeout=25,
        external_id="visit-17",
        contact_message=NEWS,
    )
    session_id = data["call_session_id"]
    await world.phone(contact).rings()
    assert world.phone(contact).shown_caller == VIRTUAL
    world.phone(contact).answer()
    clip = await world.said(NEWS["value"])
    await world.phone(contact).hears_source("file", clip.path)
    assert (await world.calls())[0]["external_id"] == "visit-17"
    await world.pass_time(clip.seconds + 0.1)
    assert await world.ends(session_id) == "success_finish"
    await world.phone(contact).ends()
    [heard] = world.phone(contact).heard
    assert heard.end is not None
    assert heard.end - heard.start == pytest.approx(clip.seconds)


async def begin(world: World, **more: Any) -> int:
    usual: dict[str, Any] = {
        "virtual_phone_number": VIRTUAL,
        "contact": CONTACT,
        "contact_message": NEWS,
    }
    data = await world.ok("start.informer_call", **{**usual, **more})
    return int(data["call_session_id"])


async def informed(world: World, **more: Any) -> int:
    """The contact has answered and hears the message."""
    world.phone(CONTACT).behave("answer")
    session_id = await begin(world, **more)
    await world.reaches(session_id, State.INFORMING)
    await world.phone(CONTACT).hears_source("file")
    return session_id


@pytest.mark.parametrize(("sent", "patience"), [({}, 30), ({"dialing_timeout": 5}, 5)])
async def test_contact_has_so_long_to_answer(
    world: World, sent: dict[str, Any], patience: int
) -> None:
    world.by_hand(CONTACT)
    session_id = await begin(world, **sent)
    await world.phone(CONTACT).rings()
    await world.pass_time(patience - 0.1)
    assert world.phone(CONTACT).state == "ringing"
    await world.pass_time(0.2)
    assert await world.ends(session_id) == "caller_not_responsive"


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        ("busy", "caller_busy"),
        ("unreachable", "caller_number_problems"),
        ("congestion", "no_success_caller_call"),
        ("rejects", "no_success_caller_call"),
    ],
)
async def test_contact_is_not_reached(
    world: World, behaviour: str, reason: str
) -> None:
    world.phone(CONTACT).behave(behaviour)
    session_id = await begin(world)
    await world.pass_time(3)
    assert await world.ends(session_id) == reason


async def test_message_can_be_a_file(world: World) -> None:
    tone = await world.file("tone")
    session_id = await informed(world, contact_message=tone.message)
    await world.hears_out(CONTACT, tone)
    assert await world.ends(session_id) == "success_finish"


async def test_keys_are_sent_before_the_message(world: World) -> None:
    world.phone(CONTACT).behave("answer")
    session_id = await begin(world, dtmf_string=".7")
    await world.reaches(session_id, State.INFORMER_KEYS)
    [leg] = (await world.calls())[0]["legs"]
    assert leg["state"] == "Sending DTMF"
    assert leg["called_phone_number"] == f"{CONTACT}.7"
    await world.pass_time(1.1)
    assert world.phone(CONTACT).keys == "7"
    assert not world.phone(CONTACT).has_heard("file")
    await world.pass_time(0.2)
    await world.hears_out(CONTACT, await world.said(NEWS["value"]))
    assert await world.ends(session_id) == "success_finish"


async def test_contact_who_hangs_up_earlier_ends_it(world: World) -> None:
    session_id = await informed(world)
    world.phone(CONTACT).hang_up()
    assert await world.ends(session_id) == "caller_disconnects"


async def test_contact_hangs_up_while_keys_are_sent(world: World) -> None:
    world.phone(CONTACT).behave("answer")
    session_id = await begin(world, dtmf_string="....")
    await world.reaches(session_id, State.INFORMER_KEYS)
    world.phone(CONTACT).hang_up()
    assert await world.ends(session_id) == "caller_disconnects"


async def test_one_leg_only(world: World) -> None:
    """It is nobody's, and in conversation as soon as it is informed."""
    world.by_hand(CONTACT)
    session_id = await begin(world)
    await world.phone(CONTACT).rings()
    assert [leg["state"] for leg in (await world.calls())[0]["legs"]] == ["Dial"]
    world.phone(CONTACT).answer()
    await world.reaches(session_id, State.INFORMING)
    [leg] = (await world.calls())[0]["legs"]
    assert leg["state"] == "Conversation"
    assert leg["is_operator"] is False
    assert leg["employee_id"] is None


async def test_keys_of_the_contact_mean_nothing(world: World) -> None:
    session_id = await informed(world)
    world.phone(CONTACT).press("0123456789*#")
    await world.quiet()
    await world.reaches(session_id, State.INFORMING)
    assert world.phone(CONTACT).is_hearing("file")


# --- what can be done to it while the contact is informed


async def test_it_can_be_recorded(world: World) -> None:
    session_id = await informed(world)
    await world.ok("record.call", call_session_id=session_id, action="on")
    assert (await world.calls())[0]["legs"][0]["record_call_enabled"] is True
    await world.quiet()
    assert world.simulator.live().recordings
    await world.ok("record.call", call_session_id=session_id, action="off")
    await world.quiet()
    assert world.simulator.live().recordings == ()
    assert (await world.calls())[0]["legs"][0]["record_call_enabled"] is False
    assert world.phone(CONTACT).is_hearing("file")


async def test_recording_ends_with_it(world: World) -> None:
    session_id = await informed(world)
    await world.ok("record.call", call_session_id=session_id, action="on")
    await world.pass_time(10)
    assert await world.ends(session_id) == "success_finish"


async def test_keys_can_be_sent(world: World) -> None:
    """For a machine that has answered."""
    session_id = await informed(world)
    await world.ok("send.dtmf", call_session_id=session_id, dtmf_string="5")
    await world.phone(CONTACT).receives_keys("5")


async def test_it_can_be_tagged(world: World) -> None:
    session_id = await informed(world)
    tag_id = await world.id_of("tags", "Hot lead")
    await world.ok("tag.call", call_session_id=session_id, tag_id=tag_id)
    assert (await world.calls())[0]["tags"][0]["tag_id"] == tag_id


# --- what the request may not say


@pytest.mark.parametrize("name", ["first_call", "switch_at_once", "early_switching"])
async def test_there_is_no_second_party(world: World, name: str) -> None:
    wrong: dict[str, Any] = {name: True}
    error = await world.fails(
        "start.informer_call",
        virtual_phone_number=VIRTUAL,
        contact=CONTACT,
        contact_message=NEWS,
        **wrong,
    )
    assert is_error(error, "unexpected_parameters", name, "true")


@pytest.mark.parametrize("seconds", [0, 121, 2.5])
async def test_time_to_answer_has_bounds(world: World, seconds: float) -> None:
    error = await world.fails(
        "start.informer_call",
        virtual_phone_number=VIRTUAL,
        contact=CONTACT,
        contact_message=NEWS,
        dialing_timeout=seconds,
    )
    value = str(seconds)
    assert is_error(error, "invalid_parameter_value", "dialing_timeout", value)
