"""Effects of the conversation: connect, hold, consult, transfer, keys (spec 4.3)."""

from callapi.domain import keys, recording
from callapi.domain.actions import FindNumber, PlayOnce, ReceiveFax, SendKeys, Unmute
from callapi.domain.draft import Draft
from callapi.domain.errors import ApiError, Mnemonic
from callapi.domain.happening import Happening
from callapi.domain.session import Fax, Leg, Role
from callapi.domain.states import Cause

MAX_DIGITS = 15


def connect(draft: Draft, _: Happening) -> None:
    """Contact and operator hear each other; the first time the talk begins."""
    contact, operator = (
        draft.session.leg(Role.CONTACT),
        draft.session.leg(Role.OPERATOR),
    )
    draft.connect(contact, operator)
    if draft.session.talk_since is None:
        if draft.session.plan.early and operator is not None:
            draft.act(Unmute(operator))
        draft.change(talk_since=draft.now, setup_by=None)
    draft.change(talking_since=draft.now)
    draft.tell(
        "talk_started",
        leg_ids=[leg.id for leg in (contact, operator) if leg],
        employee_id=operator.employee_id if operator else None,
    )
    recording.talk_entered(draft, operator)


def end_talk(draft: Draft, _: Happening) -> None:
    """The bridge between contact and operator ends, for now or for good."""
    since, operator = draft.session.talking_since, draft.session.leg(Role.OPERATOR)
    lasted = draft.now - since if since is not None else 0.0
    draft.change(talking_since=None)
    draft.tell(
        "talk_finished",
        employee_id=operator.employee_id if operator else None,
        talk_time_duration=round(lasted, 3),
    )
    recording.pause(draft)


def part_contact(draft: Draft, happening: Happening) -> None:
    """The contact leaves the bridge and hears the hold message, over and over."""
    contact = draft.session.leg(Role.CONTACT)
    draft.part(contact)
    sounds = happening.sounds or (draft.session.plan.music,)
    draft.play(contact, sounds, loop=True)
    if happening.cause is Cause.DIAL_BY_KEYS:
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
    if draft.session.digits:
        draft.act(FindNumber(draft.session.digits))
    else:
        draft.follow(Cause.NUMBER_UNKNOWN)


def error_tone(draft: Draft, happening: Happening) -> None:
    operator = draft.session.leg(Role.OPERATOR)
    if operator is not None and happening.sounds:
        draft.act(PlayOnce(operator, happening.sounds[0]))


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
    draft.dial(Role.THIRD, target, caller)
    operator = draft.session.leg(Role.OPERATOR)
    if operator is not None and operator.playing is None:
        draft.play(operator, tone="ring")
    return None


def quiet_operator(draft: Draft, _: Happening) -> None:
    draft.quiet(draft.session.leg(Role.OPERATOR))


def brief_third(draft: Draft, _: Happening) -> None:
    sounds = draft.session.third_sounds
    if sounds:
        draft.play(draft.session.leg(Role.THIRD), sounds, Cause.THIRD_BRIEFED)
    else:
        draft.follow(Cause.THIRD_BRIEFED)


def connect_third(draft: Draft, _: Happening) -> None:
    draft.connect(draft.session.leg(Role.OPERATOR), draft.session.leg(Role.THIRD))


def promote_third(draft: Draft, _: Happening) -> None:
    """The transfer is complete: the third party is the operator from now on."""
    third = draft.session.leg(Role.THIRD)
    if third is not None:
        draft.change_leg(third, role=Role.OPERATOR)


def dial_coach(draft: Draft, happening: Happening) -> None:
    target = happening.targets[0]
    draft.dial(Role.COACH, target, draft.session.contact)


def add_tag(draft: Draft, happening: Happening) -> None:
    tag = happening.tag
    if tag is None:
        return
    if any(held.id == tag.id for held in draft.session.tags):
        if happening.quiet:
            return
        raise ApiError(Mnemonic.DUPLICATE_TAG, field="tag_id", value=tag.id)
    draft.change(tags=(*draft.session.tags, tag))
    draft.tell(
        "set_mark",
        tag_id=tag.id,
        tag_name=tag.name,
        tag_action="set",
        tag_type="manual",
        tag_user_login=happening.user,
    )


def block_contact(draft: Draft, _: Happening) -> None:
    draft.tell("contact_blocked", contact_phone_number=draft.session.contact)


def tone_to_contact(draft: Draft, happening: Happening) -> None:
    _tone(draft, draft.session.leg(Role.CONTACT), happening)


def tone_to_third(draft: Draft, happening: Happening) -> None:
    _tone(draft, draft.session.leg(Role.THIRD), happening)


def _tone(draft: Draft, leg: Leg | None, happening: Happening) -> None:
    """A key the operator pressed himself has reached the other side by its bridge."""
    if leg is not None and not happening.quiet:
        until = draft.now + keys.seconds(happening.key)
        draft.act(SendKeys(draft.change_leg(leg, keys_until=until), happening.key))


def receive_fax(draft: Draft, _: Happening) -> None:
    contact = draft.session.leg(Role.CONTACT)
    if contact is not None and contact.fax is not Fax.RECEIVING:
        draft.part(contact)
        contact = draft.change_leg(contact, fax=Fax.RECEIVING)
        draft.act(ReceiveFax(contact))


def end_fax(draft: Draft, _: Happening) -> None:
    draft.connect(draft.session.leg(Role.CONTACT), draft.session.leg(Role.OPERATOR))
