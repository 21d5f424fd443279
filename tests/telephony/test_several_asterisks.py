"""Two Asterisks under one callapi: calls are spread, and one lost loses only its own.

Both are this file's own, so that they can be killed; every telephone can be called by
either.
"""

import asyncio
import secrets
import socket
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from callapi.embedded import Servers
from tests.conftest import Administrator
from tests.telephony.asterisk import Asterisk, free_port
from tests.telephony.carrier import Carrier
from tests.telephony.conftest import cleanly, office_database, open_phones
from tests.telephony.office import (
    CONTACT_HZ,
    SECOND_HZ,
    VIRTUAL,
    Call,
    Office,
    open_office,
)
from tests.telephony.phone import answer
from tests.telephony.phones import Phones
from tests.telephony.talk import Talk, talk

pytestmark = pytest.mark.timeout(120)  # the first test may have to install Asterisk

LINE, CONTACT = "0486173", "12025550143"
BURST = 6
GIVEN_UP_S = 35.0  # callapi hopes for 25 seconds that an Asterisk comes back
CONNECTED_S = 12.0  # it looks for one every 5 seconds


@dataclass(frozen=True)
class Scene:
    office: Office
    asterisks: tuple[Asterisk, Asterisk]
    phones: Phones

    async def talk(self, place: int) -> Talk:
        return await talk(self.office, self.phones, place)

    async def asterisk_of(self, it: Talk) -> Asterisk:
        name = (await it.call.stored()).switch
        return next(a for a in self.asterisks if name == f"127.0.0.1:{a.ari_port}")

    async def spread(self, calls: Sequence[Call]) -> list[int]:
        """How many each Asterisk has."""
        names = Counter([(await call.stored()).switch for call in calls])
        return [names[f"127.0.0.1:{it.ari_port}"] for it in self.asterisks]

    async def is_served_again(self, asterisk: Asterisk) -> None:
        await asterisk.start_again()
        look = partial(is_listened_to, asterisk)
        await self.office.server.comes_to(True, look, CONNECTED_S)


async def is_listened_to(asterisk: Asterisk) -> bool:
    """callapi has its event socket there."""
    async with asterisk.ari() as ari, ari.get("applications/callapi") as reply:
        return reply.status == 200


@pytest.fixture(scope="module")
async def opened(
    servers: Servers,
    administrator: Administrator,
    running_asterisk: Asterisk,  # has been installed by now
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Scene]:
    make, password = tmp_path_factory.mktemp, secrets.token_urlsafe(12)
    async with (
        office_database(servers, administrator) as url,
        mortal(make("first"), password) as first,
        mortal(make("second"), password) as second,
        open_phones(first, make("phones")) as phones,
        also_behind(second, phones.carrier),
        open_office(
            make("office"),
            {
                "CALLAPI_ARI_URL": ",".join(
                    f"http://127.0.0.1:{it.ari_port}" for it in (first, second)
                ),
                "CALLAPI_ARI_PASSWORD": password,
                "CALLAPI_ADMIN_PORT": str(free_port(socket.SOCK_STREAM)),
                "CALLAPI_DATABASE_URL": url,
                "CALLAPI_REDIS_URL": servers.redis_url,
            },
        ) as office,
    ):
        yield Scene(office, (first, second), phones)


@asynccontextmanager
async def mortal(folder: Path, password: str) -> AsyncIterator[Asterisk]:
    asterisk = await Asterisk.start(folder, {}, password)
    try:
        yield asterisk
    finally:
        await asterisk.stop()


@asynccontextmanager
async def also_behind(asterisk: Asterisk, carrier: Carrier) -> AsyncIterator[None]:
    """The telephones of a carrier behind the trunk of one more Asterisk."""
    other = await Carrier.open(asterisk.trunk_port, asterisk.sip_port)
    other.ports, other.nobody = carrier.ports, carrier.nobody
    try:
        yield
    finally:
        other.close()


@pytest.fixture
async def scene(opened: Scene) -> AsyncIterator[Scene]:
    await opened.phones.begin()
    yield opened
    await opened.office.leave()


async def test_calls_are_spread_by_load(scene: Scene) -> None:
    first, second = scene.asterisks
    async with cleanly(first), cleanly(second):
        talks = [await scene.talk(place) for place in range(4)]
        assert await scene.spread([it.call for it in talks]) == [2, 2]
        await asyncio.gather(*(it.both_hear() for it in talks))
        emptied = await scene.asterisk_of(talks[0])
        here = [it for it in talks if await scene.asterisk_of(it) is emptied]
        await are_released(here)
        replacing = [await scene.talk(place) for place in (4, 5)]
        assert [await scene.asterisk_of(it) for it in replacing] == [emptied] * 2
        await are_released([*replacing, *(it for it in talks if it not in here)])


async def test_a_burst_is_spread_too(scene: Scene) -> None:
    first, second = scene.asterisks
    async with cleanly(first), cleanly(second):
        numbers = [(f"120255504{n:02d}", f"120255505{n:02d}") for n in range(BURST)]
        phones = [
            await scene.phones.outside(number, answer())
            for pair in numbers
            for number in pair
        ]
        calls = await asyncio.gather(*(scene.office.call(*pair) for pair in numbers))
        assert await scene.spread(calls) == [BURST // 2, BURST // 2]
        await asyncio.gather(*(phone.answered() for phone in phones))
        await asyncio.gather(*(call.ask("release.call") for call in calls))
        await asyncio.gather(*(phone.ended() for phone in phones))
        await asyncio.gather(*(call.is_over() for call in calls))


async def test_a_line_is_called_where_its_telephone_is(scene: Scene) -> None:
    """It has registered with the first alone."""
    first, second = scene.asterisks
    pool, phones = scene.office.pool, scene.phones
    password = await pool.fetchval(
        "select password from sip_lines where number = $1", LINE
    )
    async with cleanly(first), cleanly(second):
        await phones.line(LINE, password)
        registered = "select is_registered from sip_lines where number = $1"
        look = partial(pool.fetchval, registered, LINE)
        await scene.office.server.comes_to(True, look)
        for _ in range(3):
            operator = await phones.line(LINE, password, answer(), hertz=SECOND_HZ)
            contact = await phones.outside(CONTACT, answer(), hertz=CONTACT_HZ)
            call = await scene.office.call(CONTACT, LINE)
            await call.talks(LINE, CONTACT)
            it = Talk(scene.office, phones, call, contact, operator, "")
            assert await scene.asterisk_of(it) is first
            await it.both_hear()
            await it.is_released(contact, operator)


async def test_a_killed_asterisk_takes_only_its_own_calls(scene: Scene) -> None:
    talks = [await scene.talk(place) for place in range(4)]
    lost = await scene.asterisk_of(talks[0])
    dead = [it for it in talks if await scene.asterisk_of(it) is lost]
    alive = [it for it in talks if it not in dead]
    assert len(alive) == len(dead) == 2
    await lost.is_killed()
    await asyncio.gather(*(it.both_hear() for it in alive))
    begun = [await scene.talk(place) for place in (4, 5)]
    assert lost not in [await scene.asterisk_of(it) for it in begun]
    await asyncio.gather(*(it.call.is_over(GIVEN_UP_S) for it in dead))
    await asyncio.gather(*(it.call.finishes("internal_error") for it in dead))
    await are_hung_up(dead)
    await asyncio.gather(*(it.both_hear() for it in (*alive, *begun)))
    await alive[0].contact.presses("5")
    await alive[0].operator.receives("5")

    await scene.is_served_again(lost)
    back = await scene.talk(6)
    assert await scene.asterisk_of(back) is lost
    await back.both_hear()
    await are_released([*alive, *begun, back])


async def test_without_any_asterisk_nothing_begins_and_nothing_is_paid(
    scene: Scene,
) -> None:
    left = await points_left(scene)
    await asyncio.gather(*(asterisk.is_killed() for asterisk in scene.asterisks))
    await scene.office.server.comes_to("down", partial(switch_health, scene))
    assert await refusal(scene) == "internal_error"
    assert await points_left(scene) == left - 1  # of the question itself
    assert await scene.office.server.calls() == []

    await asyncio.gather(*(scene.is_served_again(it) for it in scene.asterisks))
    first, second = scene.asterisks
    async with cleanly(first), cleanly(second):
        talks = [await scene.talk(place) for place in (1, 2)]
        assert await scene.spread([it.call for it in talks]) == [1, 1]
        await asyncio.gather(*(it.both_hear() for it in talks))
        await are_released(talks)


async def are_released(talks: Sequence[Talk]) -> None:
    await asyncio.gather(*(it.is_released(it.contact, it.operator) for it in talks))


async def are_hung_up(talks: Sequence[Talk]) -> None:
    """By people who hear nothing any more."""
    for phone in (phone for it in talks for phone in (it.contact, it.operator)):
        await phone.hangs_up()
        await phone.ended()


async def switch_health(scene: Scene) -> str:
    """Whether callapi sees any Asterisk."""
    server = scene.office.server
    port = server.environment["CALLAPI_ADMIN_PORT"]
    async with server.http.get(f"http://127.0.0.1:{port}/health") as answer:
        body = await answer.json()
    return str(body["parts"]["switch"])


async def points_left(scene: Scene) -> int:
    answer = await reply(scene, "list.calls")
    left: int = answer["result"]["metadata"]["limits"]["day_remaining"]
    return left


async def refusal(scene: Scene) -> str:
    """What the start of a call is answered."""
    answer = await reply(
        scene,
        "start.simple_call",
        first_call="operator",
        virtual_phone_number=VIRTUAL,
        contact="12025550400",
        operator="12025550500",
    )
    return str(answer["error"]["data"]["mnemonic"]) if "error" in answer else "begun"


async def reply(scene: Scene, method: str, **params: object) -> dict[str, Any]:
    server = scene.office.server
    params |= {"access_token": server.key}
    call = {"jsonrpc": "2.0", "id": "1", "method": method, "params": params}
    async with server.http.post("v4.0", json=call) as answer:
        body: dict[str, Any] = await answer.json()
    return body
