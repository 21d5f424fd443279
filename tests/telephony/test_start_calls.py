"""Every start method on real telephones: who rings, sees and hears what (spec 3.0.6).

F is the sequence with the second party first, K that with the contact first.
"""

import asyncio

import pytest

from tests.telephony.office import (
    BRIEF_HZ,
    CONTACT_HZ,
    GREETING_HZ,
    NOTE_HZ,
    SECOND_HZ,
    VIRTUAL,
    Office,
)
from tests.telephony.phone import answer, progress, refuse
from tests.telephony.phones import Phones
from tests.telephony.ways import ALL, BRIEFED, EMPLOYEE, SCENARIO, SIMPLE, Way, each

pytestmark = pytest.mark.timeout(120)  # the first test may have to install Asterisk

SPEECH = {"type": "tts", "value": "Please hold on, we are connecting you just now."}


async def test_the_second_party_rings_first_and_hears_music(
    office: Office, phones: Phones
) -> None:
    async def scene(way: Way) -> None:
        second, contact = await way.phones(phones)
        call = await way.start(office, "second")
        await second.rings()
        assert second.caller == way.virtual
        assert contact.times("rings") == 0
        await second.picks_up()
        await contact.rings()
        assert contact.caller == way.virtual
        await call.shows({way.number: "Dial", way.contact: "Dial"})
        await way.hears_music(second)
        await contact.picks_up()
        await way.talk(call, second, contact)

    await each(ALL, scene)


async def test_messages_are_heard_to_their_end_one_after_the_other(
    office: Office, phones: Phones
) -> None:
    async def scene(way: Way) -> None:
        second, contact = await way.phones(phones, answer())
        call = await way.start(office, "second", **way.messages(office))
        await second.hears(BRIEF_HZ)
        assert contact.times("rings") == 0
        await contact.answered()
        await asyncio.gather(contact.hears(NOTE_HZ), way.hears_music(second))
        await way.talk(call, second, contact)

    await each(BRIEFED, scene)


async def test_switch_at_once_spares_the_contact_his_message(
    office: Office, phones: Phones
) -> None:
    async def scene(way: Way) -> None:
        second, contact = await way.phones(phones)
        messages = way.messages(office)
        call = await way.start(office, "second", switch_at_once=True, **messages)
        await second.rings()
        await second.picks_up()
        await second.hears(BRIEF_HZ)
        await contact.rings()
        await contact.picks_up()
        await asyncio.gather(contact.hears(SECOND_HZ), second.hears(CONTACT_HZ))
        assert not await contact.has_heard(NOTE_HZ)
        await way.talk(call, second, contact)

    await each(BRIEFED, scene)


async def test_a_spoken_message_to_the_contact_is_not_cut(
    office: Office, phones: Phones
) -> None:
    async def scene(way: Way, first: str) -> None:
        second, contact = await way.phones(phones, answer())
        call = await way.start(
            office, first, switch_at_once=True, contact_message=SPEECH
        )
        await asyncio.gather(second.answered(), contact.answered())
        await asyncio.gather(contact.hears_music_or_speech(), way.hears_music(second))
        await way.talk(call, second, contact)

    await asyncio.gather(scene(SIMPLE, "second"), scene(EMPLOYEE, "contact"))


async def test_early_switching_lets_the_line_be_heard_one_way(
    office: Office, phones: Phones
) -> None:
    async def scene(way: Way) -> None:
        second, contact = await way.phones(phones)
        contact = await phones.outside(way.contact, progress(), hertz=CONTACT_HZ)
        call = await way.start(
            office, "second", switch_at_once=True, early_switching=True
        )
        await second.rings()
        await second.picks_up()
        await contact.rings()
        assert contact.caller == way.virtual
        await asyncio.gather(second.hears(CONTACT_HZ), contact.hears())
        assert contact.times("answered") == 0
        await contact.picks_up()
        await way.talk(call, second, contact)

    await each(ALL, scene)


async def test_the_contact_rings_first_and_hears_music(
    office: Office, phones: Phones
) -> None:
    async def scene(way: Way) -> None:
        hidden = {} if way is SCENARIO else {"show_virtual_phone_number": False}
        second, contact = await way.phones(phones)
        call = await way.start(office, "contact", **hidden)
        await contact.rings()
        assert contact.caller == way.virtual
        assert second.times("rings") == 0
        await contact.picks_up()
        await second.rings()
        assert second.caller == (way.contact if hidden else way.virtual)
        await way.hears_music(contact)
        await second.picks_up()
        await way.talk(call, second, contact)

    await each(ALL, scene)


async def test_the_second_party_rings_while_the_contact_hears_his_message(
    office: Office, phones: Phones
) -> None:
    async def scene(way: Way) -> None:
        second, contact = await way.phones(phones)
        call = await way.start(office, "contact", **way.messages(office))
        await contact.rings()
        await contact.picks_up()
        await asyncio.gather(contact.hears(NOTE_HZ), second.rings())
        await way.hears_music(contact)
        await second.picks_up()
        await second.hears(BRIEF_HZ)
        await way.talk(call, second, contact)

    await each(BRIEFED, scene)


async def test_switch_at_once_cuts_what_both_would_hear(
    office: Office, phones: Phones
) -> None:
    async def scene(way: Way) -> None:
        second, contact = await way.phones(phones)
        messages = way.messages(office)
        call = await way.start(office, "contact", switch_at_once=True, **messages)
        await contact.rings()
        await contact.picks_up()
        await second.rings()
        await second.picks_up()
        await call.talks(*sorted([way.contact, way.number]))
        await asyncio.gather(contact.hears(SECOND_HZ), second.hears(CONTACT_HZ))
        assert not await second.has_heard(BRIEF_HZ)
        await way.talk(call, second, contact)

    await each(BRIEFED, scene)


async def test_an_operator_confirms_by_a_key(office: Office, phones: Phones) -> None:
    async def scene(way: Way, first: str) -> None:
        second, contact = await way.phones(phones, answer())
        call = await way.start(office, first, operator_confirmation="1")
        await second.answered()
        await second.presses("5")
        await way.hears_music(second)
        assert contact.times("rings") == (first == "contact")
        await second.presses("1")
        await way.talk(call, second, contact)

    await scene(SIMPLE, "second")
    await scene(SIMPLE, "contact")


async def test_the_numbers_of_an_employee_ring_in_turn(
    office: Office, phones: Phones
) -> None:
    silent = await phones.outside("12025550311")
    busy = await phones.outside("12025550312", refuse(486))
    third = await phones.outside("12025550313", answer(), hertz=SECOND_HZ)
    contact = await phones.outside("12025550141", answer(), hertz=CONTACT_HZ)
    employee = {"id": office.employees["Hunted"]}
    call = await office.start(
        "start.employee_call",
        contact=contact.number,
        employee=employee,
        first_call="employee",
    )
    await silent.rings()
    await silent.ended()
    await busy.ended()
    await third.answered()
    await asyncio.gather(third.hears(CONTACT_HZ), contact.hears(SECOND_HZ))
    await call.shows(
        {
            silent.number: "Disconnected",
            busy.number: "Disconnected",
            third.number: "Conversation",
            contact.number: "Conversation",
        }
    )
    await call.ask("release.call")
    await asyncio.gather(third.ended(), contact.ended())


async def test_both_messages_of_a_scenario_call_are_heard(
    office: Office, phones: Phones
) -> None:
    second, contact = await SCENARIO.phones(phones, answer())
    call = await office.start(
        "start.scenario_call",
        contact=contact.number,
        first_call="employee",
        scenario_id=office.scenarios["Shore, briefed"],
        employee_message=office.message("brief"),
    )
    await second.rings()
    assert second.caller == contact.number
    await second.hears(GREETING_HZ)
    await second.hears(BRIEF_HZ)
    await SCENARIO.talk(call, second, contact)


async def test_keys_are_sent_to_the_contact_before_he_is_connected(
    office: Office, phones: Phones
) -> None:
    second, contact = await SIMPLE.phones(phones, answer())
    call = await SIMPLE.start(office, "second", dtmf_string="1.2#")
    await call.shows({SIMPLE.number: "Dial", f"{contact.number}1.2#": "Sending DTMF"})
    await contact.receives("12#")
    await asyncio.gather(second.hears(CONTACT_HZ), contact.hears(SECOND_HZ))
    await call.ask("release.call")
    await asyncio.gather(second.ended(), contact.ended())


@pytest.mark.parametrize("kind", ["media", "tts"])
async def test_an_informer_call_says_its_message_and_hangs_up(
    office: Office, phones: Phones, kind: str
) -> None:
    contact = await phones.outside("12025550141", answer(), hertz=CONTACT_HZ)
    message = SPEECH if kind == "tts" else office.message("note")
    call = await office.start(
        "start.informer_call", contact=contact.number, contact_message=message
    )
    await contact.answered()
    assert contact.caller == VIRTUAL
    if kind == "tts":
        await contact.hears_music_or_speech()
    else:
        await contact.hears(NOTE_HZ)
    await contact.ended()
    await call.finishes("success_finish")
