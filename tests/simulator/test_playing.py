"""Playbacks: their order, their ends, their lengths."""

import asyncio
from collections.abc import Callable

import pytest

from callapi.simulator.server import Simulator
from tests.fakes import FakeClock
from tests.simulator.ari import Ari
from tests.simulator.calls import answered, bridge, talk

Clip = Callable[[str, float], str]


async def test_the_answer_says_queued_and_the_events_what_became_of_it(
    simulator: Simulator, ari: Ari, clock: FakeClock, clip: Clip
) -> None:
    await answered(simulator, ari, "a")
    await ari.told()
    uri = f"sound:{clip('x', 1.5)}"
    assert await ari.post("/channels/a/play/p", media=uri) == {
        "id": "p",
        "media_uri": uri,
        "target_uri": "channel:a",
        "language": "en",
        "state": "queued",
    }
    assert await ari.told() == ["PlaybackStarted(p playing)"]
    assert (await ari.get("/playbacks/p"))["state"] == "playing"
    await clock.advance(1.4)
    assert await ari.told() == []
    await clock.advance(0.1)
    assert await ari.told() == ["PlaybackFinished(p done)"]
    assert (await ari.ask("GET", "/ari/playbacks/p")).status == 404


async def test_a_second_play_waits_for_the_first(
    simulator: Simulator, ari: Ari, clock: FakeClock, clip: Clip
) -> None:
    await answered(simulator, ari, "a")
    for name in ("p", "q"):
        await ari.post(f"/channels/a/play/{name}", media=f"sound:{clip('x', 1)}")
    assert (await ari.get("/playbacks/q"))["state"] == "queued"
    await ari.told()
    await clock.advance(1)
    assert await ari.told() == [
        "PlaybackFinished(p done)",
        "PlaybackStarted(q playing)",
    ]
    assert simulator.live().playbacks == ("q",)


async def test_a_list_goes_on_from_item_to_item(
    simulator: Simulator, ari: Ari, clock: FakeClock, clip: Clip
) -> None:
    await answered(simulator, ari, "a")
    await ari.told()
    one, two = f"sound:{clip('x', 1)}", f"sound:{clip('y', 2)}"
    shown = await ari.post("/channels/a/play/p", media=f"{one},{two}")
    assert (shown["media_uri"], shown["next_media_uri"]) == (one, two)
    await clock.advance(3)
    assert await ari.told() == [
        "PlaybackStarted(p playing)",
        "PlaybackContinuing(p continuing)",
        "PlaybackStarted(p playing)",
        "PlaybackFinished(p done)",
    ]


async def test_a_stop_is_reported_like_a_natural_end(
    simulator: Simulator, ari: Ari, clip: Clip
) -> None:
    await answered(simulator, ari, "a")
    path = clip("x", 1)
    await ari.post("/channels/a/play/p", media=f"sound:{path},sound:{path}")
    await ari.told()
    await ari.delete("/playbacks/p")
    assert await ari.told() == ["PlaybackFinished(p done)"]


async def test_a_stopped_one_that_waits_ends_in_its_turn_without_a_start(
    simulator: Simulator, ari: Ari, clip: Clip
) -> None:
    await answered(simulator, ari, "a")
    for name in ("p", "q"):
        await ari.post(f"/channels/a/play/{name}", media=f"sound:{clip('x', 1)}")
    await ari.told()
    await ari.delete("/playbacks/q")
    assert await ari.told() == []
    await ari.delete("/playbacks/p")
    assert await ari.told() == ["PlaybackFinished(p done)", "PlaybackFinished(q done)"]


@pytest.mark.parametrize(
    "uri", ["sound:/no/file", "sound:nope", "tone:nope", "number:x"]
)
async def test_what_is_not_there_fails(
    simulator: Simulator, ari: Ari, uri: str
) -> None:
    await answered(simulator, ari, "a")
    await ari.told()
    await ari.post("/channels/a/play/p", media=uri)
    assert await ari.told() == [
        "PlaybackStarted(p playing)",
        "PlaybackFinished(p failed)",
    ]


async def test_a_path_with_its_extension_is_not_there(
    simulator: Simulator, ari: Ari, clip: Clip
) -> None:
    await answered(simulator, ari, "a")
    await ari.post("/channels/a/play/p", media=f"sound:{clip('x', 1)}.wav")
    assert (await ari.told())[-1] == "PlaybackFinished(p failed)"


async def test_a_missing_item_of_a_list_is_skipped(
    simulator: Simulator, ari: Ari, clock: FakeClock, clip: Clip
) -> None:
    await answered(simulator, ari, "a")
    await ari.told()
    media = f"sound:/no/file,sound:{clip('x', 1)}"
    await ari.post("/channels/a/play/p", media=media)
    await clock.advance(1)
    assert (await ari.told())[-1] == "PlaybackFinished(p done)"


async def test_an_unknown_scheme_starts_and_never_ends(
    simulator: Simulator, ari: Ari
) -> None:
    await answered(simulator, ari, "a")
    await ari.told()
    await ari.post("/channels/a/play/p", media="nonsense")
    await ari.post("/channels/a/play/q", media="tone:ring")
    assert await ari.told() == [
        "PlaybackStarted(p playing)",
        "PlaybackStarted(q playing)",
    ]


async def test_a_tone_runs_until_it_is_stopped(
    simulator: Simulator, ari: Ari, clock: FakeClock
) -> None:
    phone = await answered(simulator, ari, "a")
    await ari.post("/channels/a/play/p", media="tone:ring;tonezone=us")
    await clock.advance(3600)
    assert phone.hears == {("tone", "ring")}
    await ari.delete("/playbacks/p")
    assert not phone.hears


@pytest.mark.parametrize(("uri", "seconds"), [("digits:123", 2.49), ("number:4", 0.83)])
async def test_spoken_digits_have_a_length(
    simulator: Simulator, ari: Ari, clock: FakeClock, uri: str, seconds: float
) -> None:
    await answered(simulator, ari, "a")
    await ari.post("/channels/a/play/p", media=uri)
    await clock.advance(seconds - 0.01)
    assert "PlaybackFinished(p done)" not in await ari.told()
    await clock.advance(0.02)
    assert await ari.told() == ["PlaybackFinished(p done)"]


async def test_a_hang_up_fails_what_plays_and_what_waits(
    simulator: Simulator, ari: Ari, clip: Clip
) -> None:
    await answered(simulator, ari, "a")
    for name in ("p", "q"):
        await ari.post(f"/channels/a/play/{name}", media=f"sound:{clip('x', 1)}")
    await ari.told()
    await ari.delete("/channels/a")
    assert await ari.told() == [
        "ChannelHangupRequest(32, soft)",
        "PlaybackFinished(p failed)",
        "PlaybackStarted(q playing)",
        "PlaybackFinished(q failed)",
        "StasisEnd",
        "ChannelDestroyed(16)",
    ]
    assert simulator.live().is_nothing


async def test_joining_a_bridge_waits_for_what_plays(
    simulator: Simulator, ari: Ari, clock: FakeClock
) -> None:
    await answered(simulator, ari, "a")
    await bridge(ari, "b")
    await ari.post("/channels/a/play/p", media="tone:ring")
    joining = asyncio.create_task(
        ari.ask("POST", "/ari/bridges/b/addChannel", channel="a")
    )
    await ari.told()
    assert not joining.done()
    await ari.delete("/playbacks/p")
    assert (await joining).status == 204
    assert await ari.told() == ["PlaybackFinished(p done)", "ChannelEnteredBridge"]


async def test_leaving_a_bridge_waits_too_and_a_hang_up_ends_the_waiting(
    simulator: Simulator, ari: Ari
) -> None:
    await talk(simulator, ari)
    await ari.post("/channels/a/play/p", media="tone:ring")
    leaving = asyncio.create_task(
        ari.ask("POST", "/ari/bridges/talk/removeChannel", channel="a")
    )
    await ari.told()
    assert not leaving.done()
    await ari.delete("/channels/a")
    assert (await leaving).status == 204


async def test_a_pause_keeps_what_is_left(
    simulator: Simulator, ari: Ari, clock: FakeClock, clip: Clip
) -> None:
    phone = await answered(simulator, ari, "a")
    await ari.post("/channels/a/play/p", media=f"sound:{clip('x', 10)}")
    await clock.advance(4)
    await ari.post("/playbacks/p/control", operation="pause")
    assert (await ari.get("/playbacks/p"))["state"] == "paused"
    assert not phone.hears
    await clock.advance(60)
    await ari.post("/playbacks/p/control", operation="unpause")
    await ari.told()
    await clock.advance(5.9)
    assert await ari.told() == []
    await clock.advance(0.1)
    assert await ari.told() == ["PlaybackFinished(p done)"]


@pytest.mark.parametrize(
    ("operation", "left_s"), [("forward", 3), ("reverse", 9), ("restart", 10)]
)
async def test_a_seek_moves_the_end(
    simulator: Simulator,
    ari: Ari,
    clock: FakeClock,
    clip: Clip,
    operation: str,
    left_s: float,
) -> None:
    await answered(simulator, ari, "a")
    await ari.post("/channels/a/play/p", media=f"sound:{clip('x', 10)}")
    await clock.advance(4)
    await ari.post("/playbacks/p/control", operation=operation)
    await ari.told()
    await clock.advance(left_s - 0.1)
    assert await ari.told() == []
    await clock.advance(0.1)
    assert await ari.told() == ["PlaybackFinished(p done)"]


async def test_a_tone_can_be_paused_but_not_moved(
    simulator: Simulator, ari: Ari
) -> None:
    phone = await answered(simulator, ari, "a")
    await ari.post("/channels/a/play/p", media="tone:ring")
    for operation in ("forward", "pause", "unpause"):
        await ari.post("/playbacks/p/control", operation=operation)
    assert phone.hears == {("tone", "ring")}


@pytest.mark.parametrize(
    ("operation", "status"),
    [("", 400), ("x", 400), ("unpause", 409), ("restart", 204)],
)
async def test_operations_fit_the_state(
    simulator: Simulator, ari: Ari, operation: str, status: int
) -> None:
    await answered(simulator, ari, "a")
    await ari.post("/channels/a/play/p", media="tone:ring")
    path = "/ari/playbacks/p/control"
    assert (await ari.ask("POST", path, operation=operation)).status == status
    await ari.post("/playbacks/p/control", operation="pause")
    assert (await ari.ask("POST", path, operation="restart")).status == 409


async def test_bridge_plays_one_after_another(
    simulator: Simulator, ari: Ari, clock: FakeClock, clip: Clip
) -> None:
    await talk(simulator, ari)
    for name in ("p", "q"):
        await ari.post(f"/bridges/talk/play/{name}", media=f"sound:{clip('x', 1)}")
    await clock.advance(2)
    assert await ari.told() == [
        "PlaybackStarted(p playing)",
        "PlaybackFinished(p done)",
        "PlaybackStarted(q playing)",
        "PlaybackFinished(q done)",
    ]


async def test_nobody_is_told_of_playing_to_a_bridge_that_was_always_empty(
    ari: Ari, clip: Clip
) -> None:
    await bridge(ari, "b")
    await ari.post("/bridges/b/play/p", media=f"sound:{clip('x', 1)}")
    assert await ari.told() == []


async def test_a_bridge_that_is_deleted_stops_its_playback(
    simulator: Simulator, ari: Ari
) -> None:
    await talk(simulator, ari)
    await ari.post("/bridges/talk/play/p", media="tone:ring")
    await ari.delete("/bridges/talk")
    assert simulator.live().playbacks == ()


async def test_joining_a_bridge_that_was_deleted_meanwhile_is_nothing(
    simulator: Simulator, ari: Ari
) -> None:
    await answered(simulator, ari, "a")
    await bridge(ari, "b")
    await ari.post("/channels/a/play/p", media="tone:ring")
    joining = asyncio.create_task(
        ari.ask("POST", "/ari/bridges/b/addChannel", channel="a")
    )
    await ari.told()
    await ari.delete("/bridges/b")
    await ari.delete("/playbacks/p")
    assert (await joining).status == 204
    assert simulator.network.channels["a"].bridge is None


async def test_answering_waits_for_an_early_prompt(
    simulator: Simulator, ari: Ari
) -> None:
    caller = await simulator.call("12025550143", "12025550100")
    channel = simulator.live().channels[0]
    await ari.post(f"/channels/{channel}/progress")
    await ari.post(f"/channels/{channel}/play/p", media="tone:ring")
    answering = asyncio.create_task(ari.ask("POST", f"/ari/channels/{channel}/answer"))
    await ari.settle()
    assert not answering.done()
    await ari.delete("/playbacks/p")
    assert (await answering).status == 204
    assert caller.state == "talking"


async def test_what_answers_at_once_waits_for_its_turn_all_the_same(
    simulator: Simulator, ari: Ari
) -> None:
    phone = await answered(simulator, ari, "a")
    await ari.post("/channels/a/play/p", media="tone:ring")
    await ari.post("/channels/a/mute", direction="both")
    await ari.post("/channels/a/moh")
    await ari.post("/channels/a/continue", context="fax", extension="receive")
    assert phone.hears == {("tone", "ring")}
    await ari.told()
    await ari.delete("/playbacks/p")
    assert not phone.hears
    assert await ari.told() == ["PlaybackFinished(p done)", "StasisEnd"]
