"""Effects of a call's set-up: dialling, messages, confirmation, menus (spec 3.0.6)."""

from dataclasses import replace

from callapi.domain import keys
from callapi.domain.actions import Mute, NoteAnswer, Ring, SendKeys, Unmute
from callapi.domain.draft import Draft
from callapi.domain.happening import Happening
from callapi.domain.outcome import note_failure, set_outcome
from callapi.domain.queue import waiting_music
from callapi.domain.reasons import (
    NO_ANSWER,
    UNREACHED,
    redirect_outcome,
    unreached_reason,
)
from callapi.domain.session import Leg, LegState, Operation, Role, Session
from callapi.domain.states import Cause
from callapi.domain.target import Target


def dial_operator(draft: Draft, _: Happening) -> None:
    """The next number of the present operation, or all at once.

    None is left: NOBODY_LEFT; where others still ring nothing is to be done.
    """
    if draft.session.leg(Role.OPERATOR) is not None:
        return
    _skip_barred(draft)
    run, operation = draft.route, draft.operation
    if run.target >= len(run.targets):
        set_outcome(draft, redirect_outcome(run.failures))
        draft.follow(Cause.NOBODY_LEFT, reason=unreached_reason(run))
        return
    until = draft.now + operation.timeout_s if run.until is None else run.until
    if until <= draft.now:  # somebody has kept us waiting for a key
        draft.follow(Cause.ROUTE_TIMEOUT)
        return
    if not run.is_direct:
        draft.extend_setup(until)
    draft.change(route=replace(run, until=until))
    draft.wait(until - draft.now, Cause.ROUTE_TIMEOUT)
    caller = operator_caller(draft.session, operation)
    draft.dial(Role.OPERATOR, _next_target(draft), caller)
    while operation.strategy == "simultaneous" and _is_left(draft):
        draft.dial(Role.OPERATOR, _next_target(draft), caller)


def _is_left(draft: Draft) -> bool:
    _skip_barred(draft)
    return draft.route.target < len(draft.route.targets)


def _next_target(draft: Draft) -> Target:
    run = draft.route
    draft.change(route=replace(run, target=run.target + 1))
    return run.targets[run.target]


def _skip_barred(draft: Draft) -> None:
    """Each number that can not be dialled now leaves a failed leg."""
    while (run := draft.route).target < len(run.targets):
        target = run.targets[run.target]
        if not target.barred:
            return
        draft.skip(target, operator_caller(draft.session, draft.operation))
        draft.change(route=replace(run, target=run.target + 1))
        note_failure(draft, UNREACHED, target.barred)


def choose_operator(draft: Draft, happening: Happening) -> None:
    """The first to answer; who rings at the same time is called off."""
    operation = draft.operation
    for leg in draft.session.live:
        if leg.role is Role.OPERATOR and leg.id != happening.leg_id:
            draft.drop(leg, "another_operator_answer", "answered_elsewhere")
    employee_id = draft.leg(Role.OPERATOR).employee_id
    if operation.strategy == "round_robin" and operation.id and employee_id:
        draft.act(NoteAnswer(operation.id, employee_id))


def operator_caller(session: Session, operation: Operation) -> str:
    """The caller number the second party sees (`callerB`)."""
    shows = session.plan.show_virtual_number
    if shows is None:
        shows = operation.show_virtual_number
    return session.virtual_number if shows else session.contact


def give_up_dialing(draft: Draft, _: Happening) -> None:
    """The operation has dialled for as long as it may."""
    for leg in draft.session.live:
        if leg.role is Role.OPERATOR:
            draft.drop(leg, "action_interval_exceeded")
    set_outcome(draft, NO_ANSWER)


def reject_operator(draft: Draft, _: Happening) -> None:
    """No key in time: hang up, as if he had not answered (spec 3.2.5)."""
    reason = "no_operator_confirmation"
    draft.drop(draft.session.leg(Role.OPERATOR), reason)
    note_failure(draft, NO_ANSWER, reason)


def dial_contact(draft: Draft, _: Happening) -> None:
    plan = draft.session.plan
    draft.dial(
        Role.CONTACT,
        plan.contact,
        draft.session.virtual_number,
        plan.contact_ring_s,
        shown=plan.contact.number + plan.keys,
        listen=plan.early,
    )


def await_confirmation(draft: Draft, _: Happening) -> None:
    key, patience = _confirmation(draft)
    if key:
        _music(draft, draft.leg(Role.OPERATOR))
        draft.wait(patience, Cause.UNCONFIRMED)
    else:
        draft.follow(Cause.CONFIRMED)


def check_confirmation(draft: Draft, happening: Happening) -> None:
    key, _ = _confirmation(draft)
    if key in ("any", happening.key):
        draft.follow(Cause.CONFIRMED)


def _confirmation(draft: Draft) -> tuple[str, float]:
    """The operation's own key, else the one that the start method has asked for."""
    plan, operation = draft.session.plan, draft.operation
    if operation.confirmation:
        return operation.confirmation, operation.confirmation_s
    return plan.confirmation, plan.confirmation_s


def brief_operator(draft: Draft, _: Happening) -> None:
    """msgB: the scenario's own message, then the request's."""
    plan, found = draft.session.plan, draft.route.found
    own = (found.operator_sounds if found else ()) or draft.operation.operator_sounds
    sounds = own + plan.operator_sounds
    if not sounds or (plan.cut and plan.kind == "contact_first"):
        draft.follow(Cause.OPERATOR_BRIEFED)
    else:
        draft.play(draft.leg(Role.OPERATOR), sounds, Cause.OPERATOR_BRIEFED)


def entertain_operator(draft: Draft, _: Happening) -> None:
    """What the operator hears while the contact rings: music, or the line itself."""
    operator = draft.leg(Role.OPERATOR)
    if draft.session.plan.early:
        draft.connect(operator)
        draft.act(Mute(operator))  # he listens to the line and is not heard on it
    else:
        _music(draft, operator)


def entertain_contact(draft: Draft, _: Happening) -> None:
    """Music for a waiting contact who has no message left to hear."""
    contact, operation = draft.leg(Role.CONTACT), draft.operation
    if contact.playing is not None and contact.playing.over is not None:
        return
    if operation.answer_first:
        contact = draft.answer(contact)
    if not operation.ringback:
        draft.loop(contact, waiting_music(draft))
    elif contact.state is LegState.ANSWERED:
        draft.play(contact, tone="ring")
    else:
        draft.quiet(contact)
        draft.act(Ring(contact))


def _music(draft: Draft, leg: Leg) -> None:
    draft.loop(leg, (draft.session.plan.music,))


def send_keys(draft: Draft, _: Happening) -> None:
    contact, text = draft.leg(Role.CONTACT), draft.session.plan.keys
    if text:
        lasting = keys.seconds(text)
        contact = draft.change_leg(contact, keys_until=draft.now + lasting)
        draft.act(SendKeys(contact, text))
        draft.wait(lasting, Cause.KEYS_SENT)
    else:
        draft.follow(Cause.KEYS_SENT)


def brief_contact(draft: Draft, _: Happening) -> None:
    """Sequence F, step 6: the contact's message while the operator hears music."""
    plan = draft.session.plan
    if plan.cut or not plan.contact_sounds:
        draft.follow(Cause.CONTACT_BRIEFED)
        return
    contact, operator = draft.leg(Role.CONTACT), draft.leg(Role.OPERATOR)
    if operator.bridged:  # he has heard the line so far
        draft.part(contact)
        draft.part(operator)
        draft.act(Unmute(operator))
        _music(draft, operator)
    draft.play(contact, plan.contact_sounds, Cause.CONTACT_BRIEFED)


def brief_contact_first(draft: Draft, _: Happening) -> None:
    """Sequence K, step 2: the message begins and the second party is dialled."""
    sounds = draft.session.plan.contact_sounds
    if sounds:
        draft.play(draft.leg(Role.CONTACT), sounds, Cause.CONTACT_BRIEFED)


def await_contact(draft: Draft, _: Happening) -> None:
    """Sequence K, step 5: connect now, or when the contact's message is over."""
    playing = draft.leg(Role.CONTACT).playing
    if playing is None or playing.over is None or draft.session.plan.cut:
        draft.follow(Cause.CONTACT_BRIEFED)
    else:
        _music(draft, draft.leg(Role.OPERATOR))


def play_information(draft: Draft, _: Happening) -> None:
    """From the bridge: what plays on a leg itself holds back the keys sent to it."""
    draft.change(talk_since=draft.now, setup_by=None)
    contact, sounds = draft.leg(Role.CONTACT), draft.session.plan.contact_sounds
    draft.connect(contact)
    draft.play(contact, sounds, Cause.CONTACT_BRIEFED, in_bridge=True)
