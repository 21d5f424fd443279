"""Effects of the conversation: connect, hold, consult, transfer, keys (spec 4.3)."""

from callapi.domain import keys, recording, telling
from callapi.domain.actions import FindNumber, ReceiveFax, SendKeys, Unmute
from callapi.domain.draft import Draft
from callapi.domain.happening import Happening
from callapi.domain.session import HUSH, Fax, Role
from callapi.domain.states import Cause
from callapi.domain.target import Target

MAX_DIGITS = 15
RING = "ring"


def connect(draft: Draft, _: Happening) -> None:
    """Contact and operator hear each other; the first time the talk begins."""
    contact, operator = draft.leg(Role.CONTACT), draft.leg(Role.OPERATOR)
    draft.connect(contact, operator)
    draft.begin_talk(operator)
    first = draft.session.talk_since
    if first is None and draft.session.plan.early:
        draft.act(Unmute(operator))
    draft.change(
        talk_since=draft.now if first is None else first,
        talking_since=draft.now,
        setup_by=None,
    )
    draft.tell("talk_started", **telling.of_talk(draft.session))
    recording.talk_entered(draft, operator)


def end_talk(draft: Draft, _: Happening) -> None:
    """The bridge between contact and operator ends, for now or for good."""
    lasted = draft.now - (draft.session.talking_since or draft.now)
    draft.change(talking_since=None)
    draft.end_talk()
    draft.tell(
        "talk_finished",
        **telling.of_talk(draft.session),
        talk_time_duration=round(lasted, 3),
    )
    recording.pause(draft)


def part_contact(draft: Draft, happening: Happening) -> None:
    """The contact leaves the bridge and hears the hold message, over and over."""
    contact = draft.leg(Role.CONTACT)
    draft.part(contact)
    sounds = happening.sounds or (draft.session.plan.music,)
    draft.play(contact, sounds, loop=True)


def hold_again(draft: Draft, _: Happening) -> None:
    """Whoever was put on hold while his fax was received has heard nothing so far."""
    contact = draft.leg(Role.CONTACT)
    sounds = contact.playing.sounds if contact.playing else ()
    draft.play(contact, sounds, loop=True)


def prompt_operator(draft: Draft, happening: Happening) -> None:
    """The operator is to dial, and not to wait for ever."""
    _prompt(draft, happening)
    draft.wait(draft.session.limits.input_s, Cause.INPUT_TIMEOUT)


def take_digit(draft: Draft, happening: Happening) -> None:
    digits = draft.session.digits
    if len(digits) < MAX_DIGITS:
        draft.change(digits=digits + happening.key)
    draft.wait(draft.session.limits.input_s, Cause.INPUT_TIMEOUT)


def forget_digits(draft: Draft, _: Happening) -> None:
    draft.change(digits="")


def find_number(draft: Draft, _: Happening) -> None:
    """Ask who is behind the digits; the answer is the next cause."""
    draft.change(deadline=None)
    draft.act(FindNumber(draft.session.digits))


def error_tone(draft: Draft, happening: Happening) -> None:
    _prompt(draft, happening)


def _prompt(draft: Draft, happening: Happening) -> None:
    """A sound nobody waits for; it stops when the operator is connected."""
    if happening.prompt is not None:
        draft.play(draft.leg(Role.OPERATOR), (happening.prompt,))
    else:
        hush_operator(draft, happening)


def dial_third(draft: Draft, happening: Happening) -> None:
    """Dial the third party's next number; the operator hears it ring."""
    if happening.targets:
        draft.change(
            third=happening.targets, third_next=0, third_sounds=happening.sounds
        )
    session = draft.session
    if session.third_next >= len(session.third):
        return draft.follow(Cause.NOBODY_LEFT)
    target = session.third[session.third_next]
    draft.change(third_next=session.third_next + 1)
    internal = target.employee_id is not None
    caller = session.contact if internal else session.virtual_number
    draft.dial(Role.THIRD, target, caller, _ring_s(draft, target))
    operator = draft.session.leg(Role.OPERATOR)
    if operator is not None and not (
        operator.playing and operator.playing.tone == RING
    ):
        draft.play(operator, tone=RING)
    return None


def hush_operator(draft: Draft, _: Happening) -> None:
    """He waits alone."""
    draft.play(draft.leg(Role.OPERATOR), tone=HUSH)


def brief_third(draft: Draft, _: Happening) -> None:
    sounds = draft.session.third_sounds
    if sounds:
        draft.play(draft.leg(Role.THIRD), sounds, Cause.THIRD_BRIEFED)
    else:
        draft.follow(Cause.THIRD_BRIEFED)


def connect_third(draft: Draft, _: Happening) -> None:
    draft.connect(draft.leg(Role.OPERATOR), draft.leg(Role.THIRD))


def promote_third(draft: Draft, _: Happening) -> None:
    """The transfer is complete: the third party is the operator from now on."""
    draft.change_leg(draft.leg(Role.THIRD), role=Role.OPERATOR, transferred=True)


def dial_coach(draft: Draft, happening: Happening) -> None:
    target = happening.targets[0]
    caller = draft.session.contact
    draft.dial(Role.COACH, target, caller, _ring_s(draft, target))


def _ring_s(draft: Draft, target: Target) -> float:
    """The number's own time, but no longer than the specification lets it ring."""
    return min(float(target.ring_s), draft.session.limits.ring_s)


def block_contact(draft: Draft, _: Happening) -> None:
    contact = draft.session.contact
    draft.tell("contact_blocked", contact_phone_number=contact, comment=None)


def tone_to_contact(draft: Draft, happening: Happening) -> None:
    """A key the operator pressed himself has reached the other side by its bridge."""
    contact = draft.leg(Role.CONTACT)
    if not happening.quiet:
        until = draft.now + keys.seconds(happening.key)
        draft.act(SendKeys(draft.change_leg(contact, keys_until=until), happening.key))


def tone_to_third(draft: Draft, happening: Happening) -> None:
    if not happening.quiet:
        draft.act(SendKeys(draft.leg(Role.THIRD), happening.key))


def receive_fax(draft: Draft, _: Happening) -> None:
    contact = draft.leg(Role.CONTACT)
    if contact.fax is not Fax.RECEIVING:
        draft.part(contact)
        draft.end_talk()
        contact = draft.change_leg(contact, fax=Fax.RECEIVING)
        draft.act(ReceiveFax(contact))


def end_fax(draft: Draft, _: Happening) -> None:
    operator = draft.leg(Role.OPERATOR)
    draft.connect(draft.leg(Role.CONTACT), operator)
    draft.begin_talk(operator)
