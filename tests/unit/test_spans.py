"""Spans that nobody collects cost nothing; those that somebody does end well."""

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import INVALID_SPAN, StatusCode

from callapi import spans
from callapi.domain.errors import ApiError, Mnemonic
from callapi.trace import for_session
from tests.api.spanning import fact, recording

HEADER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_without_a_tracer_nothing_is_made() -> None:
    one, two = spans.span("one"), spans.span("two", parent=HEADER)
    assert one is two
    with one as outer, two as inner:  # as often as wanted, also inside itself
        assert outer is inner is INVALID_SPAN
        assert spans.headers() is spans.headers() == {}
        assert spans.traceparent() is None


def test_the_span_at_hand_is_handed_on_and_taken_up() -> None:
    with recording() as recorder:
        with spans.span("here", parent=HEADER):
            handed_on = spans.traceparent()
        facts: spans.Facts = {"event": None, "attempt": 2}
        with (
            spans.span("there", parent=handed_on),
            for_session(7),
            spans.span("deeper", facts=facts),
        ):
            pass
    (here,), (there,) = recorder.named("here"), recorder.named("there")
    (deeper,) = recorder.below(there)
    assert here.context is not None
    assert there.parent is not None
    assert handed_on == f"00-{HEADER[3:35]}-{here.context.span_id:016x}-01"
    assert there.parent.span_id == here.context.span_id
    assert deeper.attributes == {"callapi.call_session_id": 7, "callapi.attempt": 2}


def test_what_a_client_has_in_its_tracestate_goes_nowhere() -> None:
    with recording(), spans.span("one", parent=HEADER):
        assert spans.headers().keys() == {"traceparent"}


@pytest.mark.parametrize(
    ("failure", "error"),
    [
        (ApiError(Mnemonic.INVALID_STATE), "invalid_state"),
        (OSError("of 12025550100"), "OSError"),
    ],
)
def test_of_an_exception_the_name_alone_is_told(failure: Exception, error: str) -> None:
    with (
        recording() as recorder,
        pytest.raises(type(failure)),
        spans.span("failing"),
    ):
        raise failure
    (span,) = recorder.all()
    assert span.status.status_code is StatusCode.ERROR
    assert span.status.description is None
    assert span.attributes == {"error.type": error}
    assert span.events == ()


def test_who_is_not_sampled_is_handed_on_as_such() -> None:
    provider = TracerProvider(shutdown_on_exit=False)
    spans.record_with(provider.get_tracer("tests"))
    try:
        with spans.span("one", parent=HEADER[:-2] + "00") as span:
            assert not span.is_recording()
            assert (spans.traceparent() or "").endswith("-00")
    finally:
        spans.record_with(None)


def test_facts_bear_our_name() -> None:
    with recording() as recorder, spans.span("one") as span:
        spans.tell(span, {"state": "talk", "points": 0, "account_id": None})
    assert fact(recorder.all()[0], "state") == "talk"
    assert fact(recorder.all()[0], "points") == 0
