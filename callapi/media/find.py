"""What a session may play: a message of a client, a file of its account, our own."""

import re
from typing import Literal

from callapi.media.clip import Clip
from callapi.media.library import Library
from callapi.media.speech import Speech
from callapi.store import media as store
from callapi.store.pool import Pool

ID = re.compile(r"[0-9]{1,15}")


class MediaNotFound(Exception):
    """Neither a system file nor a file of the account."""

    def __init__(self, media_id: int | str) -> None:
        super().__init__(f"no media file {media_id}")
        self.media_id = media_id


class Media:
    def __init__(self, pool: Pool, library: Library, speech: Speech) -> None:
        self._pool = pool
        self.library = library
        self._speech = speech
        self._system: dict[str, Clip] = {}  # these never change while a process runs

    async def message(
        self, account_id: int, type: Literal["media", "tts"], value: str
    ) -> Clip:
        """A message object of the API; raises MediaNotFound or SpeechError."""
        if type == "tts":
            return await self._speech.say(value)
        if not ID.fullmatch(value):
            raise MediaNotFound(value)
        return await self.file(account_id, int(value))

    async def file(self, account_id: int, media_id: int) -> Clip:
        row = await store.find_in_account(self._pool, account_id, media_id)
        if row is None:
            raise MediaNotFound(media_id)
        return self.library.clip(row.id, row.duration_s)

    async def named(self, account_id: int, name: str) -> Clip:
        """By its name: a file of the account, else one of the system's."""
        row = await store.find_by_name(self._pool, account_id, name)
        if row is None:
            raise MediaNotFound(name)
        return self.library.clip(row.id, row.duration_s)

    async def system(self, mnemonic: str) -> Clip:
        """By mnemonic (see `system.SYSTEM`); part of every call, so it is kept."""
        clip = self._system.get(mnemonic)
        if clip is None:
            row = await store.find_system(self._pool, mnemonic)
            if row is None:
                raise MediaNotFound(mnemonic)
            clip = self.library.clip(row.id, row.duration_s)
            self._system[mnemonic] = clip
        return clip
