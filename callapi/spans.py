"""Spans: what is done for whom and how long it takes, told where somebody collects it.

Off until `record_with` is given a tracer, and then as cheap as a comparison. Like the
clock, anybody may import it. A span has ids, names and outcomes: never a secret, a
telephone number or a text.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Final

from opentelemetry.context import Context
from opentelemetry.trace import INVALID_SPAN, Span, SpanKind, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from callapi.trace import REQUEST_ID, SESSION_ID

__all__ = [
    "NOTHING",
    "NO_FACTS",
    "Facts",
    "SpanKind",
    "headers",
    "is_recording",
    "record_with",
    "span",
    "tell",
    "traceparent",
]

Facts = Mapping[str, str | int | float | bool | None]
NO_FACTS: Final[Facts] = {}
NOTHING: Final = nullcontext(INVALID_SPAN)
NO_HEADERS: Final[Mapping[str, str]] = {}
HEADER: Final = "traceparent"  # https://www.w3.org/TR/trace-context/
_W3C: Final = TraceContextTextMapPropagator()

_tracer: Tracer | None = None


def record_with(tracer: Tracer | None) -> None:
    """From now on; None: not any more."""
    global _tracer
    _tracer = tracer


def is_recording() -> bool:
    return _tracer is not None


def span(
    name: str,
    kind: SpanKind = SpanKind.INTERNAL,
    parent: str | None = None,
    facts: Facts = NO_FACTS,
) -> AbstractContextManager[Span]:
    """What is done in the block; `parent` is a `traceparent` from somewhere else."""
    if _tracer is None:
        return NOTHING
    context = None if parent is None else _W3C.extract({HEADER: parent}, Context())
    return _recorded(_tracer, name, kind, context, facts)


def tell(span: Span, facts: Facts) -> None:
    """Each is called `callapi.` and its name; None is nothing to tell."""
    for name, fact in facts.items():
        if fact is not None:
            span.set_attribute(f"callapi.{name}", fact)


def headers() -> Mapping[str, str]:
    """By which whoever is asked can tell that it was for this span."""
    if _tracer is None:
        return NO_HEADERS
    carrier: dict[str, str] = {}
    _W3C.inject(carrier)
    carrier.pop("tracestate", None)
    return carrier


def traceparent() -> str | None:
    """The span at hand, to be kept until something follows from it."""
    return headers().get(HEADER)


@contextmanager
def _recorded(
    tracer: Tracer,
    name: str,
    kind: SpanKind,
    context: Context | None,
    facts: Facts,
) -> Iterator[Span]:
    """Of an exception its name alone is told: its text may quote anything."""
    with tracer.start_as_current_span(
        name,
        context,
        kind,
        record_exception=False,
        set_status_on_exception=False,
    ) as recorded:
        ids = {"request_id": REQUEST_ID.get(), "call_session_id": SESSION_ID.get()}
        tell(recorded, {**ids, **facts})
        try:
            yield recorded
        except Exception as failure:
            error = getattr(failure, "mnemonic", None) or type(failure).__name__
            recorded.set_attribute("error.type", str(error))
            recorded.set_status(StatusCode.ERROR)
            raise
