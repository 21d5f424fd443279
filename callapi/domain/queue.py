"""Waiting in line until somebody is free (Data API spec 4.4, `queue`)."""

from dataclasses import replace

from callapi.domain.actions import LookUp
from callapi.domain.draft import Draft
from callapi.domain.happening import Happening
from callapi.domain.outcome import missed, set_outcome
from callapi.domain.reasons import NO_ANSWER
from callapi.domain.session import Found, Queue, Role, Sound
from callapi.domain.states import Cause

LOOK_S = 10.0  # a number may become free without anybody telling, by its schedule
REST_S = 3.0  # those who have not answered are left in peace for so long
EXTENSION_QUEUE = Queue(max_wait_s=3600.0, max_size=100)


def joins_queue(draft: Draft, found: Found) -> bool:
    """Whether the contact waits where nobody is free; without a contact nobody does."""
    there = draft.session.leg(Role.CONTACT) is not None
    return there and (draft.operation.queue is not None or found.waits)


def join_queue(draft: Draft, _: Happening) -> None:
    """The contact is answered; whoever comes back keeps his place."""
    run, found = draft.route, draft.route.found
    assert found is not None
    draft.answer(draft.leg(Role.CONTACT))
    if run.queued_at is None:
        draft.note("queue_entered", draft.operation.name)
    queued_at = draft.now if run.queued_at is None else run.queued_at
    until = run.until
    if until is None:
        until = draft.now + draft.operation.timeout_s
    draft.change(route=replace(run, queued_at=queued_at, until=until))
    draft.extend_setup(until)
    _tick(draft, REST_S if run.target else LOOK_S)
    _tell_place(draft, found)


def check_queue(draft: Draft, happening: Happening) -> None:
    """Is the waiting over? If not, is anybody free?"""
    run = draft.route
    assert run.queued_at is not None
    assert run.until is not None
    if draft.now >= run.until:
        _leave(draft, NO_ANSWER)
    elif draft.now >= run.queued_at + queue_of(draft).max_wait_s:
        _leave(draft, "queue_timeout")
    elif happening.cause is Cause.NUMBER_FREE and _is_soon(draft):
        return
    else:
        draft.change(route=replace(run, questions=run.questions + 1))
        draft.act(LookUp(draft.route.questions))
        _tick(draft, LOOK_S)


def take_turn(draft: Draft, happening: Happening) -> None:
    """Somebody may be free for this contact."""
    found = happening.found
    assert found is not None
    free = tuple(target for target in found.targets if not target.barred)
    if not free:
        _tell_place(draft, found)
        return
    found = replace(found, targets=free)
    draft.change(route=replace(draft.route, found=found, target=0))
    draft.follow(Cause.TURN)


def entertain_queue(draft: Draft, _: Happening) -> None:
    """Music, when there is nothing else to hear."""
    contact = draft.leg(Role.CONTACT)
    if contact.playing is None or contact.playing.over is None:
        draft.loop(contact, waiting_music(draft))


def queue_of(draft: Draft) -> Queue:
    return draft.operation.queue or EXTENSION_QUEUE


def waiting_music(draft: Draft) -> tuple[Sound, ...]:
    """What a contact hears who waits: the queue's, the operation's, or the usual."""
    operation = draft.operation
    queued = draft.route.queued_at is not None
    own = operation.queue.music if operation.queue and queued else ()
    return own or operation.music or (draft.session.plan.music,)


def _tell_place(draft: Draft, found: Found) -> None:
    """When it has changed."""
    run, contact = draft.route, draft.leg(Role.CONTACT)
    place = found.ahead + 1
    if place != run.place:
        draft.change(route=replace(run, place=place))
        if found.sounds:
            draft.play(contact, found.sounds, Cause.OPERATION_HEARD)
            return
    entertain_queue(draft, Happening(Cause.OPERATION_HEARD))


def _tick(draft: Draft, seconds: float) -> None:
    run = draft.route
    assert run.queued_at is not None
    assert run.until is not None
    over = min(run.queued_at + queue_of(draft).max_wait_s, run.until)
    draft.wait(min(seconds, max(0.0, over - draft.now)), Cause.QUEUE_TICK)


def _is_soon(draft: Draft) -> bool:
    """The next look comes by itself: those who were dialled are resting."""
    at = draft.session.deadline
    return at is not None and draft.route.target > 0 and at.at - draft.now <= REST_S


def _leave(draft: Draft, outcome: str) -> None:
    """An extension's own queue is no part of the operation, which has failed."""
    set_outcome(draft, outcome if draft.operation.queue else missed(draft))
    draft.follow(Cause.CHOSEN)
