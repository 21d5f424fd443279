"""Legs come and go the same on the simulator and on a real Asterisk.

What a session is told, and in which order.
"""

import asyncio
from dataclasses import replace

import pytest

from callapi.domain import actions as a
from callapi.domain.session import Playing, Sound
from callapi.switch.ari import AriError
from tests.switch.parties import CONTACT
from tests.switch.scenes import ONE, TWO, answered, calls, end, leg, talk
from tests.switch.sides import VIRTUAL, Side

pytestmark = pytest.mark.timeout(120)  # the first test may have to install Asterisk

# Told once to the application, and once because the channel is followed.
LEAVING = ("inbound leaving 16", "inbound leaving 16")
LINE = "0486199"


async def test_a_leg_answers_and_is_hung_up(side: Side) -> None:
    contact = await calls(side, ONE)
    await side.rings(1)
    await side.tells()
    await contact.picks_up()
    await side.tells("LegAnswered 1")
    await end(side, contact)


@pytest.mark.parametrize(
    ("code", "cause"), [(486, 17), (600, 17), (603, 21), (480, 19), (404, 1), (503, 34)]
)
async def test_a_phone_refuses(side: Side, code: int, cause: int) -> None:
    contact = await calls(side, ONE)
    await contact.refuses(code)
    await side.tells("LegLeaving 1", f"LegEnded 1 {cause} {code}")


async def test_nobody_answers_in_time(side: Side) -> None:
    contact = await side.party(CONTACT)
    await side.perform(a.Originate(ONE, 1.0))
    await contact.rings()
    await side.tells("LegEnded 1 19 480")
    await contact.ends()


async def test_a_leg_that_rings_is_given_up(side: Side) -> None:
    contact = await calls(side, ONE)
    await side.perform(a.HangUp(ONE))
    await contact.ends()
    await side.tells("LegLeaving 1", "LegEnded 1 16 None")


async def test_a_leg_that_never_was_bridged_hangs_up(side: Side) -> None:
    contact = await answered(side, ONE)
    await contact.hangs_up()
    await side.tells("LegLeaving 1", "LegEnded 1 16 None")


@pytest.mark.parametrize("first", [1, 2])
async def test_either_side_hangs_up_a_talk(side: Side, first: int) -> None:
    contact, operator = await talk(side)
    gone, other = (contact, operator) if first == 1 else (operator, contact)
    await gone.hangs_up()
    await side.tells(f"LegLeaving {first}", f"LegEnded {first} 16 None")
    left = TWO if first == 1 else ONE
    await side.perform(a.HangUp(left))
    await other.ends()
    await side.tells(f"LegLeaving {left.id}", f"LegEnded {left.id} 16 None")
    await side.perform(a.Clear())


async def test_the_line_is_heard_before_the_answer(side: Side) -> None:
    operator = await answered(side, TWO)
    early = leg(1, CONTACT, early=True)
    await side.perform(a.Connect((TWO,)), a.Mute(TWO))
    contact = await calls(side, early, listen=True)
    await contact.lets_hear()
    await operator.hears(contact)
    await side.tells()
    await contact.picks_up()
    await side.tells("LegAnswered 1")
    await side.perform(a.Unmute(TWO))
    await asyncio.gather(contact.hears(operator), operator.hears(contact))
    await contact.hangs_up()
    await side.tells("LegLeaving 1", "LegEnded 1 16 None")
    await side.perform(a.HangUp(TWO), a.Clear())
    await side.tells("LegLeaving 2", "LegEnded 2 16 None")


@pytest.mark.parametrize(("code", "cause"), [(486, 17), (404, 1), (503, 34)])
async def test_a_phone_whose_line_is_heard_refuses(
    side: Side, code: int, cause: int
) -> None:
    await answered(side, TWO)
    await side.perform(a.Connect((TWO,)))
    contact = await calls(side, leg(1, CONTACT, early=True), listen=True)
    await contact.refuses(code)
    await side.tells("LegLeaving 1", f"LegEnded 1 {cause} {code}")
    await side.perform(a.HangUp(TWO), a.Clear())
    await side.tells("LegLeaving 2", "LegEnded 2 16 None")


async def test_a_line_without_a_phone_cannot_be_called(side: Side) -> None:
    await side.unplug(LINE)
    line = replace(ONE, kind="sip", endpoint=LINE)
    with pytest.raises(AriError) as refused:
        await side.perform(a.Originate(line, 1.0))
    assert refused.value.status == 500
    await side.tells()


GONE = leg(9, CONTACT)


@pytest.mark.parametrize(
    ("action", "status"),
    [
        (a.HangUp(GONE), 404),
        (a.Play(GONE, Playing("play-7-9-1", (Sound("beep", 0.5),))), 404),
        (a.Coach(GONE, ONE), 404),
        (a.StartRecording("rec-7-9", GONE), 404),
        (a.Connect((GONE,)), 400),
        (a.Part(GONE), None),
        (a.StopPlaying(GONE, Playing("play-7-9-1")), None),
        (a.SendKeys(GONE, "1"), None),
        (a.Mute(GONE), None),
        (a.Unmute(GONE), None),
        (a.StopRecording("rec-7-9"), None),
        (a.EndCoaching(GONE), None),
        (a.Clear(), None),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_what_is_asked_of_a_leg_that_has_gone(
    side: Side, action: a.Action, status: int | None
) -> None:
    assert await refusal(side, action) == status
    await side.perform(a.Clear())
    await side.tells()


async def test_a_call_that_comes_in_is_answered(side: Side) -> None:
    contact = await side.party(CONTACT)
    await contact.calls(VIRTUAL)
    await side.tells(f"Inbound {CONTACT} {VIRTUAL}")
    [call] = side.inbound
    await side.switch.follow(call.channel, "callapi")
    inbound = a.Answer(leg(1, CONTACT, channel=call.channel))
    await side.perform(inbound)
    await side.tells("inbound answered 16")
    await contact.presses("1")
    await side.tells("inbound key 1")
    await contact.hangs_up()
    await side.tells(*LEAVING, "inbound ended 16")


async def test_a_call_comes_in_where_somebody_listens(side: Side) -> None:
    """Of the applications that are named, whichever is there."""
    contact = await side.party(CONTACT)
    for _ in range(3):  # where the dialplan begins is left to chance
        await side.switch.open_for(("nobody", "callapi", "nobody-else"))
        await contact.calls(VIRTUAL)
        await side.tells(f"Inbound {CONTACT} {VIRTUAL}")
        call = side.inbound[-1]
        assert call.app == "callapi"
        await side.switch.follow(call.channel, call.app)
        await side.switch.remove_channel(call.channel, "busy")
        await contact.ends()
        await side.tells(*LEAVING, "inbound ended 17")
    await side.switch.open_for(("callapi",))


@pytest.mark.parametrize("reason", ["unallocated", "congestion", "rejected"])
async def test_a_call_that_comes_in_is_refused(side: Side, reason: str) -> None:
    contact = await side.party(CONTACT)
    await contact.calls(VIRTUAL)
    await side.tells(f"Inbound {CONTACT} {VIRTUAL}")
    [call] = side.inbound
    await side.switch.follow(call.channel, "callapi")
    await side.switch.remove_channel(call.channel, reason)
    await contact.ends()
    cause = {"unallocated": 1, "congestion": 34, "rejected": 21}[reason]
    await side.tells(*LEAVING, f"inbound ended {cause}")


async def refusal(side: Side, action: a.Action) -> int | None:
    """The status; None: it counts as done."""
    try:
        await side.perform(action)
    except AriError as refused:
        return refused.status
    return None


async def test_a_socket_that_another_client_took_comes_back(side: Side) -> None:
    async with side.another_client():
        await side.tells("the event socket was lost")
    await side.listens()
    contact = await answered(side, ONE)
    await end(side, contact)


async def test_only_legs_are_load(side: Side) -> None:
    contact = await answered(side, ONE)
    await side.ari.request(
        "POST",
        f"channels/{ONE.channel}/snoop/snoop-7-1",
        spy="both",
        app=side.ari.app,
    )
    channels = await side.switch.channels()
    assert {ONE.channel, "snoop-7-1"} <= channels.keys()
    assert side.switch.occupancy.legs == 1
    side.switch.forget_all()
    assert side.switch.occupancy.legs == 0
    await end(side, contact)
