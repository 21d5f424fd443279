"""Media files (Data API spec 2.12)."""

import base64
import io
from typing import Any

import numpy as np
import orjson
import pytest

from tests.api.data.expect import tells, where
from tests.api.starts import usual_params
from tests.api.world import DATA_API, World
from tests.media.uploads import RATE, encode, upload, wave

JSON = "application/json"
CREATE, UPDATE, DELETE = (
    "create.media_files",
    "update.media_files",
    "delete.media_files",
)


def content(data: bytes | None = None) -> str:
    return base64.b64encode(data or upload("wav", seconds=1.2)).decode()


async def shown(world: World, file: dict[str, Any]) -> Any:
    (row,) = await world.data("get.media_files", filter=where("id", file["id"]))
    return row


async def new_file(world: World, name: str, **params: Any) -> Any:
    return await world.data(CREATE, **{"name": name, "content": content(), **params})


async def test_a_file_is_made_renamed_and_removed(world: World) -> None:
    made = await new_file(world, " greeting.wav ")
    assert made["duration"] == 2  # begun seconds count
    row = await shown(world, made)
    link = row.pop("play_link")
    assert link.startswith(f"/system/media/file/{made['id']}/")
    assert len(link.rpartition("/")[2]) == 32
    assert row == {
        **made,
        "name": "greeting.wav",
        "normalization": True,
        "type": "user",
        "mnemonic": None,
    }
    paths = [
        world.data_dir / "media" / f"{made['id']}{it}" for it in (".wav", ".wav16")
    ]
    assert sum(path.stat().st_size for path in paths) == made["size"]
    assert await world.data(UPDATE, id=made["id"], name="hello.wav") == {}
    assert (await shown(world, made))["name"] == "hello.wav"
    assert await world.data(DELETE, id=made["id"]) == {}
    assert not any(path.exists() for path in paths)
    error = await world.data_fails(DELETE, id=made["id"])
    tells(error, "entity_not_found", "id", made["id"])


async def test_a_new_file_can_be_played_at_once(world: World) -> None:
    made = await new_file(world, "spoken.mp3", content=content(upload("mp3")))
    params = {
        **await usual_params(world, "start.informer_call"),
        "contact_message": {"type": "media", "value": str(made["id"])},
    }
    started = await world.ok("start.informer_call", **params)
    await world.session(started["call_session_id"])
    await world.data(DELETE, id=made["id"])
    error = await world.fails("start.informer_call", **params)
    assert error["mnemonic"] == "media_file_not_found"


async def test_soft_recordings_are_levelled_unless_said_otherwise(
    world: World,
) -> None:
    soft = content(encode(wave(seconds=1.0) / 50, RATE, "WAV", "PCM_16"))
    loudness = []
    for name, normalization in (("a.wav", True), ("b.wav", False)):
        made = await new_file(world, name, content=soft, normalization=normalization)
        assert (await shown(world, made))["normalization"] is normalization
        path = world.data_dir / "media" / str(made["id"])
        sound = np.fromfile(path.with_suffix(".wav"), np.int16, offset=44)
        loudness.append(np.sqrt(np.mean((sound / 32767.0) ** 2)))
        await world.data(DELETE, id=made["id"])
    assert loudness[0] == pytest.approx(10 ** (-19 / 20), rel=0.05)
    assert loudness[1] == pytest.approx(0.5 / 50 / np.sqrt(2), rel=0.05)


@pytest.mark.parametrize("kind", ["wav", "wav_8_bit", "mp3"])
async def test_what_is_taken(world: World, kind: str) -> None:
    made = await new_file(world, "taken.mp3", content=content(upload(kind)))
    assert made["duration"] in (2, 3)
    await world.data(DELETE, id=made["id"])


@pytest.mark.parametrize(
    "kind", ["wav_float", "wav_ulaw", "wav_extensible", "flac", "vorbis", "opus"]
)
async def test_what_is_not_taken(world: World, kind: str) -> None:
    error = await world.data_fails(
        CREATE, name="other.wav", content=content(upload(kind))
    )
    tells(error, "invalid_parameter_value", "content")


async def test_a_text_is_spoken(world: World) -> None:
    text = "We are closed today."
    made = await world.data(CREATE, name="closed.wav", text=text)
    assert 1 <= made["duration"] <= 5
    row = await shown(world, made)
    assert (row["type"], row["size"]) == ("user", made["size"])
    paths = [
        world.data_dir / "media" / f"{made['id']}{it}" for it in (".wav", ".wav16")
    ]
    assert sum(path.stat().st_size for path in paths) == made["size"]
    await world.data(DELETE, id=made["id"])


async def test_a_text_is_no_longer_than_a_message(world: World) -> None:
    limit = (await world.data("getobj.limits"))["tts_message_length"]
    error = await world.data_fails(CREATE, name="long.wav", text="x" * (limit + 1))
    tells(error, "invalid_parameter_value", "text", "x" * (limit + 1))


async def test_a_sound_is_made_of_one_thing(world: World) -> None:
    error = await world.data_fails(
        CREATE, name="both.wav", text="Hello.", content=content()
    )
    tells(error, "invalid_parameters_combination", "text", "Hello.")
    error = await world.data_fails(CREATE, name="none.wav")
    tells(error, "required_parameter_missed", "content")


async def test_a_name_is_given_once_in_an_account(world: World) -> None:
    made = await new_file(world, "once.wav")
    other = await new_file(world, "other.wav")
    error = await world.data_fails(CREATE, name="once.wav", content=content())
    tells(error, "duplicate_entity", "name", "once.wav")
    error = await world.data_fails(UPDATE, id=other["id"], name="once.wav")
    tells(error, "duplicate_entity", "name", "once.wav")
    theirs = await world.data(
        CREATE, world.keys.foreign_admin, name="once.wav", content=content()
    )
    assert await world.data("get.media_files", filter=where("id", theirs["id"])) == []
    for method, more in ((UPDATE, {"name": "mine.wav"}), (DELETE, {})):
        error = await world.data_fails(method, id=theirs["id"], **more)
        tells(error, "entity_not_found", "id", theirs["id"])
    await world.data(DELETE, world.keys.foreign_admin, id=theirs["id"])
    for it in (made, other):
        await world.data(DELETE, id=it["id"])


async def test_files_are_counted_and_measured(world: World) -> None:
    use = (await world.data("getobj.limits"))["usage"]
    size = (await new_file(world, "first.wav"))["size"]
    again = (await world.data("getobj.limits"))["usage"]
    assert again["media_files"] == use["media_files"] + 1
    assert again["media_total_size"] == use["media_total_size"] + size
    stored = {it.name for it in (world.data_dir / "media").iterdir()}
    for limit in (
        {"max_media_files": again["media_files"]},
        {"max_media_total_size": again["media_total_size"] + size - 1},
    ):
        await world.data("update.limits", **limit)
        error = await world.data_fails(CREATE, name="second.wav", content=content())
        tells(error, "data_limit_exceeded", "content")
        await world.data("update.limits", **dict.fromkeys(limit))
    assert {it.name for it in (world.data_dir / "media").iterdir()} == stored
    await world.data(
        "update.limits", max_media_total_size=again["media_total_size"] + size
    )
    second = await new_file(world, "second.wav")
    await world.data(DELETE, **{"id": second["id"]})
    await world.data("update.limits", max_media_total_size=None)


async def test_files_of_the_system_stay(world: World) -> None:
    rows = await world.data("get.media_files", filter=where("type", "system"))
    titles = {row["mnemonic"]: row["name"] for row in rows}
    assert titles["dialing_music"] == "Forwarding Music"
    for method, more in ((UPDATE, {"name": "mine.wav"}), (DELETE, {})):
        error = await world.data_fails(method, id=rows[0]["id"], **more)
        tells(error, "forbidden", code=-32602)


async def test_a_file_in_use_stays(world: World) -> None:
    tone = await world.id_of("media_files", "tone")
    scenario = await world.id_of("scenarios", "Direct")
    error = await world.data_fails(DELETE, id=tone)
    tells(error, "dependency_error", "id", tone)
    assert error["params"]["used_by"] == [{"entity": "scenario", "id": scenario}]


@pytest.mark.parametrize(
    ("params", "mnemonic", "field"),
    [
        ({"name": "x.ogg"}, "invalid_parameter_value", "name"),
        ({"name": "x" * 252 + ".wav"}, "invalid_parameter_value", "name"),
        ({"name": None}, "required_parameter_missed", "name"),
        ({"content": ""}, "invalid_parameter_value", "content"),
        ({"content": "no base64"}, "invalid_parameter_value", "content"),
        ({"content": "\u0436" * 4}, "invalid_parameter_value", "content"),
        ({"content": "AAAA"}, "invalid_parameter_value", "content"),
        ({"content": content()[:-80]}, "invalid_parameter_value", "content"),
        ({"content": 5}, "data_type_error", "content"),
        ({"normalization": 1}, "data_type_error", "normalization"),
    ],
)
async def test_wrong_params(
    world: World, params: dict[str, Any], mnemonic: str, field: str
) -> None:
    good = {"name": "good.wav", "content": content()}
    error = await world.data_fails(CREATE, **{**good, **params})
    assert (error["mnemonic"], error["field"]) == (mnemonic, field)


async def test_too_much_is_refused_and_not_sent_back(world: World) -> None:
    long = b"RIFF" + bytes(10 * 2**20)
    params = {
        "access_token": world.keys.admin,
        "name": "long.wav",
        "content": content(long),
    }
    request = {"jsonrpc": "2.0", "id": 1, "method": CREATE, "params": params}
    url = f"{world.app.url}{DATA_API}"
    body, headers = io.BytesIO(orjson.dumps(request)), {"Content-Type": JSON}
    async with world.http.post(url, data=body, headers=headers) as answer:
        error = (await answer.json())["error"]["data"]
    assert (error["mnemonic"], error["field"]) == ("invalid_parameter_value", "content")
    assert error["value"] is None
