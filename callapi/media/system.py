"""The sounds every account has: made here, never downloaded, never silent by mistake.

Each is a row of `media_files` without an account, and files in the library. A process
that finds one missing, or of an older edition, makes it.
"""

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from callapi.media import melody
from callapi.media.library import Library
from callapi.media.sound import WIDE_HZ, Samples, Sound, from_samples, load
from callapi.media.speech import Speech
from callapi.store import media as store
from callapi.store.pool import Connection, Pool

EDITION = 1  # raise it when a sound below changes: all are then made again


@dataclass(frozen=True, slots=True)
class SystemSound:
    title: str
    make: Callable[[], Samples]


@dataclass(frozen=True, slots=True)
class SystemPrompt:
    title: str
    text: str


def _busy() -> Samples:
    cadence = [melody.tone((480, 620), 0.5), melody.silence(0.5)]
    return np.concatenate(cadence * 4)


def _error() -> Samples:
    """The three rising tones that announce a failed call everywhere."""
    rising = [melody.tone((hz,), 0.33) for hz in (950, 1400, 1800)]
    return np.concatenate([*rising, melody.silence(0.3)])


SYSTEM: Mapping[str, SystemSound | SystemPrompt] = MappingProxyType(
    {
        "dialing_music": SystemSound(
            "Forwarding Music", lambda: melody.music(melody.FORWARDING)
        ),
        "hold_music": SystemSound("Hold Music", lambda: melody.music(melody.HOLD)),
        "queue_music": SystemSound("Queue Music", lambda: melody.music(melody.QUEUE)),
        "beep": SystemSound("Beep", lambda: melody.tone((1000,), 0.4)),
        "busy_tone": SystemSound("Busy Tone", _busy),
        "error_tone": SystemSound("Error Tone", _error),
        "silence": SystemSound("Silence", lambda: melody.silence(1.0)),
        "voice_mail_prompt": SystemPrompt(
            "Voicemail Prompt", "Please leave a message after the tone."
        ),
        "invalid_input_prompt": SystemPrompt(
            "Invalid Input Prompt", "Invalid input. Please try again."
        ),
    }
)


async def ensure_system_files(pool: Pool, library: Library, speech: Speech) -> None:
    """Of processes that start at once, one makes them and the others wait for it."""
    async with pool.acquire() as connection, connection.transaction():
        await store.lock_system(connection)
        for mnemonic, system in SYSTEM.items():
            await _ensure(connection, library, speech, mnemonic, system)


async def _ensure(
    db: Connection,
    library: Library,
    speech: Speech,
    mnemonic: str,
    system: SystemSound | SystemPrompt,
) -> None:
    made = f"{EDITION} {mnemonic}"
    if isinstance(system, SystemPrompt):
        made += f" {speech.key(system.text)}"  # another voice is asked for
    checksum = hashlib.sha256(made.encode()).hexdigest()
    row = await store.find_system(db, mnemonic)
    if row is None or row.checksum != checksum or not library.has(row.id):
        sound = await _make(system, speech)
        measures = store.Measures(sound.seconds, sound.size_bytes, checksum)
        id_ = await store.keep_system(db, mnemonic, system.title, measures)
        await library.put(id_, sound)


async def _make(system: SystemSound | SystemPrompt, speech: Speech) -> Sound:
    if isinstance(system, SystemPrompt):
        return load(await speech.say(system.text))
    return await asyncio.to_thread(lambda: from_samples(system.make(), WIDE_HZ))
