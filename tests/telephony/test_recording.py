"""What recordings of real talks sound like."""

import asyncio

import pytest

from tests.telephony.office import (
    CONTACT_HZ,
    HOLD_HZ,
    RATE,
    SECOND_HZ,
    Office,
)
from tests.telephony.phone import answer
from tests.telephony.phones import Phones
from tests.telephony.recordings import channels, recording
from tests.telephony.sound import has_exactly
from tests.telephony.talk import talk

pytestmark = pytest.mark.timeout(120)  # the first test may have to install Asterisk


async def test_a_recording_has_what_the_contact_says_left_and_hears_right(
    office: Office, phones: Phones
) -> None:
    it = await talk(office, phones)
    await it.call.ask("record.call", action="on")
    await it.both_hear()
    await it.call.ask("record.call", action="off")
    path = await recording(office, it.call, 1)
    left, right = await asyncio.to_thread(channels, path)
    assert has_exactly(left[-RATE:], (CONTACT_HZ,))
    assert has_exactly(right[-RATE:], (SECOND_HZ,))
    await it.is_released(it.contact, it.operator)


async def test_a_recording_pauses_in_hold_and_goes_on_after_it(
    office: Office, phones: Phones
) -> None:
    it = await talk(office, phones)
    await it.call.ask("record.call", action="on")
    await it.both_hear()
    await it.holds()
    await asyncio.gather(it.contact.hears(HOLD_HZ), it.operator.hears_silence())
    await it.call.ask("unhold.call")
    await it.both_hear()
    await it.is_released(it.contact, it.operator)
    left, right = await asyncio.to_thread(channels, await recording(office, it.call, 1))
    assert len(left) > 2 * RATE
    held = [
        start
        for start in range(0, len(right) - RATE, RATE // 4)
        if has_exactly(right[start : start + RATE], (HOLD_HZ,))
    ]
    assert held == []
    assert has_exactly(right[-RATE:], (SECOND_HZ,))


async def test_an_employees_setting_records_the_whole_talk(
    office: Office, phones: Phones
) -> None:
    employee = await phones.outside("12025550303", answer(), hertz=SECOND_HZ)
    contact = await phones.outside("12025550401", answer(), hertz=CONTACT_HZ)
    call = await office.start(
        "start.employee_call",
        first_call="employee",
        contact=contact.number,
        employee={"id": office.employees["Recorded"]},
    )
    await asyncio.gather(employee.hears(CONTACT_HZ), contact.hears(SECOND_HZ))
    await contact.hangs_up()
    await employee.ended()
    left, right = await asyncio.to_thread(channels, await recording(office, call, 1))
    assert has_exactly(left[-RATE:], (CONTACT_HZ,))
    assert has_exactly(right[-RATE:], (SECOND_HZ,))
