"""A talk is steered on real telephones: who hears whom after each method (spec 3.3)."""

import asyncio

import pytest

from tests.telephony.office import (
    COACH_HZ,
    CONTACT_HZ,
    HOLD_HZ,
    SECOND_HZ,
    THIRD_HZ,
    VIRTUAL,
    Office,
)
from tests.telephony.phone import answer, refuse
from tests.telephony.phones import Phones
from tests.telephony.talk import talk

pytestmark = pytest.mark.timeout(120)  # the first test may have to install Asterisk

COACH = "12025550188"


async def test_on_hold_the_contact_hears_the_message_and_the_operator_nothing(
    office: Office, phones: Phones
) -> None:
    it = await talk(office, phones)
    await it.both_hear()
    await it.holds()
    await it.call.shows(
        {it.operator.number: "Conversation", it.contact.number: "On hold"}
    )
    await asyncio.gather(it.contact.hears(HOLD_HZ), it.operator.hears_silence())
    await it.contact.hears(HOLD_HZ)  # it is repeated
    await it.call.ask("unhold.call")
    await it.both_hear()
    for _ in range(5):
        await it.holds()
        await it.call.ask("unhold.call")
    await it.both_hear()
    await it.is_released(it.contact, it.operator)


async def test_a_consultation_is_unheard_by_the_contact(
    office: Office, phones: Phones
) -> None:
    it = await talk(office, phones)
    await it.holds()
    third = await it.dials_third()
    await asyncio.gather(it.contact.hears(HOLD_HZ), it.operator.hears_silence())
    await third.picks_up()
    await asyncio.gather(
        it.contact.hears(HOLD_HZ),
        it.operator.hears(THIRD_HZ),
        third.hears(SECOND_HZ),
    )
    await it.call.shows(
        {
            it.operator.number: "Operators talking",
            it.contact.number: "On hold",
            third.number: "Operators talking",
        }
    )
    await it.call.ask("restore.talk")
    await third.ended()
    await it.both_hear()
    await it.is_released(it.contact, it.operator)


async def test_a_contact_is_transferred(office: Office, phones: Phones) -> None:
    async def after_consulting() -> None:
        it = await talk(office, phones, 1)
        await it.hands_over()

    async def while_dialing() -> None:
        it = await talk(office, phones, 2)
        await it.holds()
        third = await it.dials_third()
        await it.call.ask("transfer.talk")
        await it.operator.ended()
        await it.contact.hears(HOLD_HZ)
        await third.picks_up()
        await it.has_contact_with(third)

    await asyncio.gather(after_consulting(), while_dialing())


async def test_a_third_party_who_fails_leaves_the_contact_on_hold(
    office: Office, phones: Phones
) -> None:
    async def busy() -> None:
        it = await talk(office, phones, 1)
        await it.holds()
        third = await it.dials_third(refuse(486))
        await third.ended()
        await it.contact.hears(HOLD_HZ)
        await it.call.ask("unhold.call")
        await it.both_hear()
        await it.is_released(it.contact, it.operator)

    async def gone_after_a_while() -> None:
        it = await talk(office, phones, 2)
        await it.holds()
        third = await it.dials_third(answer())
        await third.hears(SECOND_HZ)
        await third.hangs_up()
        await it.call.shows(
            {
                it.operator.number: "Conversation",
                it.contact.number: "On hold",
                third.number: "Disconnected",
            }
        )
        await asyncio.gather(it.contact.hears(HOLD_HZ), it.operator.hears_silence())
        await it.is_released(it.contact, it.operator)

    async def not_there_for_a_transfer() -> None:
        it = await talk(office, phones, 3)
        await it.holds()
        third = await it.dials_third()
        await it.call.ask("transfer.talk")
        await it.operator.ended()
        await third.hangs_up()
        await it.contact.ended()
        await it.call.finishes("transfer_disconnects")

    await asyncio.gather(busy(), gone_after_a_while(), not_there_for_a_transfer())


async def test_a_coach_hears_both_and_is_heard_by_the_operator_only(
    office: Office, phones: Phones
) -> None:
    it = await talk(office, phones)
    coach = await phones.outside(COACH, answer(), hertz=COACH_HZ)
    await it.call.ask("add.coach", phone_number=COACH)
    await coach.answered()
    assert coach.caller == it.contact.number
    await it.is_coached_by(coach)
    await it.holds()
    await asyncio.gather(coach.hears(SECOND_HZ), it.operator.hears(COACH_HZ))
    await it.call.ask("unhold.call")
    await coach.hangs_up()
    await it.both_hear()
    coach = await phones.outside(COACH, answer(), hertz=COACH_HZ)
    await it.call.ask("add.coach", phone_number=COACH)
    await it.operator.hears(CONTACT_HZ, COACH_HZ)
    await it.is_released(it.contact, it.operator, coach)


async def test_keys_go_both_ways(office: Office, phones: Phones) -> None:
    it = await talk(office, phones, direction="out")
    await it.call.ask("send.dtmf", dtmf_string="8")
    await it.contact.receives("8")
    await it.contact.presses("97#")
    await it.operator.receives("97#")
    await it.operator.presses("6*")
    await it.contact.receives("6*")
    await it.both_hear()
    await it.is_released(it.contact, it.operator)


async def test_a_phone_does_not_transfer_by_itself(
    office: Office, phones: Phones
) -> None:
    """Nobody would know of it, and anybody could send a contact anywhere."""
    it = await talk(office, phones)
    for phone, to in ((it.operator, VIRTUAL), (it.contact, "12025550601")):
        assert await phone.transfers(to) >= 400
        await it.both_hear()
    await it.is_released(it.contact, it.operator)


async def test_a_leg_is_disconnected(office: Office, phones: Phones) -> None:
    async def of_the_coach() -> None:
        it = await talk(office, phones, 1)
        coach = await phones.outside(COACH, answer(), hertz=COACH_HZ)
        await it.call.ask("add.coach", phone_number=COACH)
        await it.operator.hears(CONTACT_HZ, COACH_HZ)
        await it.disconnects(COACH)
        await coach.ended()
        await it.both_hear()
        await it.is_released(it.contact, it.operator)

    async def of_the_operator() -> None:
        it = await talk(office, phones, 2)
        await it.disconnects(it.operator.number)
        await asyncio.gather(it.operator.ended(), it.contact.ended())
        await it.call.finishes("operator_disconnects")

    async def of_the_contact_on_hold() -> None:
        it = await talk(office, phones, 3)
        await it.holds()
        await it.contact.hears(HOLD_HZ)
        await it.disconnects(it.contact.number)
        await asyncio.gather(it.operator.ended(), it.contact.ended())
        await it.call.finishes("caller_disconnects")

    await asyncio.gather(of_the_coach(), of_the_operator(), of_the_contact_on_hold())


async def test_a_blocked_contact_is_called_no_more(
    office: Office, phones: Phones
) -> None:
    it = await talk(office, phones, 77)
    await it.call.ask("block.contact")
    await it.both_hear()
    await it.is_released(it.contact, it.operator)
    with pytest.raises(AssertionError, match="contact_in_blacklist"):
        await office.call(it.contact.number, it.operator.number)
    await it.contact.dials(VIRTUAL)
    assert await it.contact.ended(2) == 403
