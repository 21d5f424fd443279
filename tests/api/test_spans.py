"""Spans: one trace from a client's request to the switch and to servers of clients."""

from collections.abc import AsyncIterator, Iterator

import pytest
from opentelemetry.trace import SpanKind, StatusCode

from callapi.domain.states import State
from tests.api.crm import Crm, open_crm
from tests.api.notifying import notify, tag
from tests.api.receiver import Receiver, receiver
from tests.api.scripted import HOME, redirect
from tests.api.spanning import Recorder, fact, recording, trace_of
from tests.api.world import CONTACT, OPERATOR, SCRIPTED, World

TRACE = "0af7651916cd43dd8448eb211c80319c"
HEADER = f"00-{TRACE}-b7ad6b7169203331-01"
TEXT = "A word that stays between the two of us."


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    with recording() as it:
        yield it


@pytest.fixture
async def crm() -> AsyncIterator[Receiver]:
    async with receiver() as it:
        yield it


async def hold(world: World, session_id: int, **headers: str) -> None:
    params = {
        "access_token": world.keys.own,
        "call_session_id": session_id,
        "contact_message": {"type": "tts", "value": TEXT},
    }
    assert "result" in await world.post("hold.call", params, **headers)
    await world.app.calls.idle()


async def test_a_request_goes_on_with_the_trace_of_its_client(
    world: World, recorder: Recorder
) -> None:
    session_id = await world.talk()
    await hold(world, session_id, traceparent=HEADER)
    (request,) = recorder.named("hold.call")
    assert trace_of(request) == TRACE
    assert request.kind is SpanKind.SERVER
    assert fact(request, "outcome") == "success"
    assert fact(request, "points") == 1
    assert fact(request, "call_session_id") == session_id
    below = recorder.below(request)
    assert {it.name for it in below if not it.name.startswith("ARI")} == {
        "checks",
        "step",
    }
    (step,) = [it for it in below if it.name == "step"]
    steps = [fact(step, it) for it in ("cause", "state_before", "state")]
    assert steps == ["hold", "talk", "hold"]
    asked = {it.name for it in recorder.below(step)}
    assert "ARI POST bridges/*/removeChannel" in asked
    assert "ARI POST channels/*/play/*" in asked
    ids = {(fact(it, "request_id"), fact(it, "call_session_id")) for it in below[1:]}
    assert ids == {(fact(request, "request_id"), session_id)}


async def test_what_the_switch_tells_begins_a_trace_of_its_own(
    world: World, recorder: Recorder
) -> None:
    world.by_hand(OPERATOR, CONTACT)
    session_id = await world.start()
    await world.phone(OPERATOR).rings()
    world.phone(OPERATOR).answer()
    await world.reaches(session_id, State.SEEKING_CONTACT)
    await world.app.calls.idle()
    (step,) = [
        it for it in recorder.named("step") if fact(it, "cause") == "LegAnswered"
    ]
    assert step.parent is None
    assert fact(step, "call_session_id") == session_id
    assert fact(step, "request_id") is None
    assert "ARI POST channels" in {it.name for it in recorder.below(step)}


async def test_a_refusal_is_no_failure_of_the_server(
    world: World, recorder: Recorder
) -> None:
    await world.fails("release.call", call_session_id=1)
    (request,) = recorder.named("release.call")
    assert fact(request, "outcome") == "call_session_not_found"
    assert request.status.status_code is StatusCode.UNSET
    await world.fails("hold.call", call_session_id=1)
    checks = recorder.named("checks")[-1]
    assert checks.status.status_code is StatusCode.ERROR
    assert checks.attributes is not None
    assert checks.attributes["error.type"] == "required_parameter_missed"
    assert checks.events == ()


@pytest.mark.parametrize("header", ["", "00-0-0-00", "x" * 5000])
async def test_a_header_that_is_no_trace_begins_a_new_one(
    world: World, recorder: Recorder, header: str
) -> None:
    params = {"access_token": world.keys.own}
    await world.post("list.calls", params, traceparent=header)
    (request,) = recorder.named("list.calls")
    assert request.parent is None


async def test_a_webhook_belongs_to_the_trace_of_the_request_that_caused_it(
    world: World, recorder: Recorder, crm: Receiver
) -> None:
    session_id = await world.talk()
    await notify(world, crm.url, "set_mark")
    tag_id = await world.id_of("tags", "Hot lead")
    params = {
        "access_token": world.keys.own,
        "call_session_id": session_id,
        "tag_id": tag_id,
    }
    await world.post("tag.call", params, traceparent=HEADER)
    (sent,) = await crm.got(1)
    _, trace, parent, sampled = sent.headers["traceparent"].split("-")
    assert (trace, sampled) == (TRACE, "01")
    webhook = await recorder.ended("webhook")
    assert webhook.context is not None
    assert parent == f"{webhook.context.span_id:016x}"
    assert webhook.kind is SpanKind.CLIENT
    assert fact(webhook, "call_session_id") == session_id
    assert fact(webhook, "http_status") == 200


async def test_a_server_that_decides_is_told_the_trace(
    world: World, recorder: Recorder
) -> None:
    world.by_hand(HOME)
    async with open_crm() as crm:
        crm.reply = {"phones": [HOME]}
        await world.give_scenario(ask(crm), redirect("home", HOME))
        await world.simulator.call("12025550148", SCRIPTED)
        asked = await crm.asked.get()
        await world.quiet()
    (span,) = recorder.named("interactive")
    assert trace_of(span) in asked.headers["traceparent"]
    assert fact(span, "call_session_id") is not None


def ask(crm: Crm) -> dict[str, object]:
    return {
        "key": "crm",
        "type": "interactive",
        "settings": {"method": "POST", "url": crm.url},
        "transitions": {"no_reply": "home"},
    }


async def test_nobody_is_told_of_a_trace_while_no_spans_are_recorded(
    world: World, crm: Receiver
) -> None:
    session_id = await world.talk()
    await notify(world, crm.url, "set_mark")
    await tag(world, session_id)
    (sent,) = await crm.got(1)
    assert "traceparent" not in sent.headers


async def test_no_span_has_a_secret_a_number_or_a_text(
    world: World, recorder: Recorder, crm: Receiver
) -> None:
    """Of all that a call with everything leaves behind."""
    made = await notify(world, crm.url, "set_mark")
    session_id = await world.talk()
    await hold(world, session_id)
    await tag(world, session_id)
    await crm.got(1)
    await world.fails("start.simple_call", contact="12025550199")
    await world.clear()
    told = " ".join(it.to_json() for it in recorder.all())
    private = [CONTACT, OPERATOR, "12025550199", TEXT, crm.url, made["secret"]]
    private += [world.keys.own, world.keys.admin, "play-", "leg-"]
    assert [it for it in private if it in told] == []
