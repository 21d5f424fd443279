"""Talks sound the same, and are told of the same, on the simulator and on Asterisk."""

import asyncio
from pathlib import Path

import pytest

from callapi.domain import actions as a
from tests.switch.scenes import ONE, THREE, TWO, answered, end, talk
from tests.switch.sides import SESSION, Side

pytestmark = pytest.mark.timeout(120)  # the first test may have to install Asterisk


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


async def test_a_loop_begins_again_when_a_round_is_over(side: Side) -> None:
    contact = await answered(side, ONE)
    playing = side.playing(ONE, loop=True, seconds=0.05)
    await side.perform(a.Play(ONE, playing))
    await side.tells(f"PlaybackOver 1 {playing.id}")
    await side.perform(a.Play(ONE, playing))
    await contact.hears_clip()
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


async def test_a_leg_is_hung_up_while_it_hears_a_message(side: Side) -> None:
    contact = await answered(side, ONE)
    playing = side.playing(ONE)
    await side.perform(a.Play(ONE, playing), a.HangUp(ONE))
    await contact.ends()
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


async def test_a_recording_pauses_and_is_stopped(side: Side, tmp_path: Path) -> None:
    contact, operator = await talk(side)
    name = f"rec-{SESSION}-1"
    await side.perform(a.StartRecording(name, ONE), a.PauseRecording(name))
    await side.perform(a.ResumeRecording(name))
    await contact.hears(operator)
    assert await side.switch.recorder.is_live(name)
    await side.perform(a.StopRecording(name))
    await side.tells(f"Recorded {name}", f"Recorded {name}")
    assert name in await side.switch.recorder.stored()
    parts = [tmp_path / "said", tmp_path / "heard"]
    assert await side.switch.recorder.fetch(name, *parts) == (True, True)
    assert all(part.stat().st_size > 44 for part in parts)
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
