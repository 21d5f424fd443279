"""Calls that fail, and people who hang up, on real telephones: how it all ends.

What is left in Asterisk after each test is looked at by the fixture.
"""

import asyncio

import pytest

from tests.telephony.office import Office
from tests.telephony.phone import answer, refuse
from tests.telephony.phones import Phones

pytestmark = pytest.mark.timeout(120)  # the first test may have to install Asterisk

# What the phone answers, and what it is called of the contact and of the operator.
REFUSALS = [
    (486, "caller_busy", "operator_busy"),
    (600, "caller_busy", "operator_busy"),
    (603, "no_success_caller_call", "no_success_operator_call"),
    (480, "caller_not_responsive", "operator_not_responsive"),
    (404, "caller_number_problems", "operator_number_problems"),
    (484, "caller_number_problems", "operator_number_problems"),
    (503, "no_success_caller_call", "no_success_operator_call"),
]


async def test_a_contact_who_is_not_reached_ends_the_call(
    office: Office, phones: Phones
) -> None:
    async def scene(place: int, code: int, reason: str) -> None:
        operator = await phones.outside(f"12025550{500 + place}", answer())
        contact = await phones.outside(f"12025550{400 + place}", refuse(code))
        call = await office.call(contact.number, operator.number)
        await operator.answered()
        assert await contact.ended() == code
        await operator.ended()
        await call.finishes(reason)

    await asyncio.gather(
        *(scene(n, code, reason) for n, (code, reason, _) in enumerate(REFUSALS))
    )


async def test_an_operator_who_is_not_reached_spares_the_contact(
    office: Office, phones: Phones
) -> None:
    async def scene(place: int, code: int, reason: str) -> None:
        operator = await phones.outside(f"12025550{500 + place}", refuse(code))
        contact = await phones.outside(f"12025550{400 + place}")
        call = await office.call(contact.number, operator.number)
        assert await operator.ended() == code
        await call.finishes(reason)
        assert contact.times("rings") == 0

    await asyncio.gather(
        *(scene(n, code, reason) for n, (code, _, reason) in enumerate(REFUSALS))
    )


async def test_an_operator_who_is_not_reached_ends_a_call_of_the_contact(
    office: Office, phones: Phones
) -> None:
    async def scene(place: int, code: int, reason: str) -> None:
        operator = await phones.outside(f"12025550{500 + place}", refuse(code))
        contact = await phones.outside(f"12025550{400 + place}", answer())
        call = await office.call(contact.number, operator.number, first_call="contact")
        assert await operator.ended() == code
        await contact.ended()
        await call.finishes(reason)

    await asyncio.gather(
        *(scene(n, code, reason) for n, (code, _, reason) in enumerate(REFUSALS))
    )


async def test_nobody_answers_in_time(office: Office, phones: Phones) -> None:
    contact = await phones.outside("12025550401")
    call = await office.start(
        "start.informer_call",
        contact=contact.number,
        contact_message=office.message("note"),
        dialing_timeout=1,
    )
    await contact.rings()
    await contact.ended()
    await call.finishes("caller_not_responsive")


async def test_a_line_without_a_phone_cannot_be_called(office: Office) -> None:
    call = await office.call("12025550401", "0486179")
    await call.finishes("no_success_operator_call")
