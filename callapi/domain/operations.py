"""What each type of operation does in a call: one row of OPERATIONS each.

A function answers with the operation's outcome; None when it has made a cause and the
operation has to wait. New types are a row here and a row in the directory's table.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from callapi.domain import tagging
from callapi.domain.draft import Draft
from callapi.domain.outcome import missed, use_attempt
from callapi.domain.queue import joins_queue
from callapi.domain.session import DIRECT, Found, Operation, Role
from callapi.domain.states import Cause

Run = Callable[[Draft, Operation], str | None]


# --- what is over at once


def _tag(draft: Draft, operation: Operation) -> str | None:
    for tag in operation.tags:
        tagging.put(draft, tag, "auto")
    return "next"


def _link(draft: Draft, operation: Operation) -> str | None:
    return "next"


def _hang_up(draft: Draft, operation: Operation) -> str | None:
    draft.end_with("success_finish")
    draft.change(route=replace(draft.route, pending=()))
    if operation.sounds:
        return _to_contact(draft, Cause.GREET, "")
    return ""


# --- what needs the contact


def _to_contact(draft: Draft, cause: Cause, skipped: str) -> str | None:
    """Skipped without a contact; comes after any message to him."""
    contact = draft.session.leg(Role.CONTACT)
    if contact is None:
        return skipped
    busy = contact.playing is not None and contact.playing.over is not None
    draft.follow(Cause.LISTEN if busy else cause)
    return None


def _contact(cause: Cause, skipped: str) -> Run:
    return lambda draft, operation: _to_contact(draft, cause, skipped)


def _heard_out(draft: Draft, operation: Operation) -> str | None:
    return "next"


def _greeted(draft: Draft, operation: Operation) -> str | None:
    """The contact may leave his message now."""
    draft.follow(Cause.TAKE_MESSAGE)
    return None


# --- what has to be looked up


def _look_up(draft: Draft, operation: Operation) -> str | None:
    draft.follow(Cause.LOOK_UP)
    return None


def _outcome(draft: Draft, operation: Operation, found: Found) -> str | None:
    return found.outcome


def _dial(draft: Draft, operation: Operation, found: Found) -> str | None:
    """Dial those found, or wait in line until one of them is free."""
    if found.outcome:
        return found.outcome
    if joins_queue(draft, found):
        if not any(not target.barred for target in found.targets):
            queue = operation.queue
            if queue is not None and found.waiting >= queue.max_size:
                return "queue_full"
            draft.follow(Cause.QUEUE)
            return None
        free = tuple(target for target in found.targets if not target.barred)
        draft.change(route=replace(draft.route, found=replace(found, targets=free)))
    elif not found.targets:
        return "unavailable"
    draft.follow(Cause.FORWARD)
    return None


def _dial_extension(draft: Draft, operation: Operation, found: Found) -> str | None:
    """A wrong number uses up an attempt."""
    if found.outcome != "invalid_input":
        failed = found.outcome or _dial(draft, operation, found)
        return missed(draft) if failed else None
    if not use_attempt(draft):
        return "invalid_input"
    draft.follow(Cause.ASK_AGAIN, key=draft.route.digits)
    return None


# --- nobody was reached


def _why_not(draft: Draft, operation: Operation) -> str | None:
    """The contact goes back in line, as long as the operation may last."""
    run = draft.route
    over = run.until is not None and draft.now >= run.until
    if run.found is not None and joins_queue(draft, run.found) and not over:
        draft.follow(Cause.QUEUE)
        return None
    return run.outcome


def _failed(draft: Draft, operation: Operation) -> str | None:
    return None if _why_not(draft, operation) is None else missed(draft)


# --- keys that were read; no keys: the contact was silent


def _choose(draft: Draft, outcome: str) -> None:
    draft.change(route=replace(draft.route, outcome=outcome))
    draft.follow(Cause.CHOSEN)


def _try_again(draft: Draft, outcome: str, keys: str) -> None:
    """The last attempt's failure is the outcome."""
    if use_attempt(draft):
        draft.follow(Cause.ASK_AGAIN, key=keys)
    else:
        _choose(draft, outcome)


MENU_KEYS = {"*": "key_star", "#": "key_hash"}


def _read_menu(draft: Draft, operation: Operation, keys: str) -> None:
    outcome = MENU_KEYS.get(keys, f"key_{keys}")
    if not keys:
        _try_again(draft, "timeout", "")
    elif outcome in operation.transitions:
        _choose(draft, outcome)
    elif operation.extensions and keys.isdigit():
        draft.follow(Cause.LOOK_UP)
    else:
        _try_again(draft, "invalid_input", keys)


def _read_extension(draft: Draft, operation: Operation, keys: str) -> None:
    if not keys:
        _try_again(draft, "timeout", "")
    elif keys.isdigit():
        draft.follow(Cause.LOOK_UP)
    else:
        _try_again(draft, "invalid_input", keys)


def _read_code(draft: Draft, operation: Operation, keys: str) -> None:
    if not keys:
        _choose(draft, "timeout")
    elif keys in operation.codes:
        _choose(draft, "authorized")
    else:
        _try_again(draft, "denied", keys)


def _read_anything(draft: Draft, operation: Operation, keys: str) -> None:
    draft.follow(Cause.LOOK_UP)


# --- interactive processing (Data API spec 4.5)


def _ask_contact(draft: Draft, operation: Operation) -> str | None:
    """His keys go into the request; without a greeting or keys it is made at once."""
    if operation.sounds or operation.longest:
        return _to_contact(draft, Cause.ASK, "no_reply")
    if draft.session.leg(Role.CONTACT) is None:
        return "no_reply"
    return _look_up(draft, operation)


def _replied(draft: Draft, operation: Operation, found: Found) -> str | None:
    if found.outcome:
        return found.outcome
    if found.sounds:
        draft.follow(Cause.GREET)
        return None
    return _message_heard(draft, operation)


def _message_heard(draft: Draft, operation: Operation) -> str | None:
    found = draft.route.found
    assert found is not None
    if found.targets:
        draft.follow(Cause.FORWARD)
        return None
    return _take_codes(draft, operation, found) or "played"


def _nobody_for_reply(draft: Draft, operation: Operation) -> str | None:
    found = draft.route.found
    assert found is not None
    return _take_codes(draft, operation, found) or "forward_failed"


def _take_codes(draft: Draft, operation: Operation, found: Found) -> str:
    """The first code's branch now, the others' when it has come to its end."""
    ways = operation.transitions
    known = [f"code:{code}" for code in found.codes if f"code:{code}" in ways]
    if not known:
        return "unknown_code" if found.codes else ""
    run = draft.route
    later = tuple(key for code in known[1:] if (key := ways[code]) is not None)
    draft.change(route=replace(run, pending=(*later, *run.pending)))
    return known[0]


@dataclass(frozen=True, slots=True)
class OperationType:
    """`lost` is the outcome when what has to be known can not be found out."""

    enter: Run
    fallback: str = ""
    lost: str = "failed"
    found: Callable[[Draft, Operation, Found], str | None] = _outcome
    heard: Run = _heard_out
    unreached: Run = _why_not
    read: Callable[[Draft, Operation, str], None] = _read_anything


def _direct(draft: Draft, operation: Operation) -> str | None:
    draft.follow(Cause.FORWARD)
    return None


OPERATIONS: dict[str, OperationType] = {
    DIRECT: OperationType(_direct),
    "redirect": OperationType(_look_up, "failed", found=_dial),
    "personal_manager": OperationType(_look_up, found=_dial, unreached=_failed),
    "last_manager": OperationType(_look_up, found=_dial, unreached=_failed),
    "menu": OperationType(
        _contact(Cause.ASK, "timeout"),
        found=_dial_extension,
        unreached=_failed,
        read=_read_menu,
    ),
    "extension": OperationType(
        _contact(Cause.ASK, "timeout"),
        found=_dial_extension,
        unreached=_failed,
        read=_read_extension,
    ),
    "authorization": OperationType(_contact(Cause.ASK, "timeout"), read=_read_code),
    "interactive": OperationType(
        _ask_contact,
        "no_reply",
        lost="no_reply",
        found=_replied,
        heard=_message_heard,
        unreached=_nobody_for_reply,
        read=_read_anything,
    ),
    "voice_greeting": OperationType(_contact(Cause.GREET, "next"), "next"),
    "voice_mail": OperationType(_contact(Cause.GREET, "not_recorded"), heard=_greeted),
    "inbound_fax": OperationType(_contact(Cause.TAKE_FAX, "failed")),
    "schedule": OperationType(_look_up, lost="out_of_schedule"),
    "contact_list": OperationType(_look_up, lost="not_matched"),
    "region": OperationType(_look_up, lost="default"),
    "interaction_number": OperationType(_look_up, lost="default"),
    "hangup": OperationType(_hang_up),
    "tag": OperationType(_tag),
    "goto_operation": OperationType(_link),
    "run_scenario": OperationType(_link),
}
