"""callapi.client against a whole server: errors, repeats, limits, events."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from callapi.client import (
    CallApi,
    Connection,
    DataApi,
    Event,
    NoAnswer,
    every,
    follow,
)
from callapi.client.errors import (
    AccessTokenInvalid,
    CallSessionNotFound,
    InvalidState,
    LimitExceeded,
)
from tests.api.cable import Cable
from tests.api.people import new_caller
from tests.api.world import CONTACT, OPERATOR, VIRTUAL, World
from tests.documents.published import schema_of
from tests.store.people import PASSWORD


class Forgetful:
    """A way to the server that loses the reply to the first requests."""

    def __init__(self, world: World, losses: int) -> None:
        self._port = int(world.app.url.rpartition(":")[2])
        self._losses = losses
        self.cable = Cable(self._connect)

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        if not self._losses:
            return reader, writer
        self._losses -= 1
        return _Lost(reader), writer


class _Lost(asyncio.StreamReader):
    """Ends where the reply would begin: by then the request has been answered."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        super().__init__()
        self._reader = reader

    async def read(self, n: int = -1) -> bytes:
        await self._reader.read(n)
        return b""


@pytest.fixture
async def forgetful(world: World) -> AsyncIterator[Forgetful]:
    way = Forgetful(world, losses=2)
    await way.cable.plug()
    yield way
    await way.cable.cut()


def connection(way: Forgetful, token: str) -> Connection:
    return Connection(f"http://127.0.0.1:{way.cable.port}", token, sleep=_at_once)


async def _at_once(_: float) -> None:
    await asyncio.sleep(0)


async def test_a_call_is_made_shown_and_ended(world: World, call_api: CallApi) -> None:
    started = await call_api.start_simple_call(
        first_call="operator",
        virtual_phone_number=VIRTUAL,
        contact=CONTACT,
        operator=OPERATOR,
        external_id="order-4711",
    )
    (shown,) = await call_api.list_calls()
    assert shown["call_session_id"] == started["call_session_id"]
    assert shown["external_id"] == "order-4711"
    assert await call_api.release_call(**started) == {"success": True}
    await world.ends(started["call_session_id"])


async def test_an_error_is_an_exception_of_its_own(
    world: World, call_api: CallApi
) -> None:
    with pytest.raises(CallSessionNotFound) as unknown:
        await call_api.release_call(call_session_id=1)
    error = unknown.value
    assert (error.mnemonic, error.code) == ("call_session_not_found", -32602)
    assert (error.field, error.value) == ("call_session_id", "1")
    assert error.limits is not None
    assert str(error) == (
        "call_session_not_found: Call session not found (call_session_id: 1)"
    )
    session_id = await world.talk()
    with pytest.raises(InvalidState) as wrong:
        await call_api.unhold_call(call_session_id=session_id)
    assert wrong.value.params["state"] == "TALK"


async def test_a_token_is_got_and_used(world: World) -> None:
    caller = await new_caller(world)
    async with Connection(world.app.url) as server:
        api = CallApi(server)
        got = await api.login_user(login=caller.login, password=PASSWORD)
        server.access_token = got["access_token"]
        assert await api.list_calls() == []
        await api.logout_user()
        with pytest.raises(AccessTokenInvalid):
            await api.list_calls()


async def test_rows_come_page_by_page(world: World, data_api: DataApi) -> None:
    page = await data_api.get_tags(limit=1, offset=1)
    assert (len(page), page.total_items > 1) == (1, True)
    rows = [row async for row in every(data_api.get_tags, fields=["id"])]
    assert len(rows) == page.total_items
    assert rows[1]["id"] == page[0]["id"]


async def test_a_start_whose_reply_is_lost_makes_one_call(
    world: World, forgetful: Forgetful
) -> None:
    async with connection(forgetful, world.keys.own) as server:
        started = await CallApi(server).start_simple_call(
            first_call="operator",
            virtual_phone_number=VIRTUAL,
            contact=CONTACT,
            operator=OPERATOR,
        )
    (shown,) = await world.calls()
    assert shown["call_session_id"] == started["call_session_id"]


async def test_what_only_reads_is_asked_again(
    world: World, forgetful: Forgetful
) -> None:
    async with connection(forgetful, world.keys.own) as server:
        assert await CallApi(server).list_calls() == []


async def test_what_changes_things_is_not_done_twice(
    world: World, forgetful: Forgetful
) -> None:
    async with connection(forgetful, world.keys.admin) as server:
        with pytest.raises(NoAnswer):
            await DataApi(server).create_tags(name="Once")
    rows = await world.data("get.tags")
    assert [it["name"] for it in rows].count("Once") == 1


async def test_who_is_not_there_is_tried_until_patience_ends(world: World) -> None:
    waits: list[float] = []

    async def note(seconds: float) -> None:
        waits.append(seconds)

    async with Connection("http://127.0.0.1:9", "k", patience_s=20, sleep=note) as none:
        with pytest.raises(NoAnswer, match=r"127\.0\.0\.1:9"):
            await CallApi(none).release_call(call_session_id=1)
    assert 20 - 5 < sum(waits) <= 20
    assert waits[0] < 0.3
    assert max(waits) <= 5


async def test_points_that_have_run_out_are_waited_for(world: World) -> None:
    caller = await new_caller(world, account={"points_per_minute": 2})
    waits: list[float] = []

    async def wait(seconds: float) -> None:
        waits.append(seconds)
        await world.clock.advance(seconds)

    async with Connection(world.app.url, caller.key, sleep=wait) as server:
        api = CallApi(server)
        for left in (1, 0, 1):
            await api.list_calls()
            assert server.limits is not None
            assert server.limits.minute_remaining == left
    assert len(waits) == 1
    assert 0 < waits[0] <= 60


async def test_a_day_is_too_long_to_wait_for(world: World) -> None:
    caller = await new_caller(world, account={"points_per_day": 1})
    async with Connection(world.app.url, caller.key, patience_s=0) as server:
        await CallApi(server).list_calls()
        with pytest.raises(LimitExceeded) as raised:
            await CallApi(server).list_calls()
    assert raised.value.params == {"limit_type": "day", "limit_max_value": 1}


async def test_what_is_no_such_server_is_told(world: World) -> None:
    async with Connection(f"{world.app.url}/elsewhere", "k") as server:
        with pytest.raises(NoAnswer, match=r"/elsewhere/v4\.0: HTTP 404"):
            await CallApi(server).release_call(call_session_id=1)
        with pytest.raises(NoAnswer, match="HTTP 404"):
            await anext(follow(server))


async def test_events_go_on_where_they_broke_off(world: World) -> None:
    """Every event once, in order, whatever happens to the connection."""
    way = Forgetful(world, losses=0)
    await way.cable.plug()
    session_id = await world.talk()
    told: list[Event] = []
    url = f"http://127.0.0.1:{way.cable.port}"
    async with (
        Connection(url, world.keys.own) as server,
        aclosing(follow(server, 0)) as events,
    ):
        async for event in events:
            told.append(event)
            if event.data.get("call_session_id") != session_id:
                continue
            if event.name == "talk_started":
                await way.cable.cut()
                await world.ok("release.call", call_session_id=session_id)
                await world.ends(session_id)
                await way.cable.plug()
            if event.name == "call_session_finished":
                break
    await way.cable.cut()
    ids = [event.id for event in told if event.id is not None]
    assert ids == sorted(set(ids))
    own = [it for it in told if it.data.get("call_session_id") == session_id]
    assert [it.data["event_seq"] for it in own] == [*range(1, len(own) + 1)]
    assert {"talk_started", "leg_finished"} <= {it.name for it in own}
    async with world.http.get(f"{world.app.url}/asyncapi.json") as answer:
        document = await answer.json()
    for event in told:
        payload = document["components"]["messages"][event.name]["payload"]
        wrong = [*schema_of(document, payload).iter_errors(event.data)]
        assert wrong == [], event.name


async def test_events_are_for_who_may_have_them(world: World) -> None:
    async with Connection(world.app.url, "nobody's") as server:
        with pytest.raises(AccessTokenInvalid):
            await anext(follow(server))
