"""A scenario with keys, extensions, many phones and voicemail, on real telephones."""

import asyncio

import pytest
import soundfile

from tests.telephony.office import (
    BRIEF_HZ,
    CONTACT_HZ,
    GREETING_HZ,
    NOTE_HZ,
    RATE,
    SECOND_HZ,
    THIRD_HZ,
    Call,
    Office,
)
from tests.telephony.phone import Phone
from tests.telephony.phones import Phones
from tests.telephony.sound import has_exactly

pytestmark = pytest.mark.timeout(120)  # the first test may have to install Asterisk

HOTLINE = "12025550106"
CONTACT, FIELD, SHORE = "12025550143", "12025550301", "12025550302"


async def asked(office: Office, phones: Phones) -> tuple[Phone, Call]:
    """The contact has called and hears what he may press."""
    contact = await phones.outside(CONTACT, hertz=CONTACT_HZ)
    await contact.dials(HOTLINE)
    call = await office.inbound(CONTACT)
    await contact.hears(NOTE_HZ)
    return contact, call


async def test_key_lets_two_phones_ring_and_the_first_has_the_call(
    office: Office, phones: Phones
) -> None:
    field = await phones.outside(FIELD, hertz=SECOND_HZ)
    shore = await phones.outside(SHORE, hertz=THIRD_HZ)
    contact, call = await asked(office, phones)
    await contact.presses("1")
    await asyncio.gather(field.rings(), shore.rings())
    await shore.picks_up()
    await field.ended()
    await asyncio.gather(shore.hears(CONTACT_HZ), contact.hears(THIRD_HZ))
    await contact.hangs_up()
    await shore.ended()
    await call.finishes("caller_disconnects")


async def test_keys_are_an_extension(office: Office, phones: Phones) -> None:
    shore = await phones.outside(SHORE, hertz=THIRD_HZ)
    contact, call = await asked(office, phones)
    await contact.presses("204")
    await shore.rings()
    assert shore.caller == CONTACT
    await shore.picks_up()
    await asyncio.gather(shore.hears(CONTACT_HZ), contact.hears(THIRD_HZ))
    await shore.hangs_up()
    await contact.ended()
    await call.finishes("operator_disconnects")


async def seconds_pass(contact: Phone) -> None:
    """Three of them, in which nothing is said to the contact who speaks."""
    for _ in range(3):
        await contact.hears_silence()


async def test_message_is_left(office: Office, phones: Phones) -> None:
    """Until the key that ends it; then the scenario goes on."""
    contact, call = await asked(office, phones)
    await contact.presses("2")
    await contact.hears(BRIEF_HZ)
    await office.server.comes_to("taking_message", call.state)
    await seconds_pass(contact)
    await contact.presses("#")
    await contact.hears(GREETING_HZ)
    await call.finishes("success_finish")
    [message] = await office.pool.fetch(
        "select account_id, name, duration_s from voicemails where session_id = $1",
        call.id,
    )
    [path] = office.folder.rglob(f"{message['name']}.wav")
    samples, _ = await asyncio.to_thread(soundfile.read, path, dtype="int16")
    assert message["duration_s"] >= 2
    assert has_exactly(samples[RATE : 2 * RATE].astype(float), (CONTACT_HZ,))


async def test_silence_ends_a_message(office: Office, phones: Phones) -> None:
    contact, call = await asked(office, phones)
    await contact.presses("2")
    await contact.hears(BRIEF_HZ)
    await office.server.comes_to("taking_message", call.state)
    await seconds_pass(contact)
    await contact.says(0)
    await contact.hears(GREETING_HZ)
    await call.finishes("success_finish")
