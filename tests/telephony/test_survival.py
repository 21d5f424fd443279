"""Things break under conversations on real telephones, and the conversations go on.

Asterisk and callapi are this file's own, so that they can be killed.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from callapi.embedded import Servers
from tests.api.cable import Cable
from tests.conftest import Administrator
from tests.telephony.asterisk import Asterisk
from tests.telephony.conftest import cleanly, office_database, open_phones
from tests.telephony.office import (
    COACH_HZ,
    CONTACT_HZ,
    HOLD_HZ,
    RATE,
    SECOND_HZ,
    THIRD_HZ,
    Office,
    open_office,
)
from tests.telephony.phone import Phone, answer
from tests.telephony.phones import Phones
from tests.telephony.recordings import channels, recording
from tests.telephony.sound import has_exactly
from tests.telephony.talk import Talk, talk

log = logging.getLogger(__name__)
pytestmark = pytest.mark.timeout(120)  # the first test may have to install Asterisk

CONTROL_S = 5.0
GHOSTS_S = 30.0
CONVERSATIONS = 20
COACH = "12025550188"


@dataclass(frozen=True)
class Scene:
    office: Office
    asterisk: Asterisk
    cable: Cable  # from callapi to Asterisk
    phones: Phones


@pytest.fixture(scope="module")
async def opened(
    servers: Servers,
    administrator: Administrator,
    running_asterisk: Asterisk,  # has been installed by now
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Scene]:
    make = tmp_path_factory.mktemp
    async with (
        office_database(servers, administrator) as url,
        mortal(make("mortal-asterisk")) as asterisk,
        plugged(asterisk) as cable,
        open_phones(asterisk, make("phones")) as phones,
        open_office(
            make("office"),
            asterisk.settings
            | {
                "CALLAPI_ARI_URL": f"http://127.0.0.1:{cable.port}",
                "CALLAPI_DATABASE_URL": url,
                "CALLAPI_REDIS_URL": servers.redis_url,
            },
        ) as office,
    ):
        yield Scene(office, asterisk, cable, phones)


@asynccontextmanager
async def mortal(folder: Path) -> AsyncIterator[Asterisk]:
    asterisk = await Asterisk.start(folder, {})
    try:
        yield asterisk
    finally:
        await asterisk.stop()


@asynccontextmanager
async def plugged(asterisk: Asterisk) -> AsyncIterator[Cable]:
    cable = Cable(partial(asyncio.open_connection, "127.0.0.1", asterisk.ari_port))
    await cable.plug()
    try:
        yield cable
    finally:
        await cable.cut()


@pytest.fixture
async def scene(opened: Scene) -> AsyncIterator[Scene]:
    await opened.phones.begin()
    yield opened
    await opened.office.leave()


async def test_a_lost_event_socket_comes_back(scene: Scene) -> None:
    async with cleanly(scene.asterisk):
        lasting = await talk(scene.office, scene.phones, 1)
        ending = await talk(scene.office, scene.phones, 2)
        await scene.cable.cut()
        await lasting.both_hear()
        await lasting.holds()  # what is asked meanwhile is done later
        await ending.contact.hangs_up()
        await ending.contact.ended()
        await scene.cable.plug()
        with within(CONTROL_S, "control after a lost socket"):
            await ending.operator.ended()
            await ending.call.is_over()
        await asyncio.gather(
            lasting.contact.hears(HOLD_HZ), lasting.operator.hears_silence()
        )
        await lasting.call.ask("unhold.call")
        await lasting.both_hear()
        await lasting.is_released(lasting.contact, lasting.operator)


@dataclass(frozen=True)
class Conversations:
    """Many at once, some of them in a state of their own."""

    plain: list[Talk]
    left: Talk  # by the contact, in the test
    coached: Talk
    coach: Phone
    recorded: Talk
    held: Talk
    consulting: Talk
    third: Phone

    async def sound_flows(self) -> None:
        await asyncio.gather(
            *(it.both_hear() for it in (*self.plain, self.recorded)),
            self.coached.contact.hears(SECOND_HZ),
            self.coached.operator.hears(CONTACT_HZ, COACH_HZ),
            self.held.contact.hears(HOLD_HZ),
            self.held.operator.hears_silence(),
            self.consulting.operator.hears(THIRD_HZ),
            self.third.hears(SECOND_HZ),
        )

    async def are_restored(self) -> None:
        await self.held.call.ask("unhold.call")
        await self.consulting.call.ask("restore.talk")
        await asyncio.gather(
            self.held.both_hear(), self.consulting.both_hear(), self.third.ended()
        )

    async def are_released(self) -> None:
        coached, left = self.coached, (self.recorded, self.held, self.consulting)
        await asyncio.gather(
            coached.is_released(coached.contact, coached.operator, self.coach),
            *(it.is_released(it.contact, it.operator) for it in (*self.plain, *left)),
        )


async def converse(office: Office, phones: Phones) -> Conversations:
    places = range(1, CONVERSATIONS + 1)
    talks = await asyncio.gather(*(talk(office, phones, place) for place in places))
    left, coached, recorded, held, consulting, *plain = talks
    coach = await phones.outside(COACH, answer(), hertz=COACH_HZ)
    await coached.call.ask("add.coach", phone_number=COACH)
    await recorded.call.ask("record.call", action="on")
    await asyncio.gather(held.holds(), consulting.holds())
    third = await consulting.dials_third(answer())
    await asyncio.gather(third.hears(SECOND_HZ), coach.hears(CONTACT_HZ, SECOND_HZ))
    return Conversations(plain, left, coached, coach, recorded, held, consulting, third)


async def test_callapi_is_killed_under_conversations(scene: Scene) -> None:
    server, phones = scene.office.server, scene.phones
    async with cleanly(scene.asterisk):
        they = await converse(scene.office, phones)
        ringing = await phones.outside("12025550499", hertz=CONTACT_HZ)
        waiting = await phones.outside("12025550599", answer(), hertz=SECOND_HZ)
        begun = await scene.office.call(ringing.number, waiting.number)
        await ringing.rings()
        await server.kill()
        await they.sound_flows()
        await they.left.contact.hangs_up()
        await they.left.contact.ended()
        await leave_ghosts(scene.asterisk)
        with within(CONTROL_S, "control after a kill"):
            await server.start_again()
            await they.plain[0].call.ask("send.dtmf", dtmf_string="8")
            await they.plain[0].contact.receives("8")
        with within(GHOSTS_S, "ghosts gone after a kill"):
            await they.left.operator.ended()
            await they.left.call.is_over()
            await server.comes_to([], partial(ghosts, scene.asterisk))
        await they.sound_flows()
        await they.are_restored()
        await ringing.picks_up()
        await asyncio.gather(ringing.hears(SECOND_HZ), waiting.hears(CONTACT_HZ))
        await begun.ask("release.call")
        await asyncio.gather(begun.is_over(), they.are_released())
    path = await recording(scene.office, they.recorded.call, 1)
    left, right = await asyncio.to_thread(channels, path)
    assert has_exactly(left[-RATE:], (CONTACT_HZ,))
    assert has_exactly(right[-RATE:], (SECOND_HZ,))


async def leave_ghosts(asterisk: Asterisk) -> None:
    """What bears our names and belongs to no session."""
    async with asterisk.ari() as ari:
        async with ari.post("bridges/call-999999") as made:
            assert made.status == 200
        query = {"endpoint": "Local/nobody@callapi", "app": "callapi"}
        async with ari.post("channels/leg-999999-1", params=query) as made:
            assert made.status == 200


async def ghosts(asterisk: Asterisk) -> list[str]:
    found = []
    async with asterisk.ari() as ari:
        for kind in ("channels", "bridges"):
            async with ari.get(kind) as reply:
                ids = [resource["id"] for resource in await reply.json()]
                found += [id for id in ids if "999999" in id]
    return found


async def test_asterisk_is_killed_under_conversations(scene: Scene) -> None:
    office, phones = scene.office, scene.phones
    talks = await asyncio.gather(*(talk(office, phones, n) for n in (1, 2)))
    await talks[0].holds()
    await talks[1].call.ask("record.call", action="on")
    for _ in range(4):  # Asterisk writes two seconds at a time
        await talks[1].both_hear()
    await scene.asterisk.is_killed()
    await scene.asterisk.start_again()
    with within(GHOSTS_S, "calls over after Asterisk was killed"):
        await asyncio.gather(*(it.call.is_over(GHOSTS_S) for it in talks))
    for it in talks:  # who hear nothing any more
        await asyncio.gather(it.contact.hangs_up(), it.operator.hangs_up())
        await asyncio.gather(it.contact.ended(), it.operator.ended())
    async with cleanly(scene.asterisk):
        it = await talk(office, phones, 3)
        await it.both_hear()
        await it.is_released(it.contact, it.operator)
    path = await recording(office, talks[1].call, 1)
    left, right = await asyncio.to_thread(channels, path)
    assert has_exactly(left[-RATE:], (CONTACT_HZ,))
    assert has_exactly(right[-RATE:], (SECOND_HZ,))


@contextmanager
def within(limit_s: float, what: str) -> Iterator[None]:
    begun = time.monotonic()
    yield
    taken = time.monotonic() - begun
    log.info("%s: %.2f s", what, taken)
    assert taken < limit_s, f"{what} took {taken:.1f} s"
