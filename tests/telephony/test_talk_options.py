"""The keys of the operator's phone in a talk (spec 3.3.11)."""

import asyncio

import pytest

from tests.telephony.office import (
    CONTACT_HZ,
    SECOND_HZ,
    THIRD_HZ,
    Office,
)
from tests.telephony.phone import answer
from tests.telephony.phones import Phones
from tests.telephony.talk import Talk, talk

pytestmark = pytest.mark.timeout(120)  # the first test may have to install Asterisk


async def test_the_operators_keys_run_talk_options(
    office: Office, phones: Phones
) -> None:
    it = await talk(office, phones)
    await it.operator.presses("1")
    await office.server.comes_to(["Hot lead"], lambda: tags(it))
    await it.operator.presses("2")
    await office.server.comes_to(True, lambda: is_recorded(it))
    await it.operator.presses("2")
    await office.server.comes_to(False, lambda: is_recorded(it))
    await it.both_hear()
    await it.operator.presses("0")
    await asyncio.gather(it.operator.ended(), it.contact.ended())
    await it.call.finishes("operator_disconnects")


async def tags(it: Talk) -> list[str]:
    listed = await it.call.listed()
    assert listed
    return [tag["tag_name"] for tag in listed["tags"]]


async def is_recorded(it: Talk) -> bool:
    return bool((await it.legs())[it.contact.number]["record_call_enabled"])


async def test_an_option_gives_the_contact_to_a_scenario(
    office: Office, phones: Phones
) -> None:
    it = await talk(office, phones)
    shore = await phones.outside("12025550302", hertz=THIRD_HZ)
    await it.operator.presses("4")
    await it.operator.ended()
    await shore.rings()
    await it.contact.hears_music_or_speech()
    await shore.picks_up()
    await asyncio.gather(shore.hears(CONTACT_HZ), it.contact.hears(THIRD_HZ))
    await it.is_released(it.contact, shore)


async def test_a_number_is_dialled_by_keys(office: Office, phones: Phones) -> None:
    """Of the operator's phone, after the option for it, which is a key too."""
    it = await talk(office, phones)
    third = await phones.outside("12025550301", answer(), hertz=THIRD_HZ)
    await it.operator.presses("3")
    await it.contact.hears_music_or_speech()
    await it.operator.presses("203#")
    await third.rings()
    assert third.caller == it.contact.number
    await asyncio.gather(third.hears(SECOND_HZ), it.operator.hears(THIRD_HZ))
    await it.is_released(it.contact, it.operator, third)
