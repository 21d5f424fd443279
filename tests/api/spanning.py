"""Spans that are recorded while a test looks, kept in memory by the real SDK."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from callapi import spans
from tests.api.world import PATIENCE_S
from tests.fakes import turn_loop


@dataclass(frozen=True, slots=True)
class Recorder:
    exporter: InMemorySpanExporter

    def named(self, name: str) -> list[ReadableSpan]:
        return [it for it in self.all() if it.name.startswith(name)]

    async def ended(self, name: str) -> ReadableSpan:
        """The first of that name, once it is over."""
        async with asyncio.timeout(PATIENCE_S):
            while not (found := self.named(name)):
                await turn_loop()
        return found[0]

    def all(self) -> tuple[ReadableSpan, ...]:
        return self.exporter.get_finished_spans()

    def below(self, span: ReadableSpan) -> list[ReadableSpan]:
        """All that was done for it, whoever did it."""
        assert span.context is not None
        found, left = [], {span.context.span_id}
        while left:
            more = [it for it in self.all() if it.parent and it.parent.span_id in left]
            found += more
            left = {it.context.span_id for it in more if it.context}
        return found


@contextmanager
def recording() -> Iterator[Recorder]:
    exporter = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    spans.record_with(provider.get_tracer("tests"))
    try:
        yield Recorder(exporter)
    finally:
        spans.record_with(None)
        provider.shutdown()


def fact(span: ReadableSpan, name: str) -> object:
    assert span.attributes is not None
    return span.attributes.get(f"callapi.{name}")


def trace_of(span: ReadableSpan) -> str:
    assert span.context is not None
    return f"{span.context.trace_id:032x}"
