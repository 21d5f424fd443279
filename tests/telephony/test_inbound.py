"""Contacts call virtual numbers from the trunk, on real telephones (spec 4.3)."""

import asyncio

import pytest

from tests.telephony.office import (
    CONTACT_HZ,
    GREETING_HZ,
    HOLD_HZ,
    MUSIC_HZ,
    NOTE_HZ,
    SECOND_HZ,
    THIRD_HZ,
    VIRTUAL,
    Office,
    ids,
)
from tests.telephony.phone import answer
from tests.telephony.phones import Phones
from tests.telephony.talk import Talk
from tests.telephony.ways import SIMPLE

pytestmark = pytest.mark.timeout(120)  # the first test may have to install Asterisk

EMPLOYEE = SIMPLE.number
CONTACT = SIMPLE.contact
BLACKLISTED = "12025550199"


async def test_a_contact_is_greeted_chooses_and_talks(
    office: Office, phones: Phones
) -> None:
    employee, contact = await SIMPLE.phones(phones)
    await contact.dials(VIRTUAL)
    call = await office.inbound(CONTACT)
    await contact.hears(GREETING_HZ)
    listed = await call.listed()
    assert listed
    assert listed["direction"] == "in"
    assert listed["virtual_phone_number"] == VIRTUAL
    await contact.hears(NOTE_HZ)
    assert employee.times("rings") == 0
    await contact.presses("2")
    await employee.rings()
    assert employee.caller == CONTACT
    await contact.hears(MUSIC_HZ)
    await employee.picks_up()
    await call.shows({VIRTUAL: "Conversation", EMPLOYEE: "Conversation"})
    await asyncio.gather(employee.hears(CONTACT_HZ), contact.hears(SECOND_HZ))
    await contact.hangs_up()
    await employee.ended()
    await call.finishes("caller_disconnects")


async def talk(office: Office, phones: Phones) -> Talk:
    employee, contact = await SIMPLE.phones(phones, answer())
    await contact.dials(VIRTUAL)
    call = await office.inbound(CONTACT)
    await contact.hears(NOTE_HZ)
    await contact.presses("2")
    await call.shows({VIRTUAL: "Conversation", EMPLOYEE: "Conversation"})
    return Talk(office, phones, call, contact, employee, "12025550601")


async def test_a_call_that_came_in_is_steered_like_any_other(
    office: Office, phones: Phones
) -> None:
    it = await talk(office, phones)
    await it.call.ask("record.call", action="on")
    await it.both_hear()
    await it.holds()
    await asyncio.gather(it.contact.hears(HOLD_HZ), it.operator.hears_silence())
    await it.call.ask("unhold.call")
    await it.both_hear()
    await it.call.ask("send.dtmf", dtmf_string="8")
    await it.contact.receives("8")
    await it.hands_over()


async def test_a_call_that_came_in_is_coached_and_released(
    office: Office, phones: Phones
) -> None:
    it = await talk(office, phones)
    coach = await phones.outside("12025550188", answer(), hertz=THIRD_HZ)
    await it.call.ask("add.coach")
    await it.is_coached_by(coach)
    await it.disconnects(coach.number)
    await it.both_hear()
    await it.is_released(it.contact, it.operator)


async def test_a_call_that_came_in_is_tagged_taken_back_and_blocked(
    office: Office, phones: Phones
) -> None:
    it = await talk(office, phones)
    tags = await ids(office.pool, "select name, id from tags")
    await it.call.ask("tag.call", tag_id=tags["Hot lead"])
    listed = await it.call.listed()
    assert listed
    assert [tag["tag_name"] for tag in listed["tags"]] == ["Hot lead"]
    await it.holds()
    third = await it.dials_third(answer())
    await asyncio.gather(third.hears(SECOND_HZ), it.contact.hears(HOLD_HZ))
    await it.call.ask("restore.talk")
    await third.ended()
    await it.both_hear()
    await it.call.ask("block.contact")
    options = await office.server.ask("list.talk_options")
    [finish] = [o for o in options if o["mnemonic"] == "finish_conversation"]
    await it.call.ask("call.talk_option", button=finish["button"])
    await asyncio.gather(it.operator.ended(), it.contact.ended())
    await it.call.finishes("operator_disconnects")
    await it.contact.dials(VIRTUAL)
    assert await it.contact.ended(2) == 403
    await office.pool.execute("delete from blacklist where number = $1", CONTACT)


async def test_a_contact_may_hang_up_before_anybody_answers(
    office: Office, phones: Phones
) -> None:
    employee, contact = await SIMPLE.phones(phones)
    await contact.dials(VIRTUAL)
    call = await office.inbound(CONTACT)
    await contact.hears(GREETING_HZ)
    await contact.hangs_up()
    await call.finishes("caller_disconnects")
    await contact.dials(VIRTUAL)
    call = await office.inbound(CONTACT)
    await contact.hears(NOTE_HZ)
    await contact.presses("2")
    await employee.rings()
    await contact.hangs_up()
    await employee.ended()
    await call.finishes("caller_disconnects")


@pytest.mark.parametrize(
    ("contact", "called", "status"),
    [
        pytest.param(CONTACT, "12025550198", 404, id="no number of ours"),
        pytest.param(BLACKLISTED, VIRTUAL, 403, id="blacklisted"),
        pytest.param(CONTACT, "12025550101", 503, id="number without scenario"),
    ],
)
async def test_a_call_is_refused(
    office: Office, phones: Phones, contact: str, called: str, status: int
) -> None:
    phone = await phones.outside(contact, hertz=CONTACT_HZ)
    await phone.dials(called)
    assert await phone.ended() == status
