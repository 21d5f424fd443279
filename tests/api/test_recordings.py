"""Recordings: two parts in the switch, one stereo file and one row when complete."""

import asyncio
from pathlib import Path

import numpy as np
import pytest
import soundfile

from callapi.domain.states import State
from callapi.metrics import Metrics
from callapi.sessions.keep import Keeper
from callapi.switch.switch import Switch
from tests.api.recording import record
from tests.api.world import PATIENCE_S, World
from tests.conftest import Filled


async def kept(world: World, session_id: int) -> list[tuple[str, float]]:
    rows = await world.pool.fetch(
        "select name, duration_s from recordings where session_id = $1 order by id",
        session_id,
    )
    return [(row["name"], row["duration_s"]) for row in rows]


async def test_a_recording_is_listed_when_its_file_is_complete(
    world: World, filled: Filled
) -> None:
    session_id = await world.talk()
    await world.ok("record.call", call_session_id=session_id, action="on")
    await world.app.calls.idle()
    await world.clock.advance(5)
    assert await kept(world, session_id) == []
    await world.ok("record.call", call_session_id=session_id, action="off")
    await world.app.calls.idle()
    [(name, seconds)] = await kept(world, session_id)
    session = await world.session(session_id)
    path = filled.data_dir / "recordings" / str(session.account_id) / f"{name}.wav"
    assert path.parent.stat().st_mode & 0o077 == 0
    sound = soundfile.info(path)
    assert (sound.channels, sound.samplerate, sound.subtype) == (2, 8000, "PCM_16")
    assert sound.duration == seconds == 5.0


async def test_a_hold_is_not_in_the_recording(world: World) -> None:
    session_id = await world.talk()
    await world.ok("record.call", call_session_id=session_id, action="on")
    await world.app.calls.idle()
    await world.clock.advance(2)
    message = {"type": "tts", "value": "One moment please."}
    await world.ok("hold.call", call_session_id=session_id, contact_message=message)
    await world.app.calls.idle()
    await world.clock.advance(30)
    await world.ok("unhold.call", call_session_id=session_id)
    await world.app.calls.idle()
    await world.clock.advance(1)
    await world.ok("release.call", call_session_id=session_id)
    await world.reaches(session_id, State.ENDED)
    await world.app.calls.idle()
    assert [seconds for _, seconds in await kept(world, session_id)] == [3.0]


async def test_a_second_on_makes_a_second_file(world: World) -> None:
    session_id = await world.talk()
    for _ in range(2):
        await record(world, session_id)
    names = [name for name, _ in await kept(world, session_id)]
    assert names == [f"rec-{session_id}-1", f"rec-{session_id}-2"]


# --- what was left in the switch, by a process that has ended in the middle


@pytest.fixture
def spool(world: World) -> Path:
    return world.simulator.network.spool


@pytest.fixture
def keeper(world: World, tmp_path: Path) -> Keeper:
    return Keeper(world.pool, tmp_path, world.clock, Metrics())


def only_switch(world: World) -> Switch:
    [switch] = world.app.calls.switches
    return switch


async def ended_talk(world: World) -> int:
    session_id = await world.talk()
    await world.ok("release.call", call_session_id=session_id)
    await world.reaches(session_id, State.ENDED)
    await world.app.calls.idle()
    return session_id


def leave(spool: Path, name: str, *parts: str) -> None:
    """What each part says is a second of its own loudness."""
    spool.mkdir(exist_ok=True)
    for part in parts:
        loud = 1000 if part == "in" else 2000
        samples = np.full(8000, loud, np.int16)
        soundfile.write(spool / f"{name}-{part}.wav", samples, 8000, "PCM_16")


def loudness(folder: Path, name: str) -> list[int]:
    """Of left and right."""
    [path] = folder.rglob(f"{name}.wav")
    sound, _ = soundfile.read(path, dtype="int16")
    return [int(channel[0]) for channel in sound.T]


def files(folder: Path, beginning: str = "") -> list[str]:
    found = folder.rglob(f"{beginning}*")
    return sorted(path.name for path in found if path.is_file())


async def test_what_was_left_is_kept_and_listed(
    world: World, keeper: Keeper, spool: Path, tmp_path: Path
) -> None:
    session_id = await ended_talk(world)
    name = f"rec-{session_id}-1"
    leave(spool, name, "in", "out")
    await keeper.keep_left_behind(only_switch(world))
    assert await kept(world, session_id) == [(name, 1.0)]
    assert loudness(tmp_path, name) == [1000, 2000]
    assert files(spool, name) == []
    assert files(tmp_path) == [f"{name}.wav"]


@pytest.mark.parametrize("part", ["in", "out"])
async def test_a_part_left_by_a_removal_in_the_middle_spoils_nothing(
    world: World, keeper: Keeper, spool: Path, tmp_path: Path, part: str
) -> None:
    session_id = await ended_talk(world)
    name = f"rec-{session_id}-1"
    leave(spool, name, "in", "out")
    await keeper.keep_left_behind(only_switch(world))
    leave(spool, name, part)
    await keeper.keep_left_behind(only_switch(world))
    assert loudness(tmp_path, name) == [1000, 2000]
    assert files(spool, name) == []


async def test_two_who_keep_the_same_spoil_nothing(
    world: World, keeper: Keeper, spool: Path, tmp_path: Path
) -> None:
    session_id = await ended_talk(world)
    name, switch = f"rec-{session_id}-1", only_switch(world)
    leave(spool, name, "in", "out")
    await asyncio.gather(*(keeper.keep(switch, session_id, name) for _ in range(5)))
    assert await kept(world, session_id) == [(name, 1.0)]
    assert loudness(tmp_path, name) == [1000, 2000]


async def test_one_that_cannot_be_kept_stays_and_stops_no_other(
    world: World, keeper: Keeper, spool: Path, tmp_path: Path
) -> None:
    session_id = await ended_talk(world)
    first, second = f"rec-{session_id}-1", f"rec-{session_id}-2"
    for name in (first, second, "rec-of-others"):
        leave(spool, name, "in", "out")
    account_id = (await world.session(session_id)).account_id
    in_the_way = tmp_path / str(account_id) / f"{first}.wav"
    in_the_way.unlink(missing_ok=True)  # worlds before had calls of this number
    in_the_way.mkdir(parents=True)
    await keeper.keep_left_behind(only_switch(world))
    assert await kept(world, session_id) == [(second, 1.0)]
    in_the_way.rmdir()
    await keeper.keep_left_behind(only_switch(world))
    assert [name for name, _ in await kept(world, session_id)] == [second, first]
    left = files(spool, "rec-")
    assert left == ["rec-of-others-in.wav", "rec-of-others-out.wav"]
    for name in left:
        (spool / name).unlink()


async def test_a_recording_is_told_of_once(world: World) -> None:
    session_id = await world.talk()
    await world.ok("record.call", call_session_id=session_id, action="on")
    await world.app.calls.idle()
    await world.clock.advance(5)
    await world.ok("release.call", call_session_id=session_id)
    await world.reaches(session_id, State.ENDED)
    await world.app.calls.idle()
    names = await world.events(session_id)
    assert names.count("talk_recorded") == 1
    assert "call_session_finished" in names
    body = await world.pool.fetchval(
        "select body from events where session_id = $1 and name = 'talk_recorded'",
        session_id,
    )
    file_id = await world.pool.fetchval(
        "select public_id from recordings where session_id = $1", session_id
    )
    assert (body["file_id"], body["file_duration"]) == (file_id, 5.0)


async def test_one_is_kept_when_the_disk_has_room_again(
    world: World, filled: Filled, spool: Path
) -> None:
    """Whatever is in the way; nobody has to begin the server anew."""
    session_id = await world.talk()
    account_id = (await world.session(session_id)).account_id
    name = f"rec-{session_id}-1"
    folder = filled.data_dir / "recordings" / str(account_id)
    in_the_way = folder / f"{name}.wav"
    in_the_way.unlink(missing_ok=True)  # of another test, whose session had this id
    in_the_way.mkdir(parents=True)
    await record(world, session_id)
    await world.pass_time(2)
    assert await kept(world, session_id) == []
    in_the_way.rmdir()
    async with asyncio.timeout(PATIENCE_S):
        while not await kept(world, session_id):
            await world.pass_time(1)
    assert files(spool, name) == []
