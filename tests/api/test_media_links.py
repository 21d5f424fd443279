"""Recordings over HTTP: signed links that end, parts of a file, and nothing else."""

import io
from dataclasses import dataclass

import aiohttp
import numpy as np
import pytest
import soundfile

from callapi.embedded import Servers
from callapi.media.links import (
    Links,
    file_path,
    talk_path,
    voice_mail_path,
    wav_path,
    whole_path,
)
from callapi.store import recordings
from tests.api.data.reported import call
from tests.api.recording import record
from tests.api.wire import ask, connected
from tests.api.world import World
from tests.api.worlds import other_world
from tests.conftest import Administrator, Filled

DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Kept:
    """A call that was recorded twice."""

    world: World
    links: Links
    id: int
    first: str
    second: str

    async def get(
        self, link: str, method: str = "GET", **headers: str
    ) -> tuple[aiohttp.ClientResponse, bytes]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.world.http.request(method, link, headers=named) as answer:
            return answer, await answer.read()

    async def status(self, link: str, method: str = "GET", **headers: str) -> int:
        answer, _ = await self.get(link, method, **headers)
        return answer.status

    @property
    def wav(self) -> str:
        return self.links.sign(wav_path(self.id, self.first))


@pytest.fixture(scope="module")
async def kept(world: World) -> Kept:
    return await recorded_twice(world)


async def recorded_twice(world: World) -> Kept:
    session_id = await world.talk()
    for seconds in (2, 1):
        await record(world, session_id, seconds)
    talks = await recordings.list_talks(world.pool, session_id)
    secret = await recordings.find_secret(world.pool, "links")
    links = Links(secret, DAY_S, world.clock)
    links.base_url = world.app.url
    first, second = (public_id for _, public_id in talks)
    return Kept(world, links, session_id, first, second)


# --- what is there


async def test_wav_is_the_file_that_was_kept(kept: Kept) -> None:
    answer, body = await kept.get(kept.wav)
    assert (answer.status, answer.content_type) == (200, "audio/wav")
    assert answer.headers["Server"] == "callapi"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.content_length == len(body)
    sound = soundfile.info(io.BytesIO(body))
    assert (sound.format, sound.channels, sound.duration) == ("WAV", 2, 2.0)


@pytest.mark.parametrize("slash", ["", "/"])
async def test_mp3_is_made_of_it(kept: Kept, slash: str) -> None:
    path = talk_path(kept.id, kept.first)
    link = kept.links.sign(path).replace(f"{path}?", f"{path[:-1]}{slash}?")
    answer, body = await kept.get(link)
    assert (answer.status, answer.content_type) == (200, "audio/mpeg")
    sound = soundfile.info(io.BytesIO(body))
    assert (sound.format, sound.channels) == ("MP3", 2)
    assert sound.duration == pytest.approx(2.0, abs=0.3)


async def test_whole_call_is_all_of_its_recordings(kept: Kept) -> None:
    link = kept.links.sign(whole_path(kept.id, kept.first))
    answer, body = await kept.get(link)
    assert answer.content_type == "audio/mpeg"
    sound = soundfile.info(io.BytesIO(body))
    assert sound.duration == pytest.approx(3.0, abs=0.3)
    assert await kept.status(kept.links.sign(whole_path(kept.id, kept.second))) == 404


async def test_media_file(kept: Kept) -> None:
    row = await kept.world.pool.fetchrow(
        "select id, checksum from media_files where name = 'tone' order by id limit 1"
    )
    assert row is not None
    link = kept.links.sign(file_path(row["id"], row["checksum"]))
    answer, body = await kept.get(link)
    assert answer.status == 200
    assert soundfile.info(io.BytesIO(body)).format == "WAV"
    wrong = kept.links.sign(file_path(row["id"], "0" * 64))
    assert await kept.status(wrong) == 404


async def test_recording_that_has_vanished_is_not_found(kept: Kept) -> None:
    await kept.world.pool.execute(
        "insert into voicemails (account_id, session_id, name, duration_s, public_id,"
        " started_at) select account_id, id, 'vm-1-1', 1, repeat('a', 32), started_at"
        " from call_sessions where id = $1",
        kept.id,
    )
    for path in (wav_path, voice_mail_path):
        assert await kept.status(kept.links.sign(path(kept.id, "a" * 32))) == 404


async def test_voicemail_is_mp3_by_its_own_path(kept: Kept) -> None:
    account_id = (await kept.world.session(kept.id)).account_id
    directory = kept.world.data_dir / "recordings" / str(account_id)
    soundfile.write(directory / "vm-2-1.wav", np.zeros(8000, np.int16), 8000)
    await kept.world.pool.execute(
        "insert into voicemails (account_id, session_id, name, duration_s, public_id,"
        " started_at) select account_id, id, 'vm-2-1', 1, repeat('c', 32), started_at"
        " from call_sessions where id = $1",
        kept.id,
    )
    answer, body = await kept.get(kept.links.sign(voice_mail_path(kept.id, "c" * 32)))
    assert answer.content_type == "audio/mpeg"
    assert soundfile.info(io.BytesIO(body)).channels == 1
    assert await kept.status(kept.links.sign(talk_path(kept.id, "c" * 32))) == 404
    told = await call(
        kept.world,
        kept.id,
        *("voice_mail_records", "call_records"),
        include_ongoing_calls=True,
    )
    assert told["voice_mail_records"][-1] == "c" * 32
    assert told["call_records"] == [kept.first, kept.second]


# --- parts


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=10-19", 10, 19),
        ("bytes=100-", 100, None),
        ("bytes=-5", -5, None),
        ("bytes=0-99999999999", 0, None),
        ("bytes=-99999999999", 0, None),
    ],
)
async def test_part_of_a_file(
    kept: Kept, asked: str, first: int, last: int | None
) -> None:
    _, whole = await kept.get(kept.wav)
    answer, part = await kept.get(kept.wav, Range=asked)
    first = first if first >= 0 else len(whole) + first
    last = len(whole) - 1 if last is None else last
    assert answer.status == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"
    assert answer.content_length == last - first + 1
    assert part == whole[first : last + 1]


@pytest.mark.parametrize(
    "asked", ["bytes=5-1", "bytes=0-1,4-5", "lines=1-2", "bytes=", "bytes=a-b", "0-5"]
)
async def test_what_is_no_single_range_gets_the_whole(kept: Kept, asked: str) -> None:
    _, whole = await kept.get(kept.wav)
    answer, body = await kept.get(kept.wav, Range=asked)
    assert (answer.status, body) == (200, whole)
    assert "Content-Range" not in answer.headers


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
async def test_range_behind_the_end(kept: Kept, asked: str) -> None:
    _, whole = await kept.get(kept.wav)
    answer, _ = await kept.get(kept.wav, Range=asked)
    assert answer.status == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(whole)}"


async def test_part_only_of_the_same_file(kept: Kept) -> None:
    answer, whole = await kept.get(kept.wav)
    for header in ("ETag", "Last-Modified"):
        same = answer.headers[header]
        status = await kept.status(kept.wav, Range="bytes=1-2", If_Range=same)
        assert status == 206
    for other in ('"other"', "Sat, 01 Jan 2000 00:00:00 GMT", "rubbish"):
        got, body = await kept.get(kept.wav, Range="bytes=1-2", If_Range=other)
        assert (got.status, body) == (200, whole)


async def test_client_that_has_it_is_not_sent_it(kept: Kept) -> None:
    answer, _ = await kept.get(kept.wav)
    tag, at = answer.headers["ETag"], answer.headers["Last-Modified"]
    for known in (tag, f'"x", W/{tag}', "*"):
        got, body = await kept.get(kept.wav, If_None_Match=known)
        assert (got.status, body) == (304, b"")
        assert got.headers["ETag"] == tag
    assert await kept.status(kept.wav, If_Modified_Since=at) == 304
    assert await kept.status(kept.wav, If_None_Match='"x"', If_Modified_Since=at) == 200
    for unknown in ("Sat, 01 Jan 2000 00:00:00 GMT", "rubbish"):
        assert await kept.status(kept.wav, If_Modified_Since=unknown) == 200


async def test_head_tells_of_the_file_and_sends_nothing(kept: Kept) -> None:
    link = kept.wav
    path = link.removeprefix(kept.world.app.url)
    _, whole = await kept.get(link)
    async with connected(kept.world.app.url) as line:
        line.send(
            f"HEAD {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()
        )
        head, _, body = (await line.reader.read()).decode().partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 200 ")
    assert f"Content-Length: {len(whole)}\r\n" in f"{head}\r\n"
    assert body == ""
    assert await kept.status(link, "HEAD", Range="bytes=0-1") == 200


# --- who may have it


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
async def test_only_get_and_head(kept: Kept, method: str) -> None:
    answer, _ = await kept.get(kept.wav, method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert answer.headers["Server"] == "callapi"


async def test_link_that_was_changed_is_unknown(kept: Kept) -> None:
    link = kept.wav
    signature = link[-64:]
    later = link.replace("expires=", "expires=1")
    for wrong in (
        link[:-1] + ("0" if link[-1] != "0" else "1"),
        link.replace(signature, ""),
        link.partition("&")[0],
        link.partition("?")[0],
        link.replace("/wav/", "/talk/"),
        link.replace(kept.first, kept.second),
        later,
        link.replace("expires=", "expires=-"),
        link.replace(signature, "é" * 32),
    ):
        answer, body = await kept.get(wrong)
        assert (answer.status, body) == (404, b"not found\n"), wrong
        assert answer.headers["Cache-Control"] == "no-store"


async def test_link_of_another_installation_is_unknown(kept: Kept) -> None:
    other = Links(b"another", DAY_S, kept.world.clock)
    other.base_url = kept.world.app.url
    assert await kept.status(other.sign(wav_path(kept.id, kept.first))) == 404


async def test_link_ends(kept: Kept) -> None:
    short = Links(
        await recordings.find_secret(kept.world.pool, "links"), 60, kept.world.clock
    )
    short.base_url = kept.world.app.url
    link = short.sign(wav_path(kept.id, kept.first))
    assert await kept.status(link) == 200
    await kept.world.clock.advance(61)
    answer, body = await kept.get(link)
    assert (answer.status, body) == (410, b"this link has expired\n")


@pytest.mark.parametrize(
    "path",
    [
        "/system/media/",
        "/system/media/talk/",
        "/system/media/talk/1/",
        "/system/media/talk/../../etc/passwd",
        "/system/media/talk/%2e%2e/%2e%2e/",
        "/system/media/talk/0/" + "a" * 32,
        "/system/media/talk/1/" + "A" * 32,
        "/system/media/other/1/" + "a" * 32,
        "/system/media/talk/99999999999999999999/" + "a" * 32,
        "/1000001/" + "a" * 32,
    ],
)
async def test_nothing_else_is_there(kept: Kept, path: str) -> None:
    """Neither is a directory, nor a file that only looks like one of ours."""
    url = kept.world.app.url
    answer = await ask(url, f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert answer.status == 404


async def test_signed_path_of_nothing(kept: Kept) -> None:
    for path in (talk_path, wav_path, voice_mail_path, whole_path):
        assert await kept.status(kept.links.sign(path(kept.id, "b" * 32))) == 404
    foreign = wav_path(kept.id + 1, kept.first)
    assert await kept.status(kept.links.sign(foreign)) == 404


async def test_token_does_instead_of_a_signature(kept: Kept) -> None:
    """Only the ids stand in a report; an administrator may fetch what they name."""
    keys = kept.world.keys
    url = f"{kept.world.app.url}{talk_path(kept.id, kept.first)}"
    assert await kept.status(f"{url}?access_token={keys.admin}") == 200
    for token in (keys.foreign_admin, keys.own, keys.admin[:-1], ""):
        assert await kept.status(f"{url}?access_token={token}") == 404


async def test_the_token_may_stand_in_a_header(kept: Kept) -> None:
    keys = kept.world.keys
    url = f"{kept.world.app.url}{talk_path(kept.id, kept.first)}"
    assert await kept.status(url, Authorization=f"Bearer {keys.admin}") == 200
    for header in (f"Bearer {keys.foreign_admin}", f"Basic {keys.admin}", "Bearer "):
        assert await kept.status(url, Authorization=header) == 404


async def test_link_needs_a_token_too_where_that_is_set(
    servers: Servers, administrator: Administrator, filled: Filled
) -> None:
    async with other_world(
        servers, administrator, filled, media_requires_token=True
    ) as world:
        it = await recorded_twice(world)
        assert await it.status(it.wav) == 404
        assert await it.status(f"{it.wav}&access_token={world.keys.admin}") == 200
        foreign = f"{it.wav}&access_token={world.keys.foreign_admin}"
        assert await it.status(foreign) == 404
        await world.clear()


async def test_links_are_for_tls_where_that_is_needed(
    servers: Servers, administrator: Administrator, filled: Filled
) -> None:
    async with other_world(
        servers,
        administrator,
        filled,
        require_tls=True,
        trusted_proxies="127.0.0.1",
    ) as world:
        url = f"{world.app.url}/system/media/talk/1/{'a' * 32}/"
        async with world.http.get(url) as answer:
            assert answer.status == 403
        proxied = {"X-Forwarded-Proto": "https"}
        async with world.http.get(url, headers=proxied) as answer:
            assert answer.status == 404


async def test_recording_past_its_time_is_not_found(kept: Kept) -> None:
    await kept.world.clock.leap(90 * DAY_S)
    assert await kept.status(kept.wav) == 404
