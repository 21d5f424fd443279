"""Effects that take what a contact leaves: a spoken message, or a fax."""

from callapi.domain.actions import EndMessage, ReceiveFax, TakeMessage
from callapi.domain.draft import Draft
from callapi.domain.happening import Happening
from callapi.domain.outcome import set_outcome
from callapi.domain.route import route_on
from callapi.domain.session import HUSH, Fax, Role, Session, Voicemail
from callapi.domain.states import Cause

GRACE_S = 5.0  # the switch ends a message by itself; we give up on it so much later


def settings(session: Session) -> Voicemail:
    """Those of the operation that takes the message, or took it last."""
    operation = session.route.operation if session.route else None
    return (operation.voicemail if operation else None) or Voicemail()


def name(session: Session) -> str:
    """The message's file name: made by us, of safe characters alone."""
    return f"vm-{session.id}-{session.recordings}"


def take_message(draft: Draft, _: Happening) -> None:
    draft.change(recordings=draft.session.recordings + 1)
    wanted = settings(draft.session)
    contact = draft.leg(Role.CONTACT)
    file = name(draft.session)
    draft.act(TakeMessage(file, contact, wanted.max_s, wanted.silence_s))
    draft.play(contact, tone=HUSH)
    draft.wait(wanted.max_s + GRACE_S, Cause.MESSAGE_TIMEOUT)
    draft.extend_setup(draft.now + wanted.max_s)


def end_message(draft: Draft, happening: Happening) -> None:
    """The contact has pressed the key that ends it."""
    if happening.key == settings(draft.session).finish_key:
        draft.act(EndMessage(name(draft.session)))


def keep_message(draft: Draft, happening: Happening) -> None:
    is_kept = happening.seconds >= settings(draft.session).min_s
    set_outcome(draft, "recorded" if is_kept else "not_recorded")
    route_on(draft, happening)


def give_up_message(draft: Draft, happening: Happening) -> None:
    """Nothing is told of its end: what there is of it is kept when it comes."""
    draft.act(EndMessage(name(draft.session)))
    set_outcome(draft, "not_recorded")
    route_on(draft, happening)


def take_fax(draft: Draft, _: Happening) -> None:
    contact = draft.answer(draft.leg(Role.CONTACT))
    draft.quiet(contact)
    draft.act(ReceiveFax(draft.change_leg(contact, fax=Fax.RECEIVING)))


def keep_fax(draft: Draft, happening: Happening) -> None:
    contact = draft.leg(Role.CONTACT)
    received = contact.fax is Fax.RECEIVED
    draft.change_leg(contact, fax=None)
    set_outcome(draft, "received" if received else "failed")
    route_on(draft, happening)
