"""The recordings of a call, as callapi has kept them."""

from pathlib import Path

import numpy as np
import soundfile

from tests.telephony.office import RATE, Call, Office
from tests.telephony.sound import Samples


async def recording(office: Office, call: Call, count: int) -> Path:
    """The path of the last one, when there are so many."""
    query = "select name from recordings where session_id = $1 order by id"

    async def kept() -> int:
        return len(await office.pool.fetch(query, call.id))

    await office.server.comes_to(count, kept)
    name = (await office.pool.fetch(query, call.id))[-1]["name"]
    return next(office.folder.rglob(f"{name}.wav"))


def channels(path: Path) -> tuple[Samples, Samples]:
    """Left, and right."""
    sound, rate = soundfile.read(path, dtype="int16")
    assert rate == RATE
    left, right = np.asarray(sound, np.float64).T
    return left, right
