"""Spans reach a collector, and one that is not there keeps nobody."""

import asyncio

from callapi import spans
from callapi.tracing import traced
from tests.house.collector import collector

PATIENCE_S = 9.0  # a server that stops has no more


async def test_what_is_recorded_is_sent_before_the_server_ends() -> None:
    async with collector() as it:
        async with traced(it.url):
            with spans.span("request", facts={"points": 1}), spans.span("step"):
                pass
        assert not spans.is_recording()
    assert [span.name for span in it.spans] == ["step", "request"]
    step, request = it.spans
    assert step.parent_span_id == request.span_id
    assert step.trace_id == request.trace_id
    (point,) = request.attributes
    assert (point.key, point.value.int_value) == ("callapi.points", 1)
    (batch,) = it.batches
    who = {it.key: it.value.string_value for it in batch.resource.attributes}
    assert who["service.name"] == "callapi"
    assert who["service.instance.id"]


async def test_without_a_collector_nothing_is_recorded() -> None:
    async with traced(None):
        assert not spans.is_recording()


async def test_a_collector_that_is_gone_keeps_nobody() -> None:
    async with collector() as it:
        pass
    async with asyncio.timeout(PATIENCE_S), traced(it.url):
        with spans.span("request"):
            pass
    assert not spans.is_recording()
