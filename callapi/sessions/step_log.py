"""What is told of a step: one line in the log and one count where it leads to another
state, and a span, under which stand the requests to the switch that it asks for.
"""

import logging
from contextlib import AbstractContextManager

from opentelemetry.trace import Span

from callapi import spans
from callapi.domain.happening import Happening
from callapi.domain.session import Session
from callapi.domain.states import Cause
from callapi.metrics import Metrics

log = logging.getLogger(__name__)


def note_step(
    metrics: Metrics, before: Session | None, after: Session, cause: object
) -> None:
    """`cause` is a cause, what happened to a leg, or a word for the beginning."""
    if before is not None and before.state is after.state:
        return
    metrics.steps.labels(after.state.value).inc()
    log.info(
        "session %s: %s -> %s",
        after.id,
        before.state.value if before else "-",
        after.state.value,
        extra={"action": "step", "cause": _name(cause)},
    )


def step_span(
    before: Session | None, after: Session, cause: object
) -> AbstractContextManager[Span]:
    if not spans.is_recording():
        return spans.NOTHING
    facts = {
        "cause": _name(cause),
        "state_before": before.state.value if before else None,
        "state": after.state.value,
    }
    return spans.span("step", facts=facts)


def _name(cause: object) -> str:
    if isinstance(cause, Happening):
        return cause.cause.value
    if isinstance(cause, Cause):
        return cause.value
    return cause if isinstance(cause, str) else type(cause).__name__
