"""What a session sees of a call is the same on the simulator and on a real Asterisk."""

import asyncio

import pytest

from callapi.domain import actions as a
from tests.switch.sides import (
    COACH,
    CONTACT,
    OPERATOR,
    SESSION,
    VIRTUAL,
    Party,
    Side,
    answered,
    calls,
    leg,
)

pytestmark = pytest.mark.timeout(120)  # the first test may have to install Asterisk

# Told once to the application, and once because the channel is followed.
LEAVING = ("inbound leaving 16", "inbound leaving 16")
ONE, TWO, THREE = leg(1, CONTACT), leg(2, OPERATOR), leg(3, COACH)


async def end(side: Side, *parties: Party) -> None:
    """All are hung up by us, one after another."""
    for n, party in enumerate(parties, 1):
        await side.perform(a.HangUp({1: ONE, 2: TWO, 3: THREE}[n]))
        await party.ends()
        await side.tells(f"LegLeaving {n}", f"LegEnded {n} 16 None")
    await side.perform(a.Clear())


async def talk(side: Side) -> tuple[Party, Party]:
    contact, operator = await answered(side, ONE), await answered(side, TWO)
    await side.perform(a.Connect((ONE, TWO)))
    await asyncio.gather(contact.hears(operator), operator.hears(contact))
    await side.tells()
    return contact, operator


async def test_a_leg_answers_and_is_hung_up(side: Side) -> None:
    contact = await calls(side, ONE)
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


async def test_a_message_is_played_to_its_end(side: Side) -> None:
    contact = await answered(side, ONE)
    playing = side.playing(ONE)
    await side.perform(a.Play(ONE, playing))
    await side.tells(f"PlaybackOver 1 {playing.id}")
    await end(side, contact)


async def test_a_message_is_stopped(side: Side) -> None:
    contact = await answered(side, ONE)
    playing = side.playing(ONE, loop=True)
    await side.perform(a.Play(ONE, playing))
    await contact.hears_clip()
    await side.tells()
    await side.perform(a.StopPlaying(ONE, playing))
    await side.tells(f"PlaybackOver 1 {playing.id}")
    await end(side, contact)


async def test_a_message_that_waits_for_another_is_stopped(side: Side) -> None:
    contact = await answered(side, ONE)
    first, second = side.playing(ONE, loop=True), side.playing(ONE)
    await side.perform(a.Play(ONE, first), a.Play(ONE, second))
    await side.perform(a.StopPlaying(ONE, second), a.StopPlaying(ONE, first))
    await side.tells(f"PlaybackOver 1 {first.id}", f"PlaybackOver 1 {second.id}")
    await end(side, contact)


async def test_a_leg_leaves_while_it_hears_a_message(side: Side) -> None:
    contact = await answered(side, ONE)
    playing = side.playing(ONE, loop=True)
    await side.perform(a.Play(ONE, playing))
    await contact.hears_clip()
    await contact.hangs_up()
    await side.tells(
        "LegLeaving 1", f"PlaybackOver 1 {playing.id}", "LegEnded 1 16 None"
    )


async def test_keys_go_both_ways(side: Side) -> None:
    contact, operator = await talk(side)
    await contact.presses("1")
    await side.tells("KeyPressed 1 1")
    await operator.presses("2")
    await side.tells("KeyPressed 2 2")
    await side.perform(a.SendKeys(ONE, "3.4"))
    await contact.receives("34")
    await side.tells()
    await end(side, contact, operator)


async def test_keys_are_told_of_a_leg_that_hears_a_message(side: Side) -> None:
    contact = await answered(side, ONE)
    playing = side.playing(ONE, loop=True)
    await side.perform(a.Play(ONE, playing))
    await contact.hears_clip()
    await contact.presses("5")
    await side.tells("KeyPressed 1 5")
    await side.perform(a.StopPlaying(ONE, playing))
    await side.tells(f"PlaybackOver 1 {playing.id}")
    await end(side, contact)


async def test_a_leg_is_parted_hears_a_message_and_comes_back(side: Side) -> None:
    contact, operator = await talk(side)
    playing = side.playing(ONE, loop=True)
    await side.perform(a.Part(ONE), a.Play(ONE, playing))
    await asyncio.gather(contact.hears_clip(), operator.hears())
    await operator.presses("7")
    await side.tells("KeyPressed 2 7")
    await side.perform(a.StopPlaying(ONE, playing), a.Connect((ONE,)))
    await asyncio.gather(contact.hears(operator), operator.hears(contact))
    await side.tells(f"PlaybackOver 1 {playing.id}")
    await end(side, contact, operator)


async def test_a_coach_hears_both_and_is_heard_by_one(side: Side) -> None:
    contact, operator = await talk(side)
    coach = await answered(side, THREE)
    await side.perform(a.Coach(TWO, THREE))
    await asyncio.gather(
        coach.hears(contact, operator),
        operator.hears(contact, coach),
        contact.hears(operator),
    )
    await side.tells()
    await coach.hangs_up()
    await side.tells("LegLeaving 3", "LegEnded 3 16 None")
    await side.perform(a.EndCoaching(THREE))
    await operator.hears(contact)
    await side.tells()
    await end(side, contact, operator)


async def test_a_recording_pauses_and_is_stopped(side: Side) -> None:
    contact, operator = await talk(side)
    name = f"rec-{SESSION}-1"
    await side.perform(a.StartRecording(name, ONE), a.PauseRecording(name))
    await side.perform(a.ResumeRecording(name))
    await contact.hears(operator)
    assert await side.switch.recorder.is_live(name)
    await side.perform(a.StopRecording(name))
    await side.tells(f"Recorded {name}", f"Recorded {name}")
    assert name in await side.switch.recorder.stored()
    said, heard = await side.switch.recorder.fetch(name)
    assert said
    assert heard
    await side.switch.recorder.remove(name)
    assert name not in await side.switch.recorder.stored()
    await end(side, contact, operator)


async def test_a_recording_ends_with_its_leg(side: Side) -> None:
    contact, operator = await talk(side)
    name = f"rec-{SESSION}-1"
    await side.perform(a.StartRecording(name, ONE))
    await contact.hears(operator)
    await contact.hangs_up()
    await side.tells_all(
        "LegLeaving 1", f"Recorded {name}", f"Recorded {name}", "LegEnded 1 16 None"
    )
    await side.switch.recorder.remove(name)
    await side.perform(a.HangUp(TWO), a.Clear())
    await side.tells("LegLeaving 2", "LegEnded 2 16 None")


async def test_a_call_that_comes_in_is_answered(side: Side) -> None:
    contact = await side.party(CONTACT)
    await contact.calls(VIRTUAL)
    await side.tells(f"Inbound {CONTACT} {VIRTUAL}")
    [call] = side.inbound
    await side.switch.follow(call.channel)
    inbound = a.Answer(leg(1, CONTACT, channel=call.channel))
    await side.perform(inbound)
    await side.tells("inbound answered 16")
    await contact.presses("1")
    await side.tells("inbound key 1")
    await contact.hangs_up()
    await side.tells(*LEAVING, "inbound ended 16")


@pytest.mark.parametrize("reason", ["unallocated", "congestion", "rejected"])
async def test_a_call_that_comes_in_is_refused(side: Side, reason: str) -> None:
    contact = await side.party(CONTACT)
    await contact.calls(VIRTUAL)
    await side.tells(f"Inbound {CONTACT} {VIRTUAL}")
    [call] = side.inbound
    await side.switch.follow(call.channel)
    await side.switch.remove_channel(call.channel, reason)
    await contact.ends()
    cause = {"unallocated": 1, "congestion": 34, "rejected": 21}[reason]
    await side.tells(*LEAVING, f"inbound ended {cause}")
