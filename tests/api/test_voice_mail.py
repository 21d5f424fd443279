"""Voicemail: taken, measured, kept, and what becomes of the call (4.4)."""

import asyncio
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from callapi.domain.states import State
from callapi.metrics import Metrics
from callapi.sessions.keep import Keeper
from callapi.switch.events import MessageTaken
from tests.api.scripted import HELLO, ROAD, Operation, redirect
from tests.api.world import PATIENCE_S, SCRIPTED, World
from tests.conftest import Filled

CALLER = "12025550148"


def voice_mail(**settings: Any) -> Operation:
    return {
        "key": "vm",
        "type": "voice_mail",
        "settings": {"greeting": HELLO, "emails": ["office@example.com"], **settings},
        "transitions": {"recorded": "road", "not_recorded": None},
    }


async def recording(world: World, **settings: Any) -> int:
    """The contact has heard greeting and beep, and speaks."""
    world.by_hand(ROAD)
    await world.give_scenario(voice_mail(**settings), redirect("road", ROAD))
    await world.simulator.call(CALLER, SCRIPTED)
    await world.quiet()
    welcome = await world.said("Welcome.")
    beep = await world.file("beep")
    await world.phone(CALLER).hears_source("file", welcome.path)
    sounds = welcome.seconds + (beep.seconds if settings.get("beep", True) else 0)
    await world.pass_time(sounds + 0.01)
    session_id: int = await world.pool.fetchval("select max(id) from call_sessions")
    await world.reaches(session_id, State.TAKING_MESSAGE)
    await world.quiet()
    return session_id


async def kept(world: World, session_id: int) -> list[Any]:
    rows: list[Any] = await world.pool.fetch(
        "select * from voicemails where session_id = $1", session_id
    )
    return rows


def seconds(path: Path) -> float:
    with wave.open(str(path)) as file:
        assert file.getnchannels() == 1
        return float(file.getnframes() / file.getframerate())


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*.wav")]


async def test_message_is_kept_and_the_scenario_goes_on(world: World) -> None:
    session_id = await recording(world)
    await world.pass_time(8)
    world.phone(CALLER).press("#")
    await world.phone(ROAD).rings()
    [message] = await kept(world, session_id)
    assert message["emails"] == ["office@example.com"]
    assert message["duration_s"] == pytest.approx(8, abs=0.1)
    path = world.data_dir / "recordings" / str(message["account_id"])
    assert seconds(path / f"{message['name']}.wav") == message["duration_s"]
    assert "voice_mail_recorded" in await world.events(session_id)


async def test_silence_ends_it(world: World) -> None:
    session_id = await recording(world, silence_timeout=4)
    await world.pass_time(6)
    world.phone(CALLER).say("silence")
    await world.pass_time(4)
    await world.phone(ROAD).rings()
    assert len(await kept(world, session_id)) == 1


async def test_who_says_nothing_leaves_nothing(world: World) -> None:
    session_id = await recording(world, silence_timeout=4)
    world.phone(CALLER).say("silence")
    await world.pass_time(4)
    assert await world.ends(session_id) == "no_operation"
    assert await kept(world, session_id) == []
    assert "voice_mail_recorded" not in await world.events(session_id)


async def test_it_is_no_longer_than_allowed(world: World) -> None:
    session_id = await recording(world, max_duration=10, beep=False)
    await world.pass_time(10)
    await world.phone(ROAD).rings()
    [message] = await kept(world, session_id)
    assert message["duration_s"] == pytest.approx(10, abs=0.1)


@pytest.mark.parametrize("key", ["1", "*"])
async def test_only_its_key_ends_it(world: World, key: str) -> None:
    session_id = await recording(world, finish_key="*")
    await world.pass_time(3)
    world.phone(CALLER).press(key)
    await world.quiet()
    state = (await world.session(session_id)).state
    assert (state is State.TAKING_MESSAGE) == (key == "1")


@pytest.mark.parametrize(("spoken", "is_kept"), [(3, True), (1, False)])
async def test_hanging_up_is_an_end_as_well(
    world: World, spoken: float, is_kept: bool
) -> None:
    session_id = await recording(world)
    await world.pass_time(spoken)
    world.phone(CALLER).hang_up()
    assert await world.ends(session_id) == "caller_disconnects"
    await world.quiet()
    assert len(await kept(world, session_id)) == is_kept
    assert ("voice_mail_recorded" in await world.events(session_id)) == is_kept
    assert world.phone(ROAD).times_rung == 0


async def test_a_message_that_is_being_left_is_not_tidied_away(
    world: World, tmp_path: Path
) -> None:
    """Whoever settles with the switch keeps what has ended, and only that."""
    session_id = await recording(world)
    await world.pass_time(4)
    [switch] = world.app.calls.switches
    keeper = Keeper(world.pool, tmp_path, world.clock, Metrics())
    await keeper.keep_left_behind(switch)
    assert await kept(world, session_id) == []
    await world.pass_time(4)
    world.phone(CALLER).press("#")
    await world.phone(ROAD).rings()
    [message] = await kept(world, session_id)
    assert message["duration_s"] == pytest.approx(8, abs=0.1)


async def test_a_message_that_is_told_after_the_call_is_told_on(world: World) -> None:
    """The switch may take its time with the end of a recording."""
    session_id = await recording(world)
    world.phone(CALLER).hang_up()
    await world.ends(session_id)
    await world.quiet()
    assert await kept(world, session_id) == []
    spool = world.simulator.network.spool
    name = f"vm-{session_id}-9"
    soundfile.write(spool / f"{name}.wav", np.ones(24000, np.int16), 8000, "PCM_16")
    [switch] = world.app.calls.switches
    late = MessageTaken(session_id, name, 3.0)
    world.app.calls.listener.take(late, switch)
    await world.app.calls.idle()
    [message] = await kept(world, session_id)
    assert (await world.events(session_id))[-2:] == [
        *("call_session_finished", "voice_mail_recorded"),
    ]
    body = await world.pool.fetchval(
        "select body from events where session_id = $1 and name = $2",
        *(session_id, "voice_mail_recorded"),
    )
    assert (body["file_id"], body["file_duration"]) == (message["public_id"], 3.0)


async def test_a_message_that_was_left_behind_is_kept(
    world: World, tmp_path: Path
) -> None:
    session_id = await recording(world)
    world.phone(CALLER).hang_up()
    await world.ends(session_id)
    await world.quiet()
    spool = world.simulator.network.spool
    spool.mkdir(exist_ok=True)
    name = f"vm-{session_id}-9"
    soundfile.write(spool / f"{name}.wav", np.ones(24000, np.int16), 8000, "PCM_16")
    [switch] = world.app.calls.switches
    await Keeper(world.pool, tmp_path, world.clock, Metrics()).keep_left_behind(switch)
    [message] = await kept(world, session_id)
    assert (message["name"], message["duration_s"]) == (name, 3.0)
    assert (await world.events(session_id))[-1] == "voice_mail_recorded"
    assert names(tmp_path) == [f"{name}.wav"]
    assert f"{name}.wav" not in names(spool)


async def test_the_call_goes_on_when_the_message_can_not_be_kept(
    world: World, filled: Filled
) -> None:
    """A full disk is nothing the caller has to wait for."""
    session_id = await recording(world)
    account_id = (await world.session(session_id)).account_id
    [name] = [it for it in world.simulator.live().recordings if it.startswith("vm-")]
    folder = filled.data_dir / "recordings" / str(account_id)
    in_the_way = folder / f"{name}.wav"
    in_the_way.mkdir(parents=True)
    await world.pass_time(4)
    world.phone(CALLER).press("#")
    await world.phone(ROAD).rings()
    assert await kept(world, session_id) == []
    in_the_way.rmdir()
    async with asyncio.timeout(PATIENCE_S):
        while not await kept(world, session_id):
            await world.pass_time(1)
