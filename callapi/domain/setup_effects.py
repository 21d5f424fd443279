"""Effects of a call's set-up: dialling, messages, confirmation, menus (spec 3.0.6)."""

from dataclasses import replace

from callapi.domain import keys
from callapi.domain.actions import Mute, SendKeys, Unmute
from callapi.domain.draft import Draft
from callapi.domain.happening import Happening
from callapi.domain.route import set_outcome
from callapi.domain.session import Leg, LegState, Operation, Role, Session
from callapi.domain.states import Cause

MENU_KEYS = {"*": "key_star", "#": "key_hash"}


def dial_operator(draft: Draft, _: Happening) -> None:
    """The next number of the present redirect operation; the last one: NOBODY_LEFT."""
    run = draft.session.route
    operation = run.operation if run else None
    if run is None or operation is None or run.target >= len(operation.targets):
        if run is not None:
            set_outcome(draft, run.failed or "no_answer")
        return draft.follow(Cause.NOBODY_LEFT)
    until = draft.now + operation.timeout_s if run.until is None else run.until
    draft.change(route=replace(run, target=run.target + 1, until=until))
    draft.wait(until - draft.now, Cause.ROUTE_TIMEOUT)
    target = operation.targets[run.target]
    draft.dial(Role.OPERATOR, target, operator_caller(draft.session, operation))
    return None


def operator_caller(session: Session, operation: Operation) -> str:
    """The caller number the second party sees (`callerB`)."""
    shows = session.plan.show_virtual_number
    if shows is None:
        shows = operation.show_virtual_number
    return session.virtual_number if shows else session.contact


def dial_contact(draft: Draft, _: Happening) -> None:
    plan = draft.session.plan
    draft.dial(
        Role.CONTACT,
        plan.contact,
        draft.session.virtual_number,
        plan.contact_ring_s,
        shown=plan.contact.number + plan.keys,
        listen=plan.early and plan.kind == "operator_first",
    )


def await_confirmation(draft: Draft, _: Happening) -> None:
    key, patience = _confirmation(draft.session)
    if key:
        draft.wait(patience, Cause.UNCONFIRMED)
    else:
        draft.follow(Cause.CONFIRMED)


def check_confirmation(draft: Draft, happening: Happening) -> None:
    key, _ = _confirmation(draft.session)
    if key in ("any", happening.key):
        draft.follow(Cause.CONFIRMED)


def _confirmation(session: Session) -> tuple[str, float]:
    operation = session.route.operation if session.route else None
    if operation is not None and operation.confirmation:
        return operation.confirmation, operation.confirmation_s
    return session.plan.confirmation, session.plan.confirmation_s


def brief_operator(draft: Draft, _: Happening) -> None:
    """msgB: the scenario's own message, then the request's."""
    session, plan = draft.session, draft.session.plan
    operation = session.route.operation if session.route else None
    own = operation.operator_sounds if operation else ()
    sounds = own + plan.operator_sounds
    if not sounds or (plan.cut and plan.kind == "contact_first"):
        draft.follow(Cause.OPERATOR_BRIEFED)
    else:
        draft.play(session.leg(Role.OPERATOR), sounds, Cause.OPERATOR_BRIEFED)


def entertain_operator(draft: Draft, _: Happening) -> None:
    """What the operator hears while the contact rings: music, or the line itself."""
    operator = draft.session.leg(Role.OPERATOR)
    if draft.session.plan.early:
        draft.connect(operator)
        if operator is not None:  # he listens to the line and is not heard on it
            draft.act(Mute(operator))
    else:
        _music(draft, operator)


def entertain_contact(draft: Draft, _: Happening) -> None:
    """Music for a waiting contact who has no message left to hear."""
    contact = draft.session.leg(Role.CONTACT)
    operation = draft.session.route.operation if draft.session.route else None
    if contact is None or operation is None:
        return
    if operation.answer_first:
        contact = draft.answer(contact)
    if contact.playing is not None:
        return
    if not operation.ringback:
        sounds = operation.music or (draft.session.plan.music,)
        draft.play(contact, sounds, loop=True)
    elif contact.state is LegState.ANSWERED:
        draft.play(contact, tone="ring")


def _music(draft: Draft, leg: Leg | None) -> None:
    draft.play(leg, (draft.session.plan.music,), loop=True)


def send_keys(draft: Draft, _: Happening) -> None:
    contact, text = draft.session.leg(Role.CONTACT), draft.session.plan.keys
    if contact is None or not text:
        return draft.follow(Cause.KEYS_SENT)
    lasting = keys.seconds(text)
    contact = draft.change_leg(contact, keys_until=draft.now + lasting)
    draft.act(SendKeys(contact, text))
    draft.wait(lasting, Cause.KEYS_SENT)
    return None


def brief_contact(draft: Draft, _: Happening) -> None:
    """Sequence F, step 6: the contact's message while the operator hears music."""
    plan, operator = draft.session.plan, draft.session.leg(Role.OPERATOR)
    if plan.cut or not plan.contact_sounds:
        return draft.follow(Cause.CONTACT_BRIEFED)
    contact = draft.session.leg(Role.CONTACT)
    draft.part(contact)
    if operator is not None and operator.bridged:
        draft.part(operator)
        draft.act(Unmute(operator))
        _music(draft, operator)
    draft.play(contact, plan.contact_sounds, Cause.CONTACT_BRIEFED)
    return None


def brief_contact_first(draft: Draft, _: Happening) -> None:
    """Sequence K, step 2: the message begins and the second party is dialled."""
    sounds = draft.session.plan.contact_sounds
    if sounds:
        draft.play(draft.session.leg(Role.CONTACT), sounds, Cause.CONTACT_BRIEFED)


def await_contact(draft: Draft, _: Happening) -> None:
    """Sequence K, step 5: connect now, or when the contact's message is over."""
    contact = draft.session.leg(Role.CONTACT)
    playing = contact.playing if contact else None
    if playing is None or playing.over is None or draft.session.plan.cut:
        draft.follow(Cause.CONTACT_BRIEFED)
    else:
        _music(draft, draft.session.leg(Role.OPERATOR))


def play_information(draft: Draft, _: Happening) -> None:
    draft.change(talk_since=draft.now, setup_by=None)
    sounds = draft.session.plan.contact_sounds
    draft.play(draft.session.leg(Role.CONTACT), sounds, Cause.CONTACT_BRIEFED)


def play_operation(draft: Draft, happening: Happening) -> None:
    """A greeting or a menu's prompt; after a wrong key its own prompt first."""
    run, contact = draft.session.route, draft.session.leg(Role.CONTACT)
    operation = run.operation if run else None
    if operation is None or contact is None:
        return draft.follow(Cause.OPERATION_HEARD)
    times = operation.repeat + 1 if operation.type == "voice_greeting" else 1
    sounds = (operation.invalid if happening.key else ()) + operation.sounds * times
    draft.change(deadline=None)
    draft.play(draft.answer(contact), sounds, Cause.OPERATION_HEARD)
    return None


def interrupt_greeting(draft: Draft, _: Happening) -> None:
    operation = draft.session.route.operation if draft.session.route else None
    if operation is not None and operation.interruptible:
        draft.quiet(draft.session.leg(Role.CONTACT))
        draft.follow(Cause.OPERATION_HEARD)


def await_menu_key(draft: Draft, _: Happening) -> None:
    operation = draft.session.route.operation if draft.session.route else None
    if operation is not None:
        draft.wait(operation.timeout_s, Cause.MENU_TIMEOUT)


def take_menu_key(draft: Draft, happening: Happening) -> None:
    run, contact = draft.session.route, draft.session.leg(Role.CONTACT)
    operation = run.operation if run else None
    prompted = draft.session.deadline is not None
    if operation is None or not (prompted or operation.interruptible):
        return
    outcome = MENU_KEYS.get(happening.key, f"key_{happening.key}")
    draft.quiet(contact)
    if outcome in operation.transitions:
        set_outcome(draft, outcome)
        draft.follow(Cause.CHOSEN)
    else:
        _count(draft, "invalid_input", happening.key)


def count_attempt(draft: Draft, _: Happening) -> None:
    _count(draft, "timeout", "")


def _count(draft: Draft, outcome: str, key: str) -> None:
    """One more attempt used up; the last one's failure is the menu's outcome."""
    run = draft.session.route
    operation = run.operation if run else None
    if run is None or operation is None:
        return
    if run.attempts < operation.repeat:
        draft.change(route=replace(run, attempts=run.attempts + 1))
        draft.follow(Cause.ASK_AGAIN, key=key)
    else:
        set_outcome(draft, outcome)
        draft.follow(Cause.CHOSEN)
