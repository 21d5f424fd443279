"""The main job on real telephones: two people talk, one waits, they talk again."""

import asyncio

import pytest

from tests.telephony.conftest import LINES
from tests.telephony.office import (
    CONTACT_HZ,
    HOLD_HZ,
    MUSIC_HZ,
    SECOND_HZ,
    VIRTUAL,
    Office,
)
from tests.telephony.phone import answer
from tests.telephony.phones import Phones

pytestmark = pytest.mark.timeout(120)  # the first test may have to install Asterisk

OPERATOR, CONTACT = "0486173", "12025550143"


async def test_a_simple_call_is_held_resumed_and_released(
    office: Office, phones: Phones
) -> None:
    word = LINES[OPERATOR]
    operator = await phones.line(OPERATOR, word, answer(), hertz=SECOND_HZ)
    contact = await phones.outside(CONTACT, hertz=CONTACT_HZ)
    call = await office.call(CONTACT, OPERATOR, media_file_id=office.media["music"])

    await operator.rings()
    await operator.answered()
    await contact.rings()
    await operator.hears(MUSIC_HZ)
    await contact.picks_up()
    assert operator.caller == contact.caller == VIRTUAL
    await call.talks(OPERATOR, CONTACT)
    await asyncio.gather(operator.hears(CONTACT_HZ), contact.hears(SECOND_HZ))

    await call.ask("hold.call", contact_message=office.message("hold"))
    await call.shows({OPERATOR: "Conversation", CONTACT: "On hold"})
    await asyncio.gather(operator.hears_silence(), contact.hears(HOLD_HZ))

    await call.ask("unhold.call")
    await asyncio.gather(operator.hears(CONTACT_HZ), contact.hears(SECOND_HZ))

    await call.ask("release.call")
    await asyncio.gather(operator.ended(), contact.ended())
    await call.finishes("operator_disconnects")
