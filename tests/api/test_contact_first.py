"""Sequence K: the contact is called, then the second party (spec 3.0.6)."""

import pytest

from callapi.domain.states import State
from tests.api.starts import (
    EMPLOYEE,
    MOBILE,
    SCENARIO,
    SECOND,
    SIMPLE,
    STARTS,
    Start,
    by_all,
    of_each,
)
from tests.api.world import CONTACT, PLAIN, World

TEXT = {"type": "tts", "value": "We are connecting you now."}
BRIEFING = {"type": "tts", "value": "A call about an order."}


async def seek_second(world: World, start: Start, **params: object) -> int:
    """Begin a call and bring it to where the second party rings."""
    session_id = await start.begin(world, contact_first=True, **params)
    await world.phone(CONTACT).rings()
    world.phone(CONTACT).answer()
    await world.phone(SECOND).rings()
    return session_id


@by_all
async def test_second_is_called_when_the_contact_has_answered(
    world: World, start: Start
) -> None:
    session_id = await start.begin(world, contact_first=True)
    await world.phone(CONTACT).rings()
    assert world.phone(CONTACT).shown_caller == PLAIN
    await world.quiet()
    assert world.phone(SECOND).times_rung == 0
    world.phone(CONTACT).answer()
    await world.phone(SECOND).rings()
    world.phone(SECOND).answer()
    await world.reaches(session_id, State.TALK)
    await world.phone(CONTACT).hears_source("leg", SECOND)
    await world.phone(SECOND).hears_source("leg", CONTACT)


@by_all
async def test_waiting_contact_hears_music_in_a_loop(
    world: World, start: Start
) -> None:
    await seek_second(world, start)
    music = await world.music()
    await world.phone(CONTACT).hears_source("file", music.path)
    await world.pass_time(19)
    assert world.phone(CONTACT).is_hearing("file", music.path)
    states = [leg["state"] for leg in (await world.calls())[0]["legs"]]
    assert states == ["Dial", "Dial"]


@of_each(EMPLOYEE, SIMPLE)
async def test_waiting_contact_hears_the_file_of_the_request(
    world: World, start: Start
) -> None:
    tone = await world.file("tone")
    await seek_second(world, start, media_file_id=tone.id)
    await world.phone(CONTACT).hears_source("file", tone.path)
    await world.pass_time(3 * tone.seconds)
    assert world.phone(CONTACT).is_hearing("file", tone.path)


@by_all
async def test_contacts_message_is_played_while_the_second_rings(
    world: World, start: Start
) -> None:
    await seek_second(world, start, contact_message=TEXT)
    await world.hears_out(CONTACT, await world.said(TEXT["value"]))
    await world.phone(CONTACT).hears_source("file", (await world.music()).path)


@by_all
async def test_second_waits_for_the_end_of_the_contacts_message(
    world: World, start: Start
) -> None:
    session_id = await seek_second(world, start, contact_message=TEXT)
    clip, music = await world.said(TEXT["value"]), await world.music()
    world.phone(SECOND).answer()
    await world.phone(SECOND).hears_source("file", music.path)
    assert world.phone(CONTACT).is_hearing("file", clip.path)
    await world.pass_time(clip.seconds - 0.1)
    await world.reaches(session_id, State.AWAITING_CONTACT)
    await world.pass_time(0.2)
    await world.reaches(session_id, State.TALK)
    await world.phone(SECOND).hears_source("leg", CONTACT)
    assert not world.phone(CONTACT).has_heard("file", music.path)


@of_each(EMPLOYEE, SCENARIO, SIMPLE)
async def test_contact_waits_for_the_end_of_the_seconds_message(
    world: World, start: Start
) -> None:
    """Both messages run; who is done first hears music."""
    assert start.message is not None
    tone, music = await world.file("tone"), await world.music()
    session_id = await seek_second(
        world, start, contact_message=TEXT, **{start.message: tone.message}
    )
    clip = await world.said(TEXT["value"])
    assert clip.seconds < tone.seconds
    world.phone(SECOND).answer()
    await world.phone(SECOND).hears_source("file", tone.path)
    await world.hears_out(CONTACT, clip)
    await world.phone(CONTACT).hears_source("file", music.path)
    await world.reaches(session_id, State.BRIEFING_FORWARD)
    await world.pass_time(tone.seconds - clip.seconds)
    await world.reaches(session_id, State.TALK)
    assert not world.phone(SECOND).has_heard("file", music.path)


@of_each(EMPLOYEE, SCENARIO, SIMPLE)
async def test_switching_at_once_cuts_both_messages(world: World, start: Start) -> None:
    assert start.message is not None
    tone = await world.file("tone")
    session_id = await seek_second(
        world,
        start,
        switch_at_once=True,
        contact_message=tone.message,
        **{start.message: BRIEFING},
    )
    await world.phone(CONTACT).hears_source("file", tone.path)
    world.phone(SECOND).answer()
    await world.reaches(session_id, State.TALK)
    await world.phone(CONTACT).hears_source("leg", SECOND)
    assert not world.phone(CONTACT).is_hearing("file")
    assert not world.phone(SECOND).has_heard("file")


@of_each(EMPLOYEE, SCENARIO, SIMPLE)
async def test_switching_at_once_does_not_cut_a_spoken_text(
    world: World, start: Start
) -> None:
    assert start.message is not None
    session_id = await seek_second(
        world,
        start,
        switch_at_once=True,
        contact_message=TEXT,
        **{start.message: BRIEFING},
    )
    world.phone(SECOND).answer()
    await world.reaches(session_id, State.BRIEFING_FORWARD)
    await world.pass_time(10)
    await world.reaches(session_id, State.TALK)
    for number, text in ((CONTACT, TEXT), (SECOND, BRIEFING)):
        clip = await world.said(text["value"])
        [heard] = [it for it in world.phone(number).heard if it.what.name == clip.path]
        assert heard.end is not None
        assert heard.end - heard.start == pytest.approx(clip.seconds)


@by_all
async def test_keys_are_sent_before_anything_else(world: World, start: Start) -> None:
    await start.begin(
        world, contact_first=True, dtmf_string="..*#", contact_message=TEXT
    )
    await world.phone(CONTACT).rings()
    world.phone(CONTACT).answer()
    await world.pass_time(2.3)
    assert world.phone(CONTACT).keys == "*#"
    [call] = await world.calls()
    assert [leg["state"] for leg in call["legs"]] == ["Sending DTMF"]
    assert call["legs"][0]["called_phone_number"] == f"{CONTACT}..*#"
    assert world.phone(SECOND).times_rung == 0
    assert not world.phone(CONTACT).has_heard("file")
    await world.pass_time(0.2)
    await world.phone(SECOND).rings()
    await world.phone(CONTACT).hears_source("file")


UNREACHED = [
    (SIMPLE, "busy", "busy"),
    (SIMPLE, "unreachable", "number_problems"),
    *((start, "no_answer", "not_responsive") for start in STARTS),
]


@pytest.mark.parametrize(("start", "behaviour", "reason"), UNREACHED, ids=str)
async def test_contact_is_not_reached(
    world: World, start: Start, behaviour: str, reason: str
) -> None:
    params = await start.params(world, contact_first=True)
    world.phone(CONTACT).behave(behaviour)
    data = await world.ok(start.method, **params)
    await world.pass_time(61)
    assert await world.ends(data["call_session_id"]) == f"caller_{reason}"
    assert world.phone(SECOND).times_rung == 0


@pytest.mark.parametrize(("start", "behaviour", "reason"), UNREACHED, ids=str)
async def test_nobody_of_the_second_party_is_reached(
    world: World, start: Start, behaviour: str, reason: str
) -> None:
    params = await start.params(world, contact_first=True)
    world.phone(CONTACT).behave("answer")
    world.phone(SECOND).behave(behaviour)
    world.phone(MOBILE).behave(behaviour)
    data = await world.ok(start.method, contact_message=TEXT, **params)
    await world.pass_time(61)
    ended = await world.ends(data["call_session_id"])
    assert ended == ("no_operation" if start.runs_scenario else f"operator_{reason}")
    await world.phone(CONTACT).ends()


@of_each(EMPLOYEE, SCENARIO)
async def test_next_number_is_tried_while_the_contact_goes_on_hearing(
    world: World, start: Start
) -> None:
    session_id = await seek_second(world, start)
    music = await world.music()
    await world.phone(CONTACT).hears_source("file", music.path)
    world.phone(SECOND).reject()
    await world.phone(MOBILE).rings()
    assert world.phone(CONTACT).is_hearing("file", music.path)
    await world.pass_time(29.9)
    assert world.phone(MOBILE).state == "ringing"
    world.phone(MOBILE).answer()
    await world.reaches(session_id, State.TALK)
    await world.phone(MOBILE).hears_source("leg", CONTACT)
    legs = (await world.calls())[0]["legs"]
    assert [leg["state"] for leg in legs] == [
        "Conversation",
        "Disconnected",
        "Conversation",
    ]
    assert [leg["is_operator"] for leg in legs] == [False, False, True]


@by_all
async def test_contact_hangs_up_while_the_second_rings(
    world: World, start: Start
) -> None:
    session_id = await seek_second(world, start)
    world.phone(CONTACT).hang_up()
    assert await world.ends(session_id) == "caller_disconnects"
    await world.phone(SECOND).ends()
    assert world.phone(MOBILE).times_rung == 0


@by_all
async def test_second_party_hangs_up_while_it_waits(world: World, start: Start) -> None:
    session_id = await seek_second(world, start, contact_message=TEXT)
    world.phone(SECOND).answer()
    await world.reaches(session_id, State.AWAITING_CONTACT)
    world.phone(SECOND).hang_up()
    assert await world.ends(session_id) == "operator_disconnects"
    await world.phone(CONTACT).ends()


@of_each(EMPLOYEE, SCENARIO, SIMPLE)
@pytest.mark.parametrize("who", [CONTACT, SECOND])
async def test_somebody_hangs_up_during_the_seconds_message(
    world: World, start: Start, who: str
) -> None:
    assert start.message is not None
    session_id = await seek_second(world, start, **{start.message: BRIEFING})
    world.phone(SECOND).answer()
    await world.reaches(session_id, State.BRIEFING_FORWARD)
    world.phone(who).hang_up()
    reasons = {CONTACT: "caller_disconnects", SECOND: "operator_disconnects"}
    assert await world.ends(session_id) == reasons[who]
    assert (await world.session(session_id)).talk_since is None


@by_all
async def test_contact_hangs_up_while_keys_are_sent(world: World, start: Start) -> None:
    session_id = await start.begin(world, contact_first=True, dtmf_string="....1")
    await world.phone(CONTACT).rings()
    world.phone(CONTACT).answer()
    await world.reaches(session_id, State.SENDING_FIRST_KEYS)
    world.phone(CONTACT).hang_up()
    assert await world.ends(session_id) == "caller_disconnects"
    assert world.phone(SECOND).times_rung == 0
