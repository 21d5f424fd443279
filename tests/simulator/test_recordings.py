"""Recordings: of bridges, legs and snoops, and the files they leave."""

import wave
from pathlib import Path
from typing import Any

import pytest

from callapi.simulator.server import Simulator
from tests.fakes import FakeClock
from tests.simulator.ari import Ari
from tests.simulator.calls import answered, bridge, created, talk

WAV: dict[str, Any] = {"format": "wav"}


def seconds(path: Path) -> float:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return float(file.getnframes() / file.getframerate())


async def test_a_call_is_recorded_to_a_file(
    simulator: Simulator, ari: Ari, clock: FakeClock, tmp_path: Path
) -> None:
    await talk(simulator, ari)
    shown = await ari.post("/bridges/talk/record", name="r", **WAV)
    assert shown == {
        "name": "r",
        "format": "wav",
        "state": "queued",
        "target_uri": "bridge:talk",
    }
    assert await ari.told() == ["RecordingStarted(r recording)"]
    assert (await ari.get("/bridges/talk"))["technology"] == "softmix"
    assert (await ari.get("/recordings/live/r"))["state"] == "recording"
    await clock.advance(2.5)
    await ari.post("/recordings/live/r/stop")
    await ari.settle()
    assert ari.events[-1]["recording"]["duration"] == 2
    assert await ari.told() == ["RecordingFinished(r done)"]
    assert seconds(tmp_path / "spool" / "r.wav") == 2.5
    assert await ari.get("/recordings/stored") == [{"name": "r", "format": "wav"}]
    assert await ari.get("/recordings/stored/r") == {"name": "r", "format": "wav"}
    assert len(await ari.get("/recordings/stored/r/file")) == 44 + 2.5 * 16000
    await ari.delete("/recordings/stored/r")
    assert await ari.get("/recordings/stored") == []


async def test_a_pause_is_not_recorded(
    simulator: Simulator, ari: Ari, clock: FakeClock, tmp_path: Path
) -> None:
    await talk(simulator, ari)
    await ari.post("/bridges/talk/record", name="r", maxDurationSeconds=10, **WAV)
    await clock.advance(4)
    for _ in range(2):
        await ari.post("/recordings/live/r/pause")
    assert (await ari.get("/recordings/live/r"))["state"] == "paused"
    await clock.advance(60)
    for _ in range(2):
        await ari.delete("/recordings/live/r/pause")
    await ari.post("/recordings/live/r/mute")
    await ari.told()
    await clock.advance(5.9)
    assert await ari.told() == []
    await clock.advance(0.1)
    assert await ari.told() == ["RecordingFinished(r done)"]
    assert seconds(tmp_path / "spool" / "r.wav") == 10


async def test_it_ends_with_the_last_leg(
    simulator: Simulator, ari: Ari, clock: FakeClock, tmp_path: Path
) -> None:
    contact, employee = await talk(simulator, ari)
    await ari.post("/bridges/talk/record", name="r", **WAV)
    await clock.advance(1)
    contact.hang_up()
    await clock.advance(1)
    assert "RecordingFinished(r done)" not in await ari.told()
    employee.hang_up()
    assert "RecordingFinished(r done)" in await ari.told()
    assert seconds(tmp_path / "spool" / "r.wav") == 2


async def test_a_bridge_that_is_deleted_ends_it_unheard(
    simulator: Simulator, ari: Ari
) -> None:
    """The application lost interest in the bridge when its legs left."""
    await talk(simulator, ari)
    await ari.post("/bridges/talk/record", name="r", **WAV)
    await ari.told()
    await ari.delete("/bridges/talk")
    assert await ari.told() == ["ChannelLeftBridge", "ChannelLeftBridge"]
    assert simulator.live().recordings == ()


async def test_a_cancelled_one_leaves_no_file(simulator: Simulator, ari: Ari) -> None:
    await talk(simulator, ari)
    await ari.post("/bridges/talk/record", name="r", **WAV)
    await ari.told()
    await ari.delete("/recordings/live/r")
    assert await ari.told() == ["RecordingFinished(r done)"]
    assert await ari.get("/recordings/stored") == []


async def test_an_existing_one_is_not_overwritten_unasked(
    simulator: Simulator, ari: Ari
) -> None:
    await talk(simulator, ari)
    path = "/ari/bridges/talk/record"
    for _ in ("live", "stored"):
        if await ari.get("/recordings/stored") == []:
            await ari.post("/bridges/talk/record", name="r", **WAV)
        answer = await ari.ask("POST", path, name="r", **WAV)
        assert answer.status == 409
        assert answer.body == {
            "message": "Recording 'r' already exists and can not be overwritten"
        }
        await ari.ask("POST", "/ari/recordings/live/r/stop")
    await ari.post("/bridges/talk/record", name="r", ifExists="overwrite", **WAV)


async def test_a_leg_is_recorded_alone_only_outside_a_bridge(
    simulator: Simulator, ari: Ari
) -> None:
    await talk(simulator, ari)
    await ari.post("/channels/a/record", name="r", **WAV)
    assert await ari.told() == ["RecordingFailed(r failed)"]
    await ari.post("/bridges/talk/removeChannel", channel="a")
    await ari.told()
    await ari.post("/channels/a/record", name="r", **WAV)
    assert await ari.told() == ["RecordingStarted(r recording)"]
    answer = await ari.ask("POST", "/ari/bridges/talk/addChannel", channel="a")
    assert answer.status == 409
    assert answer.body == {"message": "Channel a currently recording"}
    await ari.post("/recordings/live/r/stop")
    await ari.post("/bridges/talk/addChannel", channel="a")


@pytest.mark.parametrize(
    ("terminator", "ends"), [("#", True), ("any", True), ("1", False)]
)
async def test_a_key_ends_the_recording_of_a_leg(
    simulator: Simulator, ari: Ari, terminator: str, ends: bool
) -> None:
    phone = await answered(simulator, ari, "a")
    await ari.post("/channels/a/record", name="r", terminateOn=terminator, **WAV)
    phone.press("#")
    assert ("RecordingFinished(r done)" in await ari.told()) is ends


async def test_a_snoop_is_recorded_until_its_leg_ends(
    simulator: Simulator, ari: Ari, clock: FakeClock, tmp_path: Path
) -> None:
    contact, _ = await talk(simulator, ari)
    await ari.post("/channels/a/snoop/s", app="callapi", spy="both")
    await ari.post("/channels/s/record", name="r", **WAV)
    await clock.advance(3)
    await ari.told()
    contact.hang_up()
    assert await ari.told() == [
        "ChannelHangupRequest(16)",
        "ChannelLeftBridge",
        "StasisEnd",
        "RecordingFinished(r done)",
        "StasisEnd",
        "ChannelDestroyed(16)",
    ]
    assert seconds(tmp_path / "spool" / "r.wav") == 3


async def test_what_waits_behind_a_recording_fails_with_the_leg(
    simulator: Simulator, ari: Ari
) -> None:
    await created(simulator, ari, "a")
    for name in ("r", "q"):
        await ari.post("/channels/a/record", name=name, **WAV)
    await ari.told()
    await ari.delete("/channels/a")
    assert [line for line in await ari.told() if "Recording" in line] == [
        "RecordingFinished(r done)",
        "RecordingFailed(q failed)",
    ]


@pytest.mark.parametrize("name", ["../r", "a/../../r", "/tmp/r"])
async def test_a_name_cannot_leave_the_spool(ari: Ari, name: str) -> None:
    await bridge(ari, "b")
    answer = await ari.ask("POST", "/ari/bridges/b/record", name=name, **WAV)
    assert answer.status == 404


async def test_an_empty_bridge_can_be_recorded_and_deleted(
    simulator: Simulator, ari: Ari
) -> None:
    await bridge(ari, "b")
    await ari.post("/bridges/b/record", name="r", **WAV)
    await ari.delete("/bridges/b")
    assert simulator.live().is_nothing
