"""Recordings: two parts in the switch, one stereo file and one row when complete."""

import soundfile

from callapi.domain.states import State
from tests.api.world import World
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
        await world.ok("record.call", call_session_id=session_id, action="on")
        await world.app.calls.idle()
        await world.clock.advance(1)
        await world.ok("record.call", call_session_id=session_id, action="off")
        await world.app.calls.idle()
    names = [name for name, _ in await kept(world, session_id)]
    assert names == [f"rec-{session_id}-1", f"rec-{session_id}-2"]


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
        "select id from recordings where session_id = $1", session_id
    )
    assert (body["file_id"], body["file_duration"]) == (file_id, 5.0)
