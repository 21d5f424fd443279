"""The main job on real telephones: two people talk, one waits, they talk again."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from callapi.store.pool import Pool
from tests.telephony.asterisk import Asterisk
from tests.telephony.conftest import LINES
from tests.telephony.phone import answer
from tests.telephony.phones import Phones
from tests.telephony.server import Server, serving

pytestmark = pytest.mark.timeout(120)  # the first test may have to install Asterisk

OPERATOR, CONTACT, VIRTUAL = "0486173", "12025550143", "12025550100"
OPERATOR_HZ, CONTACT_HZ, HOLD_HZ, MUSIC_HZ = 440, 700, 1000, 1300
ACCOUNTS = Path(__file__).parent / "accounts.toml"


@pytest.fixture
async def server(
    asterisk: Asterisk, database: str, redis_url: str, tmp_path: Path
) -> AsyncIterator[Server]:
    accounts = Path(shutil.copy(ACCOUNTS, tmp_path))
    for name, hertz in (("hold", HOLD_HZ), ("music", MUSIC_HZ)):
        sound = 0.3 * np.sin(2 * np.pi * hertz * np.arange(8000) / 8000)
        soundfile.write(tmp_path / f"{name}.wav", sound, 8000)
    stores = {"CALLAPI_DATABASE_URL": database, "CALLAPI_REDIS_URL": redis_url}
    async with serving(accounts, asterisk.settings | stores) as server:
        yield server


@pytest.fixture
async def media(server: Server, pool: Pool) -> dict[str, int]:
    """Ids by name; the API has no list of media files yet."""
    return {
        row["name"]: row["id"]
        for row in await pool.fetch("select id, name from media_files")
    }


async def test_a_simple_call_is_held_resumed_and_released(
    server: Server, phones: Phones, media: dict[str, int]
) -> None:
    operator = await phones.line(
        OPERATOR, LINES[OPERATOR], answer(0.2), hertz=OPERATOR_HZ
    )
    contact = await phones.outside(CONTACT, answer(2.0), hertz=CONTACT_HZ)
    started = await server.ask(
        "start.simple_call",
        first_call="operator",
        virtual_phone_number=VIRTUAL,
        contact=CONTACT,
        operator=OPERATOR,
        media_file_id=media["music"],
    )
    call = {"call_session_id": started["call_session_id"]}

    await operator.rings()
    await operator.answered()
    await contact.rings()
    await operator.hears(MUSIC_HZ)
    await contact.answered()
    assert operator.caller == contact.caller == VIRTUAL
    await server.shows({OPERATOR: "Conversation", CONTACT: "Conversation"})
    await asyncio.gather(operator.hears(CONTACT_HZ), contact.hears(OPERATOR_HZ))

    message = {"type": "media", "value": str(media["hold"])}
    await server.ask("hold.call", contact_message=message, **call)
    await server.shows({OPERATOR: "Conversation", CONTACT: "On hold"})
    await asyncio.gather(operator.hears_silence(), contact.hears(HOLD_HZ))

    await server.ask("unhold.call", **call)
    await asyncio.gather(operator.hears(CONTACT_HZ), contact.hears(OPERATOR_HZ))

    await server.ask("release.call", **call)
    await asyncio.gather(operator.ended(), contact.ended())
    await server.shows()
