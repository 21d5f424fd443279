"""People hang up, or a call is released, in every phase of it: how it ends.

What is left in Asterisk after each test is looked at by the fixture.
"""

import asyncio

import pytest

from tests.telephony.office import (
    CONTACT_HZ,
    HOLD_HZ,
    NOTE_HZ,
    SECOND_HZ,
    Office,
)
from tests.telephony.phone import Phone, Step, answer, progress
from tests.telephony.phones import Phones
from tests.telephony.talk import talk

pytestmark = pytest.mark.timeout(120)  # the first test may have to install Asterisk


async def test_an_operator_may_hang_up_while_the_call_is_set_up(
    office: Office, phones: Phones
) -> None:
    async def operator_while_the_contact_rings() -> None:
        operator, contact = await pair(phones, 1, (answer(),), ())
        call = await office.call(contact.number, operator.number)
        await contact.rings()
        await operator.hangs_up()
        await contact.ended()
        await call.finishes("operator_disconnects")

    async def operator_during_his_message() -> None:
        operator, contact = await pair(phones, 2, (answer(),), ())
        message = office.message("brief")
        call = await office.call(
            contact.number, operator.number, operator_message=message
        )
        await operator.answered()
        await operator.hangs_up()
        await call.finishes("operator_disconnects")
        assert contact.times("rings") == 0

    async def operator_during_the_contacts_message() -> None:
        operator, contact = await pair(phones, 3, (answer(),), (answer(),))
        message = office.message("note")
        call = await office.call(
            contact.number, operator.number, contact_message=message
        )
        await contact.hears(NOTE_HZ)
        await operator.hangs_up()
        await contact.ended()
        await call.finishes("operator_disconnects")

    async def operator_who_hears_the_line() -> None:
        operator, contact = await pair(phones, 6, (answer(),), (progress(),))
        early = {"switch_at_once": True, "early_switching": True}
        call = await office.call(contact.number, operator.number, **early)
        await operator.hears(CONTACT_HZ)
        await operator.hangs_up()
        await contact.ended()
        await call.finishes("operator_disconnects")

    await asyncio.gather(
        operator_while_the_contact_rings(),
        operator_during_his_message(),
        operator_during_the_contacts_message(),
        operator_who_hears_the_line(),
    )


async def test_a_contact_may_hang_up_while_the_call_is_set_up(
    office: Office, phones: Phones
) -> None:
    async def contact_during_his_message() -> None:
        operator, contact = await pair(phones, 4, (answer(),), (answer(),))
        message = office.message("note")
        call = await office.call(
            contact.number, operator.number, contact_message=message
        )
        await contact.hears(NOTE_HZ)
        await contact.hangs_up()
        await operator.ended()
        await call.finishes("caller_disconnects")

    async def contact_while_the_operator_rings() -> None:
        operator, contact = await pair(phones, 5, (), (answer(),))
        call = await office.call(contact.number, operator.number, first_call="contact")
        await operator.rings()
        await contact.hangs_up()
        await operator.ended()
        await call.finishes("caller_disconnects")

    async def contact_whose_keys_are_being_sent() -> None:
        operator, contact = await pair(phones, 7, (answer(),), (answer(),))
        call = await office.call(contact.number, operator.number, dtmf_string="1...2")
        await contact.receives("1")
        await contact.hangs_up()
        await operator.ended()
        await call.finishes("caller_disconnects")

    await asyncio.gather(
        contact_during_his_message(),
        contact_while_the_operator_rings(),
        contact_whose_keys_are_being_sent(),
    )


async def test_a_call_is_released_in_every_phase_of_its_set_up(
    office: Office, phones: Phones
) -> None:
    async def while_the_operator_rings() -> None:
        operator, contact = await pair(phones, 1, (), ())
        call = await office.call(contact.number, operator.number)
        await operator.rings()
        await call.ask("release.call")
        await operator.ended()
        await call.finishes("operator_disconnects")

    async def while_the_contact_rings() -> None:
        operator, contact = await pair(phones, 2, (answer(),), ())
        call = await office.call(contact.number, operator.number)
        await contact.rings()
        await call.ask("release.call")
        await asyncio.gather(operator.ended(), contact.ended())
        await call.finishes("operator_disconnects")

    async def while_the_line_is_heard() -> None:
        operator, contact = await pair(phones, 3, (answer(),), (progress(),))
        early = {"switch_at_once": True, "early_switching": True}
        call = await office.call(contact.number, operator.number, **early)
        await operator.hears(CONTACT_HZ)
        await call.ask("release.call")
        await asyncio.gather(operator.ended(), contact.ended())
        await call.finishes("operator_disconnects")

    async def during_a_message() -> None:
        operator, contact = await pair(phones, 4, (answer(),), (answer(),))
        message = office.message("note")
        call = await office.call(
            contact.number, operator.number, contact_message=message
        )
        await contact.hears(NOTE_HZ)
        await call.ask("release.call")
        await asyncio.gather(operator.ended(), contact.ended())
        await call.finishes("operator_disconnects")

    await asyncio.gather(
        while_the_operator_rings(),
        while_the_contact_rings(),
        while_the_line_is_heard(),
        during_a_message(),
    )


async def test_anybody_may_hang_up_a_talk(office: Office, phones: Phones) -> None:
    async def contact() -> None:
        it = await talk(office, phones, 1)
        await it.contact.hangs_up()
        await it.operator.ended()
        await it.call.finishes("caller_disconnects")

    async def operator() -> None:
        it = await talk(office, phones, 2)
        await it.operator.hangs_up()
        await it.contact.ended()
        await it.call.finishes("operator_disconnects")

    async def contact_on_hold() -> None:
        it = await talk(office, phones, 3)
        await it.holds()
        await it.contact.hears(HOLD_HZ)
        await it.contact.hangs_up()
        await it.operator.ended()
        await it.call.finishes("caller_disconnects")

    async def operator_who_has_put_him_on_hold() -> None:
        it = await talk(office, phones, 4)
        await it.holds()
        await it.contact.hears(HOLD_HZ)
        await it.operator.hangs_up()
        await it.contact.ended()
        await it.call.finishes("operator_disconnects")

    async def both_at_once() -> None:
        it = await talk(office, phones, 5)
        await asyncio.gather(it.contact.hangs_up(), it.operator.hangs_up())
        await asyncio.gather(it.contact.ended(), it.operator.ended())
        await it.call.is_over()

    await asyncio.gather(
        contact(),
        operator(),
        contact_on_hold(),
        operator_who_has_put_him_on_hold(),
        both_at_once(),
    )


async def test_anybody_may_hang_up_in_a_consultation(
    office: Office, phones: Phones
) -> None:
    async def contact_while_the_third_rings() -> None:
        it = await talk(office, phones, 1)
        await it.holds()
        third = await it.dials_third()
        await it.contact.hangs_up()
        await asyncio.gather(it.operator.ended(), third.ended())
        await it.call.finishes("caller_disconnects")

    async def operator_while_the_third_rings() -> None:
        it = await talk(office, phones, 2)
        await it.holds()
        third = await it.dials_third()
        await it.operator.hangs_up()
        await asyncio.gather(it.contact.ended(), third.ended())
        await it.call.finishes("operator_disconnects")

    async def operator_who_talks_with_the_third() -> None:
        it = await talk(office, phones, 3)
        await it.holds()
        third = await it.dials_third(answer())
        await third.hears(SECOND_HZ)
        await it.operator.hangs_up()
        await asyncio.gather(it.contact.ended(), third.ended())
        await it.call.finishes("operator_disconnects")

    async def contact_while_he_is_transferred() -> None:
        it = await talk(office, phones, 4)
        await it.holds()
        third = await it.dials_third()
        await it.call.ask("transfer.talk")
        await it.operator.ended()
        await it.contact.hangs_up()
        await third.ended()
        await it.call.finishes("caller_disconnects")

    await asyncio.gather(
        contact_while_the_third_rings(),
        operator_while_the_third_rings(),
        operator_who_talks_with_the_third(),
        contact_while_he_is_transferred(),
    )


async def pair(
    phones: Phones, place: int, operator: tuple[Step, ...], contact: tuple[Step, ...]
) -> tuple[Phone, Phone]:
    """What the operator's phone does, and the contact's."""
    return (
        await phones.outside(f"12025550{500 + place}", *operator, hertz=SECOND_HZ),
        await phones.outside(f"12025550{400 + place}", *contact, hertz=CONTACT_HZ),
    )
