"""Sequence F: the second party is called, then the contact (spec 3.0.6)."""

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


async def seek_contact(world: World, start: Start, **params: object) -> int:
    """Begin a call and bring it to where the contact rings."""
    session_id = await start.begin(world, contact_first=False, **params)
    await world.phone(SECOND).rings()
    world.phone(SECOND).answer()
    await world.phone(CONTACT).rings()
    return session_id


@by_all
async def test_contact_is_called_when_the_second_has_answered(
    world: World, start: Start
) -> None:
    session_id = await start.begin(world, contact_first=False)
    await world.phone(SECOND).rings()
    await world.quiet()
    assert world.phone(CONTACT).times_rung == 0
    world.phone(SECOND).answer()
    await world.phone(CONTACT).rings()
    assert world.phone(CONTACT).shown_caller == PLAIN
    world.phone(CONTACT).answer()
    await world.reaches(session_id, State.TALK)
    await world.phone(CONTACT).hears_source("leg", SECOND)
    await world.phone(SECOND).hears_source("leg", CONTACT)


@by_all
async def test_reply_does_not_wait_for_anybody(world: World, start: Start) -> None:
    session_id = await start.begin(world, contact_first=False)
    [call] = await world.calls()
    assert call["call_session_id"] == session_id
    assert [leg["state"] for leg in call["legs"]] == ["Dial"]


@by_all
async def test_waiting_second_party_hears_music_in_a_loop(
    world: World, start: Start
) -> None:
    await seek_contact(world, start)
    music = await world.music()
    await world.phone(SECOND).hears_source("file", music.path)
    await world.pass_time(50)
    assert world.phone(SECOND).is_hearing("file", music.path)


@of_each(EMPLOYEE, SIMPLE)
async def test_waiting_second_party_hears_the_file_of_the_request(
    world: World, start: Start
) -> None:
    tone = await world.file("tone")
    await seek_contact(world, start, media_file_id=tone.id)
    await world.phone(SECOND).hears_source("file", tone.path)
    await world.pass_time(3 * tone.seconds)
    assert world.phone(SECOND).is_hearing("file", tone.path)


@of_each(EMPLOYEE, SCENARIO)
async def test_numbers_are_tried_in_turn_each_for_its_time(
    world: World, start: Start
) -> None:
    """Her line rings 20 s, her mobile 30 s."""
    session_id = await start.begin(world, contact_first=False)
    await world.phone(SECOND).rings()
    await world.pass_time(19.9)
    assert world.phone(MOBILE).times_rung == 0
    await world.pass_time(0.2)
    await world.phone(SECOND).ends()
    await world.phone(MOBILE).rings()
    world.phone(MOBILE).answer()
    await world.phone(CONTACT).rings()
    world.phone(CONTACT).answer()
    await world.reaches(session_id, State.TALK)
    await world.phone(MOBILE).hears_source("leg", CONTACT)
    legs = [leg["called_phone_number"] for leg in (await world.calls())[0]["legs"]]
    assert legs == [SECOND, MOBILE, CONTACT]


@of_each(EMPLOYEE, SCENARIO)
async def test_number_that_is_busy_gives_way_to_the_next(
    world: World, start: Start
) -> None:
    await start.begin(world, contact_first=False)
    await world.phone(SECOND).rings()
    world.phone(SECOND).reject()
    await world.phone(MOBILE).rings()
    assert world.phone(CONTACT).times_rung == 0


UNREACHED = [
    (SIMPLE, "busy", "busy"),
    (SIMPLE, "unreachable", "number_problems"),
    *((start, "no_answer", "not_responsive") for start in STARTS),
]


@pytest.mark.parametrize(("start", "behaviour", "reason"), UNREACHED, ids=str)
async def test_nobody_of_the_second_party_is_reached(
    world: World, start: Start, behaviour: str, reason: str
) -> None:
    params = await start.params(world, contact_first=False)
    world.phone(SECOND).behave(behaviour)
    world.phone(MOBILE).behave(behaviour)
    data = await world.ok(start.method, **params)
    await world.pass_time(61)
    reason = "no_success_operator_call" if start.runs_scenario else f"operator_{reason}"
    assert await world.ends(data["call_session_id"]) == reason
    assert world.phone(CONTACT).times_rung == 0


@pytest.mark.parametrize(("start", "behaviour", "reason"), UNREACHED, ids=str)
async def test_contact_is_not_reached(
    world: World, start: Start, behaviour: str, reason: str
) -> None:
    params = await start.params(world, contact_first=False)
    world.phone(SECOND).behave("answer")
    world.phone(CONTACT).behave(behaviour)
    data = await world.ok(start.method, **params)
    await world.pass_time(61)
    reason = "no_success_caller_call" if start.runs_scenario else f"caller_{reason}"
    assert await world.ends(data["call_session_id"]) == reason
    await world.phone(SECOND).ends()


@by_all
async def test_contact_rings_for_a_minute(world: World, start: Start) -> None:
    session_id = await seek_contact(world, start)
    await world.pass_time(59.9)
    await world.reaches(session_id, State.SEEKING_CONTACT)
    await world.pass_time(0.2)
    await world.ends(session_id)


@of_each(EMPLOYEE, SCENARIO, SIMPLE)
@pytest.mark.parametrize("at_once", [False, True])
async def test_message_to_the_second_party_is_played_to_its_end(
    world: World, start: Start, at_once: bool
) -> None:
    """Also when the parties are to be connected at once."""
    assert start.message is not None
    session_id = await start.begin(
        world,
        contact_first=False,
        switch_at_once=at_once,
        **{start.message: BRIEFING},
    )
    await world.phone(SECOND).rings()
    world.phone(SECOND).answer()
    clip = await world.said(BRIEFING["value"])
    await world.phone(SECOND).hears_source("file", clip.path)
    await world.pass_time(clip.seconds - 0.1)
    assert world.phone(CONTACT).times_rung == 0
    await world.pass_time(0.2)
    await world.phone(CONTACT).rings()
    world.phone(CONTACT).answer()
    await world.reaches(session_id, State.TALK)


@of_each(EMPLOYEE, SCENARIO, SIMPLE)
async def test_message_to_the_second_party_can_be_a_file(
    world: World, start: Start
) -> None:
    assert start.message is not None
    tone = await world.file("tone")
    await start.begin(world, contact_first=False, **{start.message: tone.message})
    await world.phone(SECOND).rings()
    world.phone(SECOND).answer()
    await world.hears_out(SECOND, tone)
    await world.phone(CONTACT).rings()


@by_all
async def test_contact_hears_his_message_while_the_second_hears_music(
    world: World, start: Start
) -> None:
    session_id = await seek_contact(world, start, contact_message=TEXT)
    world.phone(CONTACT).answer()
    clip = await world.said(TEXT["value"])
    music = await world.music()
    await world.phone(CONTACT).hears_source("file", clip.path)
    assert world.phone(SECOND).is_hearing("file", music.path)
    await world.pass_time(clip.seconds - 0.1)
    await world.reaches(session_id, State.BRIEFING_CONTACT)
    await world.pass_time(0.2)
    await world.reaches(session_id, State.TALK)
    await world.phone(SECOND).hears_source("leg", CONTACT)
    assert not world.phone(SECOND).has_heard("file", clip.path)


@by_all
async def test_switching_at_once_skips_the_contacts_file(
    world: World, start: Start
) -> None:
    tone = await world.file("tone")
    session_id = await seek_contact(
        world, start, switch_at_once=True, contact_message=tone.message
    )
    world.phone(CONTACT).answer()
    await world.reaches(session_id, State.TALK)
    await world.phone(CONTACT).hears_source("leg", SECOND)
    assert not world.phone(CONTACT).has_heard("file")


@by_all
async def test_switching_at_once_does_not_skip_a_spoken_text(
    world: World, start: Start
) -> None:
    session_id = await seek_contact(
        world, start, switch_at_once=True, contact_message=TEXT
    )
    world.phone(CONTACT).answer()
    await world.hears_out(CONTACT, await world.said(TEXT["value"]))
    await world.reaches(session_id, State.TALK)


@by_all
async def test_keys_are_sent_before_the_contacts_message(
    world: World, start: Start
) -> None:
    """`.` is a second, a key 200 ms: 2.4 s in all."""
    session_id = await seek_contact(
        world, start, dtmf_string=".1.2", contact_message=TEXT
    )
    world.phone(CONTACT).answer()
    await world.reaches(session_id, State.SENDING_KEYS)
    contact = (await world.calls())[0]["legs"][1]
    assert contact["state"] == "Sending DTMF"
    assert contact["called_phone_number"] == f"{CONTACT}.1.2"
    await world.pass_time(1.1)
    assert world.phone(CONTACT).keys == "1"
    await world.pass_time(1.1)
    assert world.phone(CONTACT).keys == "12"
    assert not world.phone(CONTACT).has_heard("file")
    await world.pass_time(0.3)
    await world.hears_out(CONTACT, await world.said(TEXT["value"]))
    await world.reaches(session_id, State.TALK)
    assert world.phone(SECOND).keys == ""


@by_all
async def test_early_switching_lets_the_second_hear_the_line(
    world: World, start: Start
) -> None:
    session_id = await seek_contact(
        world, start, switch_at_once=True, early_switching=True
    )
    await world.phone(SECOND).hears_source("ringback", CONTACT)
    assert not world.phone(SECOND).has_heard("file")
    assert not world.phone(CONTACT).has_heard("leg")
    world.phone(CONTACT).answer()
    await world.reaches(session_id, State.TALK)
    await world.phone(SECOND).hears_source("leg", CONTACT)
    await world.phone(CONTACT).hears_source("leg", SECOND)


@by_all
async def test_early_switching_shows_the_contact_the_virtual_number(
    world: World, start: Start
) -> None:
    await seek_contact(world, start, switch_at_once=True, early_switching=True)
    assert world.phone(CONTACT).shown_caller == PLAIN


@by_all
async def test_early_switching_lets_an_announcement_be_heard(
    world: World, start: Start
) -> None:
    params = await start.params(world, contact_first=False)
    world.phone(SECOND).behave("answer")
    world.phone(CONTACT).behave("announcement")
    data = await world.ok(
        start.method,
        **params,
        switch_at_once=True,
        early_switching=True,
    )
    await world.phone(SECOND).hears_source("announcement", CONTACT)
    await world.pass_time(5)
    await world.ends(data["call_session_id"])


@by_all
async def test_early_switching_ends_for_a_spoken_text_to_the_contact(
    world: World, start: Start
) -> None:
    """Nobody hears the other while the contact hears his message."""
    session_id = await seek_contact(
        world, start, switch_at_once=True, early_switching=True, contact_message=TEXT
    )
    await world.phone(SECOND).hears_source("ringback", CONTACT)
    world.phone(CONTACT).answer()
    clip = await world.said(TEXT["value"])
    await world.phone(CONTACT).hears_source("file", clip.path)
    await world.phone(SECOND).hears_source("file", (await world.music()).path)
    assert not world.phone(CONTACT).has_heard("leg")
    await world.pass_time(clip.seconds + 0.1)
    await world.reaches(session_id, State.TALK)
    await world.phone(CONTACT).hears_source("leg", SECOND)


@by_all
async def test_second_party_hangs_up_while_the_contact_rings(
    world: World, start: Start
) -> None:
    session_id = await seek_contact(world, start)
    world.phone(SECOND).hang_up()
    assert await world.ends(session_id) == "operator_disconnects"
    await world.phone(CONTACT).ends()


@of_each(EMPLOYEE, SCENARIO, SIMPLE)
async def test_second_party_hangs_up_during_its_message(
    world: World, start: Start
) -> None:
    assert start.message is not None
    session_id = await start.begin(
        world, contact_first=False, **{start.message: BRIEFING}
    )
    await world.phone(SECOND).rings()
    world.phone(SECOND).answer()
    await world.reaches(session_id, State.BRIEFING_OPERATOR)
    world.phone(SECOND).hang_up()
    assert await world.ends(session_id) == "operator_disconnects"
    assert world.phone(CONTACT).times_rung == 0


@by_all
@pytest.mark.parametrize("who", [CONTACT, SECOND])
async def test_somebody_hangs_up_during_the_contacts_message(
    world: World, start: Start, who: str
) -> None:
    session_id = await seek_contact(world, start, contact_message=TEXT)
    world.phone(CONTACT).answer()
    await world.reaches(session_id, State.BRIEFING_CONTACT)
    world.phone(who).hang_up()
    reasons = {CONTACT: "caller_disconnects", SECOND: "operator_disconnects"}
    assert await world.ends(session_id) == reasons[who]
    await world.phone(CONTACT).ends()
    await world.phone(SECOND).ends()
    assert (await world.session(session_id)).talk_since is None


@by_all
@pytest.mark.parametrize("who", [CONTACT, SECOND])
async def test_somebody_hangs_up_while_keys_are_sent(
    world: World, start: Start, who: str
) -> None:
    session_id = await seek_contact(world, start, dtmf_string="....1")
    world.phone(CONTACT).answer()
    await world.reaches(session_id, State.SENDING_KEYS)
    world.phone(who).hang_up()
    reasons = {CONTACT: "caller_disconnects", SECOND: "operator_disconnects"}
    assert await world.ends(session_id) == reasons[who]
