"""The interpreter of scenarios, a table of operations (Data API spec 4.3, 4.4).

A momentary operation answers with its outcome and the next one follows at once; an
operation that needs somebody's ears, keys or a telephone makes a cause and waits.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from callapi.domain.draft import Draft
from callapi.domain.happening import Happening
from callapi.domain.session import Operation, Role, Route
from callapi.domain.states import Cause

MAX_TRANSITIONS = 100


def route(draft: Draft, _: Happening) -> None:
    """Run operations until one has to wait or the scenario is over."""
    while True:
        run = draft.session.route
        operation = run.operation if run else None
        if run is None or operation is None:
            return draft.follow(Cause.ROUTE_OVER)
        if run.transitions > MAX_TRANSITIONS:
            draft.end_with("max_transition_count_exceeded")
            return draft.follow(Cause.ROUTE_OVER)
        outcome = OPERATIONS[operation.type].enter(draft, operation)
        if outcome is None:
            return None
        go_on(draft, run, operation, outcome)


def route_on(draft: Draft, happening: Happening) -> None:
    """The waiting is over: follow the outcome that was found."""
    run = draft.session.route
    operation = run.operation if run else None
    if run is not None and operation is not None:
        go_on(draft, run, operation, run.outcome)
    route(draft, happening)


def go_on(draft: Draft, run: Route, operation: Operation, outcome: str) -> None:
    """Set the next operation: the outcome's transition or the type's fallback."""
    fallback = OPERATIONS[operation.type].fallback
    ways = operation.transitions
    key = operation.next or ways.get(outcome if outcome in ways else fallback)
    draft.change(
        route=replace(
            run,
            key=key,
            transitions=run.transitions + 1,
            attempts=0,
            target=0,
            until=None,
            outcome="",
        )
    )


def set_outcome(draft: Draft, outcome: str) -> None:
    if draft.session.route is not None:
        draft.change(route=replace(draft.session.route, outcome=outcome))


def _redirect(draft: Draft, operation: Operation) -> str | None:
    if not operation.targets:
        return "unavailable"
    draft.follow(Cause.FORWARD)
    return None


def _greeting(draft: Draft, operation: Operation) -> str | None:
    return _to_contact(draft, Cause.GREET, "next")


def _menu(draft: Draft, operation: Operation) -> str | None:
    return _to_contact(draft, Cause.ASK, "timeout")


def _hang_up(draft: Draft, operation: Operation) -> str | None:
    draft.end_with("success_finish")
    if operation.sounds:
        return _to_contact(draft, Cause.GREET, "")
    return ""


def _to_contact(draft: Draft, cause: Cause, skipped: str) -> str | None:
    """Needs the contact's ear: skipped without a contact, after any message to him."""
    contact = draft.session.leg(Role.CONTACT)
    if contact is None:
        return skipped
    busy = contact.playing is not None and contact.playing.over is not None
    draft.follow(Cause.LISTEN if busy else cause)
    return None


def _tag(draft: Draft, operation: Operation) -> str | None:
    held = {tag.id for tag in draft.session.tags}
    for tag in operation.tags:
        if tag.id not in held:
            draft.change(tags=(*draft.session.tags, tag))
            draft.tell(
                "set_mark",
                tag_id=tag.id,
                tag_name=tag.name,
                tag_action="set",
                tag_type="auto",
            )
    return "next"


def _link(draft: Draft, operation: Operation) -> str | None:
    return "next"


@dataclass(frozen=True, slots=True)
class OperationType:
    """`enter` answers with an outcome, or None when the operation has to wait."""

    enter: Callable[[Draft, Operation], str | None]
    fallback: str = ""


OPERATIONS: dict[str, OperationType] = {
    "redirect": OperationType(_redirect, "failed"),
    "voice_greeting": OperationType(_greeting, "next"),
    "menu": OperationType(_menu),
    "hangup": OperationType(_hang_up),
    "tag": OperationType(_tag),
    "goto_operation": OperationType(_link),
    "run_scenario": OperationType(_link),
}
