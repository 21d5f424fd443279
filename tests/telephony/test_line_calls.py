"""An employee's telephone calls out from its line, on real telephones (Data API 2.8).

Its line is written into Asterisk while it runs; Asterisk's own files do not have it.
"""

import asyncio

import pytest

from tests.telephony.office import (
    CONTACT_HZ,
    HOLD_HZ,
    SECOND_HZ,
    THIRD_HZ,
    VIRTUAL,
    Office,
)
from tests.telephony.phone import Phone, answer, progress, refuse
from tests.telephony.phones import Phones
from tests.telephony.talk import Talk

pytestmark = pytest.mark.timeout(120)  # the first test may have to install Asterisk

LINE, PASSWORD = "0486177", "line-outward"
ABSENT = "0486179"  # a line on which no telephone has ever registered
CONTACT = "12025550701"
BLACKLISTED = "12025550199"


async def caller(phones: Phones) -> Phone:
    return await phones.line(LINE, PASSWORD, hertz=SECOND_HZ)


async def talk(office: Office, phones: Phones) -> Talk:
    """The telephone has called through the trunk, and they talk."""
    employee = await caller(phones)
    contact = await phones.outside(CONTACT, hertz=CONTACT_HZ)
    await employee.dials(CONTACT)
    await contact.rings()
    assert contact.caller == VIRTUAL
    await employee.told(180)
    assert employee.times("answered") == 0
    call = await office.inbound(CONTACT)
    await contact.picks_up()
    await employee.answered()
    await call.talks(CONTACT)
    it = Talk(office, phones, call, contact, employee, "12025550702")
    await it.both_hear()
    return it


async def test_employee_calls_holds_and_is_hung_up_on(
    office: Office, phones: Phones
) -> None:
    it = await talk(office, phones)
    listed = await it.call.listed()
    assert listed
    assert (listed["direction"], listed["virtual_phone_number"]) == ("out", VIRTUAL)
    await it.holds()
    await asyncio.gather(it.contact.hears(HOLD_HZ), it.operator.hears_silence())
    await it.call.ask("unhold.call")
    await it.both_hear()
    await it.contact.hangs_up()
    await it.operator.ended()
    await it.call.finishes("caller_disconnects")


async def test_call_from_a_line_is_steered_like_any_other(
    office: Office, phones: Phones
) -> None:
    it = await talk(office, phones)
    await it.call.ask("record.call", action="on")
    coach = await phones.outside("12025550188", answer(), hertz=THIRD_HZ)
    await it.call.ask("add.coach", phone_number="12025550188")
    await it.is_coached_by(coach)
    await it.disconnects(coach.number)
    await it.hands_over()


async def test_employee_hears_the_line_before_the_answer(
    office: Office, phones: Phones
) -> None:
    employee = await caller(phones)
    contact = await phones.outside(CONTACT, progress(), hertz=CONTACT_HZ)
    await employee.dials(CONTACT)
    await contact.rings()
    call = await office.inbound(CONTACT)
    await employee.hears(CONTACT_HZ)
    assert employee.times("answered") == 0
    await contact.replies(486)
    assert await employee.ended() == 486
    await call.finishes("caller_busy")


@pytest.mark.parametrize("code", [486, 404, 503])
async def test_employee_is_told_why_nobody_is_reached(
    office: Office, phones: Phones, code: int
) -> None:
    employee = await caller(phones)
    await phones.outside(CONTACT, refuse(code), hertz=CONTACT_HZ)
    await employee.dials(CONTACT)
    assert await employee.ended() == code


async def test_employee_gives_up(office: Office, phones: Phones) -> None:
    employee = await caller(phones)
    contact = await phones.outside(CONTACT, hertz=CONTACT_HZ)
    await employee.dials(CONTACT)
    await contact.rings()
    call = await office.inbound(CONTACT)
    await employee.hangs_up()
    await contact.ended()
    await call.finishes("operator_disconnects")


async def test_colleague_is_called_by_his_extension(
    office: Office, phones: Phones
) -> None:
    employee = await caller(phones)
    colleague = await phones.line("0486173", "line-one", answer(), hertz=THIRD_HZ)
    await employee.dials("201")
    await colleague.rings()
    assert colleague.caller == LINE
    await asyncio.gather(employee.hears(THIRD_HZ), colleague.hears(SECOND_HZ))
    await employee.hangs_up()
    await colleague.ended()
    await office.server.shows()


@pytest.mark.parametrize(
    ("number", "code"),
    [("99999", 404), ("*99", 404), (BLACKLISTED, 403)],
)
async def test_number_that_is_not_dialled(
    office: Office, phones: Phones, number: str, code: int
) -> None:
    employee = await caller(phones)
    await employee.dials(number)
    assert await employee.ended() == code


async def test_claim_to_be_a_line_is_not_believed(
    office: Office, phones: Phones
) -> None:
    """Without its password; nor does the trunk's address make it a carrier's call."""
    contact = await phones.outside(CONTACT, answer(), hertz=CONTACT_HZ)
    thief = await phones.outside(ABSENT, hertz=SECOND_HZ)
    await thief.dials(CONTACT)
    assert await thief.ended() == 401
    assert contact.times("rings") == 0
