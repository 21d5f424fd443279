"""The span of one request: whose part it is, and how it ended."""

from contextlib import AbstractContextManager

from opentelemetry.trace import Span, StatusCode

from callapi import spans
from callapi.domain.errors import Mnemonic
from callapi.rpc.exchange import Exchange
from callapi.rpc.request_log import call_session_id, outcome_of


def request_span(exchange: Exchange) -> AbstractContextManager[Span]:
    """Part of the client's own trace, if it named one."""
    kind, parent = spans.SpanKind.SERVER, exchange.traceparent
    return spans.span("request", kind, parent, {"api": exchange.api})


def describe(span: Span, exchange: Exchange) -> None:
    """What is known in the end; that a client was refused is no failure of ours."""
    if not span.is_recording():
        return
    outcome, _ = outcome_of(exchange)
    facts: spans.Facts = {
        "outcome": outcome,
        "points": exchange.points,
        "account_id": exchange.account.id if exchange.account else None,
        "call_session_id": call_session_id(exchange),
    }
    if exchange.method is not None:
        span.update_name(exchange.method.name)
    spans.tell(span, facts)
    if outcome == Mnemonic.INTERNAL_ERROR:
        span.set_status(StatusCode.ERROR)
