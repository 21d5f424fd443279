"""Phones in a test's hand."""

import asyncio

import pytest

from callapi.simulator import phones
from callapi.simulator.phones import NoCallError
from callapi.simulator.server import Simulator
from tests.fakes import FakeClock
from tests.simulator.ari import Ari
from tests.simulator.calls import CONTACT, EMPLOYEE, answered, bridge, endpoint, ring


async def test_a_phone_sees_who_calls(simulator: Simulator, ari: Ari) -> None:
    phone = await ring(simulator, ari, "a", callerId="Shop <12025550100>")
    assert phone.shown_caller == "12025550100"
    assert (await ari.get("/channels/a"))["caller"]["name"] == "Shop"


async def test_a_caller_without_a_name_is_shown_too(
    simulator: Simulator, ari: Ari
) -> None:
    phone = await ring(simulator, ari, "a", callerId="12025550100")
    assert phone.shown_caller == "12025550100"


async def test_dial_can_show_the_identity_of_another_leg(
    simulator: Simulator, ari: Ari
) -> None:
    await simulator.call(CONTACT, "12025550100")
    inbound = simulator.live().channels[0]
    for channel, query in (("b", {"originator": inbound}), ("c", {})):
        phone = simulator.phone(EMPLOYEE)
        await ari.post(
            "/channels/create",
            endpoint=endpoint(EMPLOYEE),
            app="callapi",
            channelId=channel,
            **query,
        )
        await ari.post(f"/channels/{channel}/dial", caller=inbound)
        assert phone.shown_caller == CONTACT


async def test_a_phone_counts_its_calls(simulator: Simulator, ari: Ari) -> None:
    phone = await ring(simulator, ari, "a")
    waiting = asyncio.create_task(phone.rings(2))
    await ari.settle()
    assert not waiting.done()
    await ring(simulator, ari, "b")
    await waiting
    assert len(phone.calls) == 2


async def test_a_phone_that_never_was_called_knows_nothing(
    simulator: Simulator,
) -> None:
    phone = simulator.phone(CONTACT)
    assert (phone.state, phone.shown_caller, phone.keys) == (None, "", "")
    assert (phone.heard, phone.cause, phone.sip_code) == ([], None, None)
    assert not phone.hears
    assert str(phone) == "was never called"
    with pytest.raises(NoCallError, match=CONTACT):
        phone.answer()


async def test_what_is_told_to_an_ended_call_is_an_error(
    simulator: Simulator, ari: Ari
) -> None:
    phone = await answered(simulator, ari, "a")
    phone.hang_up()
    assert str(phone) == "is ended, hears nothing"
    with pytest.raises(NoCallError):
        phone.hang_up()


async def test_waiting_in_vain_says_what_the_phone_does(
    simulator: Simulator, ari: Ari
) -> None:
    phone = await ring(simulator, ari, "a")
    phone.patience_s = 0.01
    with pytest.raises(TimeoutError, match="was to talk, but is ringing"):
        await phone.talks()
    assert phone.patience_s < phones.PATIENCE_S


async def test_a_phone_can_follow_steps_in_a_call(
    simulator: Simulator, ari: Ari, clock: FakeClock
) -> None:
    phone = await ring(simulator, ari, "a")
    phone.act("answer, wait 2, press 7")
    await ari.told()
    await clock.advance(2)
    assert await ari.told() == ["ChannelDtmfReceived(7)"]


async def test_what_a_phone_says_is_heard(simulator: Simulator, ari: Ari) -> None:
    contact = await answered(simulator, ari, "a")
    employee = await answered(simulator, ari, "b", EMPLOYEE)
    await bridge(ari, "x", "a", "b")
    for word, sounds in (
        ("fax", {("fax", CONTACT)}),
        ("silence", set()),
        ("speech", {("leg", CONTACT)}),
    ):
        contact.say(word)
        assert employee.hears == sounds


async def test_steps_out_of_place_change_nothing(
    simulator: Simulator, ari: Ari
) -> None:
    phone = await answered(simulator, ari, "a")
    await ari.told()
    phone.act("ring, progress greeting, answer")
    assert await ari.told() == []


async def test_script_ends_with_the_call(
    simulator: Simulator, ari: Ari, clock: FakeClock
) -> None:
    phone = simulator.phone(CONTACT)
    phone.behave("ring, wait 1, answer, hang_up, press 1")
    await ari.post("/channels", endpoint=endpoint(CONTACT), app="callapi")
    await clock.advance(5)
    assert (await ari.told())[-1] == "ChannelDestroyed(0)"


async def test_a_line_made_at_run_time_must_register_first(
    simulator: Simulator, ari: Ari
) -> None:
    path = "/ari/asterisk/config/dynamic/res_pjsip"
    fields = {"fields": [{"attribute": "context", "value": "inbound"}]}
    for kind in ("auth", "aor", "endpoint"):
        answer = await ari.ask("PUT", f"{path}/{kind}/reception", fields)
        assert answer.body == fields["fields"]
    query = {"endpoint": "PJSIP/reception", "app": "callapi"}
    assert (await ari.ask("POST", "/ari/channels", **query)).status == 500
    assert (await ari.get("/endpoints/PJSIP/reception"))["state"] == "offline"
    simulator.phone("reception").register()
    assert (await ari.get("/endpoints/PJSIP/reception"))["state"] == "online"
    assert (await ari.ask("POST", "/ari/channels", **query)).status == 200
    listed = await ari.get("/endpoints")
    assert [e["resource"] for e in listed] == ["trunk", "reception"]
    assert listed[1]["channel_ids"] == list(simulator.live().channels)
    assert (await ari.ask("GET", f"{path}/auth/reception")).body == fields["fields"]
    assert (await ari.ask("DELETE", f"{path}/endpoint/reception")).status == 204
    assert (await ari.ask("DELETE", f"{path}/endpoint/reception")).status == 404
    assert (await ari.ask("POST", "/ari/channels", **query)).status == 500


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("nonsense", {"fields": []}, 404),
        ("auth", {"fields": "x"}, 400),
        ("auth", {"fields": [{"name": "x"}]}, 400),
    ],
)
async def test_bad_configuration_is_refused(
    ari: Ari, kind: str, body: dict[str, object], status: int
) -> None:
    path = f"/ari/asterisk/config/dynamic/res_pjsip/{kind}/x"
    assert (await ari.ask("PUT", path, body)).status == status


async def test_phones_nobody_cares_for_are_forgotten_in_the_end(
    simulator: Simulator, ari: Ari
) -> None:
    called = await ring(simulator, ari, "a")
    told = simulator.phone("12025550101")
    told.behave("busy")
    phones = simulator.phones
    phones.most = 4
    for number in range(12025550110, 12025550120):
        simulator.phone(str(number))
    assert len(phones.by_number) <= 4
    assert simulator.phone(CONTACT) is called
    assert simulator.phone("12025550101") is told
