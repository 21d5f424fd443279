"""The interpreter of scenarios (Data API spec 4.3); `operations.py` has their table.

A momentary operation answers with its outcome and the next one follows at once; an
operation that needs somebody's ears, keys or a telephone makes a cause and waits.
"""

from dataclasses import replace

from callapi.domain.actions import LookUp
from callapi.domain.draft import Draft
from callapi.domain.happening import Happening
from callapi.domain.operations import OPERATIONS
from callapi.domain.outcome import set_outcome
from callapi.domain.past import Executed
from callapi.domain.session import Operation, Role, Route
from callapi.domain.states import Cause

MAX_TRANSITIONS = 100
LOOK_UP_S = 10.0  # what takes longer is not found


def route(draft: Draft, happening: Happening) -> None:
    """Run operations until one has to wait or the scenario is over."""
    while (operation := _present(draft)) is not None:
        if draft.route.transitions > MAX_TRANSITIONS:
            draft.end_with("max_transition_count_exceeded")
            break
        _note(draft, operation)
        outcome = OPERATIONS[operation.type].enter(draft, operation)
        if outcome is None:
            return
        _go_on(draft, outcome)
    draft.follow(Cause.ROUTE_OVER, reason=happening.reason)


def route_on(draft: Draft, happening: Happening) -> None:
    """The waiting is over: follow the outcome that was found."""
    _go_on(draft, draft.route.outcome)
    route(draft, happening)


def look_up(draft: Draft, _: Happening) -> None:
    """Ask for what the operation needs to know; the answer is the next cause."""
    run, web = draft.route, draft.operation.web
    question = run.questions + 1
    draft.change(route=replace(run, questions=question))
    draft.act(LookUp(question))
    patience = web.timeout_s if web else LOOK_UP_S
    draft.wait(patience, Cause.NOT_FOUND)


def route_found(draft: Draft, happening: Happening) -> None:
    found, operation = happening.found, draft.operation
    assert found is not None
    draft.change(route=replace(draft.route, found=found))
    outcome = OPERATIONS[operation.type].found(draft, operation, found)
    _follow(draft, happening, outcome)


def route_lost(draft: Draft, happening: Happening) -> None:
    lost = OPERATIONS[draft.operation.type].lost
    if draft.operation.web is not None:
        draft.note("http_request", lost)
    _follow(draft, happening, lost)


def route_heard(draft: Draft, happening: Happening) -> None:
    """The contact has heard what the operation had to say."""
    operation = draft.operation
    _follow(draft, happening, OPERATIONS[operation.type].heard(draft, operation))


def route_unreached(draft: Draft, happening: Happening) -> None:
    """Nobody was reached; `outcome` says how."""
    operation = draft.operation
    _follow(draft, happening, OPERATIONS[operation.type].unreached(draft, operation))


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
    draft.change(route=replace(draft.route, pending=()))
    set_outcome(draft, "talk_finished")
    route_on(draft, happening)


def _set_up_again(draft: Draft) -> None:
    draft.part(draft.leg(Role.CONTACT))
    draft.change(setup_by=draft.now + draft.session.limits.setup_s)


def _present(draft: Draft) -> Operation | None:
    """The operation to run; where a branch ends the next pending one begins."""
    while draft.route.operation is None and draft.route.pending:
        key, *later = draft.route.pending
        draft.change(route=replace(draft.route, pending=tuple(later)))
        _enter(draft, key)
    return draft.route.operation


def _follow(draft: Draft, happening: Happening, outcome: str | None) -> None:
    if outcome is not None:
        _go_on(draft, outcome)
        route(draft, happening)


def _note(draft: Draft, operation: Operation) -> None:
    """For the reports; what had to wait for the contact's ear is entered twice."""
    if operation.name and not draft.route.noted:
        executed = Executed(
            draft.now,
            operation.id or None,
            operation.name,
            operation.scenario_id,
            operation.scenario_name,
        )
        draft.change(
            executed=(*draft.session.executed, executed),
            route=replace(draft.route, noted=True),
        )


def _go_on(draft: Draft, outcome: str) -> None:
    """Set the next operation: the outcome's transition or the type's fallback."""
    operation = draft.operation
    ways = operation.transitions
    way = outcome if outcome in ways else OPERATIONS[operation.type].fallback
    _enter(draft, operation.next or ways.get(way))


def _enter(draft: Draft, key: str | None) -> None:
    """Of an operation that is left only what concerns the whole scenario stays."""
    run = draft.route
    draft.change(
        route=Route(
            operations=run.operations,
            key=key,
            transitions=run.transitions + 1,
            scenario_id=run.scenario_id,
            scenario_name=run.scenario_name,
            questions=run.questions,
            typed_ahead=run.typed_ahead,
            pending=run.pending,
        )
    )
