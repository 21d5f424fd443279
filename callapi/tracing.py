"""Spans on their way to a collector: OTLP over HTTP, in the background.

Needs the extra `otel`. What its SDK reads of the environment holds as well: OTEL_*.
"""

import asyncio
import importlib.util
import logging
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from callapi import __version__, spans

if TYPE_CHECKING:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace import TracerProvider

log = logging.getLogger(__name__)

SDK: Final = ("opentelemetry.sdk", "opentelemetry.exporter")
ATTEMPT_S: Final = 2.0
LAST_S: Final = 1.0  # for what is left when the server stops


def is_installed() -> bool:
    return all(importlib.util.find_spec(part) is not None for part in SDK)


@asynccontextmanager
async def traced(collector: str | None) -> AsyncIterator[None]:
    """Spans are recorded inside, and sent to the collector at this URL."""
    if collector is None:
        yield
        return
    provider, exporter = _provider(f"{collector.rstrip('/')}/v1/traces")
    spans.record_with(provider.get_tracer("callapi", __version__))
    log.info("spans are sent to %s", collector)
    try:
        yield
    finally:
        spans.record_with(None)
        await _end(provider, exporter)


def _provider(url: str) -> "tuple[TracerProvider, OTLPSpanExporter]":
    """Imports here what only the extra brings."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    resource = Resource.create(
        {
            "service.name": "callapi",
            "service.version": __version__,
            "service.instance.id": f"{socket.gethostname()}:{os.getpid()}",
        }
    )
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    exporter = OTLPSpanExporter(url, timeout=ATTEMPT_S)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider, exporter


async def _end(provider: "TracerProvider", exporter: "OTLPSpanExporter") -> None:
    """A collector that does not answer keeps nobody for long."""
    ending = asyncio.ensure_future(asyncio.to_thread(provider.shutdown))
    await asyncio.wait([ending], timeout=LAST_S)
    if not ending.done():
        await asyncio.to_thread(exporter.shutdown)
        await ending
