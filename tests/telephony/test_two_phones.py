"""Asterisk and the phones by themselves, steered by bare ARI."""

from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse

from tests.telephony.asterisk import Asterisk
from tests.telephony.conftest import LINES
from tests.telephony.phone import answer, progress, refuse
from tests.telephony.phones import Phones

pytestmark = pytest.mark.timeout(120)  # the first test may have to install Asterisk

APP = {"app": "phones"}  # and not that of callapi, which listens too
EMPLOYEE, CONTACT, VIRTUAL = "0486173", "12025550143", "12025550100"


async def ask(ari: ClientSession, method: str, path: str, **query: str) -> None:
    async with ari.request(method, path, params=query) as reply:
        assert reply.status < 300, await reply.text()


async def ring(ari: ClientSession, channel: str, endpoint: str) -> None:
    query = {"endpoint": endpoint, "callerId": VIRTUAL, **APP}
    await ask(ari, "POST", f"channels/{channel}", **query)


async def event(events: ClientWebSocketResponse, kind: str) -> dict[str, Any]:
    """The next one of this kind."""
    while (message := await events.receive_json())["type"] != kind:
        pass
    assert isinstance(message, dict)
    return message


async def test_two_bridged_phones_hear_each_other(
    asterisk: Asterisk, phones: Phones
) -> None:
    employee = await phones.line(EMPLOYEE, LINES[EMPLOYEE], answer(0.1), hertz=440)
    contact = await phones.outside(CONTACT, answer(0.1), hertz=700)
    async with (
        asterisk.ari() as ari,
        ari.ws_connect("events", params=APP) as events,
    ):
        await ring(ari, "one", f"PJSIP/{EMPLOYEE}")
        await ring(ari, "two", f"PJSIP/{CONTACT}@trunk")
        await employee.answered()
        await contact.answered()
        for _ in range(2):
            await event(events, "StasisStart")
        assert contact.caller == employee.caller == VIRTUAL
        await ask(ari, "POST", "bridges", bridgeId="b", type="mixing,dtmf_events")
        await ask(ari, "POST", "bridges/b/addChannel", channel="one,two")
        await employee.hears(700)
        await contact.hears(440)
        await contact.presses("5#")
        await employee.receives("5#")
        await contact.says(0)
        await employee.hears_silence()
        await employee.hangs_up()
        await employee.ended()
        await ask(ari, "DELETE", "channels/two")
        await contact.ended()
        await ask(ari, "DELETE", "bridges/b")


@pytest.mark.parametrize("code", [404, 486, 603])
async def test_a_phone_refuses(asterisk: Asterisk, phones: Phones, code: int) -> None:
    contact = await phones.outside(CONTACT, refuse(code))
    async with (
        asterisk.ari() as ari,
        ari.ws_connect("events", params=APP) as events,
    ):
        await ring(ari, "one", f"PJSIP/{CONTACT}@trunk")
        await contact.rings()
        assert await contact.ended() == code
        end = await event(events, "ChannelDestroyed")
        assert end["tech_cause"] == code


async def test_sound_before_the_answer_is_heard(
    asterisk: Asterisk, phones: Phones
) -> None:
    employee = await phones.line(EMPLOYEE, LINES[EMPLOYEE], answer(), hertz=440)
    contact = await phones.outside(CONTACT, progress(), hertz=700)
    async with (
        asterisk.ari() as ari,
        ari.ws_connect("events", params=APP) as events,
    ):
        await ring(ari, "one", f"PJSIP/{EMPLOYEE}")
        await event(events, "StasisStart")
        await ask(ari, "POST", "bridges", bridgeId="b", type="mixing,dtmf_events")
        query = {"endpoint": f"PJSIP/{CONTACT}@trunk", "channelId": "two", **APP}
        await ask(ari, "POST", "channels/create", **query)
        await event(events, "StasisStart")
        await ask(ari, "POST", "bridges/b/addChannel", channel="one,two")
        await ask(ari, "POST", "channels/two/dial")
        await employee.hears(700)
        assert contact.times("answered") == 0
        await ask(ari, "DELETE", "channels/two")
        await ask(ari, "DELETE", "channels/one")
        await ask(ari, "DELETE", "bridges/b")


async def test_a_wrong_sound_fails_the_test(asterisk: Asterisk, phones: Phones) -> None:
    employee = await phones.line(EMPLOYEE, LINES[EMPLOYEE], answer(), hertz=440)
    async with asterisk.ari() as ari, ari.ws_connect("events", params=APP):
        await ring(ari, "one", f"PJSIP/{EMPLOYEE}")
        await employee.answered()
        with pytest.raises(AssertionError, match="is silence"):
            await employee.hears(700)
        await ask(ari, "DELETE", "channels/one")
        await employee.ended()


async def test_a_start_leaves_no_complaint(asterisk: Asterisk) -> None:
    lines = asterisk.first_words.splitlines()
    assert "modules will be loaded" in asterisk.first_words
    assert [line for line in lines if "WARNING" in line or "ERROR" in line] == []
    assert [line for line in lines if not line.startswith("[")] == []
