"""Effects that play to the contact and read his keys: menus, codes, extensions."""

from dataclasses import replace

from callapi.domain.draft import Draft
from callapi.domain.happening import Happening
from callapi.domain.operations import OPERATIONS
from callapi.domain.session import Operation, Role, Sound
from callapi.domain.states import Cause

MOST_TYPED_AHEAD = 32


def play_operation(draft: Draft, happening: Happening) -> None:
    """A greeting or a prompt, unless keys that were pressed ahead make it needless."""
    run, operation = draft.route, draft.operation
    contact = draft.answer(draft.leg(Role.CONTACT))
    ahead = run.typed_ahead
    if happening.cause is Cause.ASK_AGAIN or not operation.type_ahead:
        ahead = ahead if happening.cause is Cause.GREET else ""
    draft.change(deadline=None, route=replace(run, digits="", typed_ahead=ahead))
    sounds = _sounds(draft, operation, happening)
    if happening.cause is Cause.ASK and ahead:
        draft.quiet(contact)
        _feed(draft)
    elif sounds:
        draft.play(contact, sounds, Cause.OPERATION_HEARD)
    else:  # the file has vanished since the scenario was written
        draft.quiet(contact)
        draft.follow(Cause.OPERATION_HEARD)


def _sounds(
    draft: Draft, operation: Operation, happening: Happening
) -> tuple[Sound, ...]:
    """A client's message, or the operation's; after a wrong key its prompt first."""
    found = draft.route.found
    if happening.cause is Cause.GREET and found is not None and found.sounds:
        return found.sounds
    times = operation.repeat + 1 if operation.type == "voice_greeting" else 1
    return (operation.invalid if happening.key else ()) + operation.sounds * times


def interrupt_greeting(draft: Draft, _: Happening) -> None:
    if draft.operation.interruptible:
        draft.quiet(draft.leg(Role.CONTACT))
        draft.follow(Cause.OPERATION_HEARD)


def keep_key(draft: Draft, happening: Happening) -> None:
    """For an operation to come that lets its keys be pressed ahead."""
    run = draft.route
    if len(run.typed_ahead) < MOST_TYPED_AHEAD:
        ahead = run.typed_ahead + happening.key
        draft.change(route=replace(run, typed_ahead=ahead))


def await_menu_key(draft: Draft, _: Happening) -> None:
    operation = draft.operation
    if operation.longest:
        draft.wait(operation.key_s or operation.timeout_s, Cause.MENU_TIMEOUT)
    else:
        _read(draft)


def take_menu_key(draft: Draft, happening: Happening) -> None:
    """One more key; `quiet` marks one that was pressed ahead."""
    run, operation = draft.route, draft.operation
    is_prompted = draft.session.deadline is not None or run.digits or happening.quiet
    if not is_prompted and not operation.interruptible:
        return
    draft.quiet(draft.leg(Role.CONTACT))
    draft.change(route=replace(run, digits=_with(run.digits, happening.key)))
    if _is_complete(operation, run.digits, happening.key):
        _read(draft)
    else:
        draft.wait(operation.gap_s, Cause.MENU_TIMEOUT)
        _feed(draft)


def read_keys(draft: Draft, _: Happening) -> None:
    """No more keys have come."""
    _read(draft)


def _read(draft: Draft) -> None:
    operation = draft.operation
    OPERATIONS[operation.type].read(draft, operation, draft.route.digits)


def _with(digits: str, key: str) -> str:
    """A hash after digits only ends them."""
    return digits if digits and key == "#" else digits + key


def _is_complete(operation: Operation, before: str, key: str) -> bool:
    return (
        len(before) + 1 >= operation.longest
        or key == "#"
        or (operation.extensions and key == "*" and not before)
    )


def _feed(draft: Draft) -> None:
    """The next of the keys that were pressed ahead."""
    run = draft.route
    if run.typed_ahead and draft.operation.type_ahead:
        key = run.typed_ahead[0]
        draft.change(route=replace(run, typed_ahead=run.typed_ahead[1:]))
        draft.follow(Cause.CONTACT_KEY, key=key, quiet=True)
