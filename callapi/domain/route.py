"""The interpreter of scenarios, a table of operations (Data API spec 4.3, 4.4).

A momentary operation answers with its outcome and the next one follows at once; an
operation that needs somebody's ears, keys or a telephone makes a cause and waits.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from callapi.domain import telling
from callapi.domain.draft import Draft
from callapi.domain.happening import Happening
from callapi.domain.session import DIRECT, Operation, Role, Route
from callapi.domain.states import Cause

MAX_TRANSITIONS = 100


def route(draft: Draft, happening: Happening) -> None:
    """Run operations until one has to wait or the scenario is over."""
    while (operation := draft.route.operation) is not None:
        if draft.route.transitions > MAX_TRANSITIONS:
            draft.end_with("max_transition_count_exceeded")
            break
        outcome = OPERATIONS[operation.type].enter(draft, operation)
        if outcome is None:
            return
        _go_on(draft, outcome)
    draft.follow(Cause.ROUTE_OVER, reason=happening.reason)


def route_on(draft: Draft, happening: Happening) -> None:
    """The waiting is over: follow the outcome that was found."""
    _go_on(draft, draft.route.outcome)
    route(draft, happening)


def start_route(draft: Draft, happening: Happening) -> None:
    """The contact goes on in another scenario (talk option `run_scenario`).

    What the start method has asked for was for those it has brought together.
    """
    draft.drop(draft.session.leg(Role.OPERATOR), "scenario_disconnects")
    _set_up_again(draft)
    plan = replace(
        draft.session.plan,
        cut=False,
        operator_sounds=(),
        show_virtual_number=None,
        confirmation="",
    )
    draft.change(route=happening.route, plan=plan)
    route(draft, happening)


def resume_route(draft: Draft, happening: Happening) -> None:
    """The operator has left, and the scenario goes on with the contact."""
    _set_up_again(draft)
    set_outcome(draft, "talk_finished")
    route_on(draft, happening)


def _set_up_again(draft: Draft) -> None:
    draft.part(draft.leg(Role.CONTACT))
    draft.change(setup_by=draft.now + draft.session.limits.setup_s)


def set_outcome(draft: Draft, outcome: str) -> None:
    draft.change(route=replace(draft.route, outcome=outcome))


def note_failure(draft: Draft, kind: str, reason: str) -> None:
    """One more number was dialled in vain."""
    run = draft.route
    failures = (*run.failures, kind)
    draft.change(route=replace(run, failures=failures, failed=reason))


def _go_on(draft: Draft, outcome: str) -> None:
    """Set the next operation: the outcome's transition or the type's fallback."""
    run, operation = draft.route, draft.operation
    ways = operation.transitions
    way = outcome if outcome in ways else OPERATIONS[operation.type].fallback
    draft.change(
        route=Route(
            operations=run.operations,
            key=operation.next or ways.get(way),
            transitions=run.transitions + 1,
            scenario_id=run.scenario_id,
            scenario_name=run.scenario_name,
        )
    )


def _direct(draft: Draft, operation: Operation) -> str | None:
    draft.follow(Cause.FORWARD)
    return None


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
                tag_user_login=None,
                **telling.of_employee(draft.session.operator),
                **telling.of_tags(draft.session),
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
    DIRECT: OperationType(_direct),
    "redirect": OperationType(_redirect, "failed"),
    "voice_greeting": OperationType(_greeting, "next"),
    "menu": OperationType(_menu),
    "hangup": OperationType(_hang_up),
    "tag": OperationType(_tag),
    "goto_operation": OperationType(_link),
    "run_scenario": OperationType(_link),
}
