"""Media files: the index here, the sounds in the library.

A file is decoded before anything is written, and its sound put into the library last:
a mistake elsewhere in the provisioning file leaves no other sound behind.
"""

import asyncio
import hashlib
from functools import partial

from callapi.media import source
from callapi.media.decode import MediaError
from callapi.media.sound import Sound
from callapi.provision import file
from callapi.provision.work import Work
from callapi.store import media as store
from callapi.store.queries import load

Q = load(__file__)


async def apply_media(work: Work, account: file.Account) -> None:
    if account.media is not None:
        await _remove_others(work, {it.name for it in account.media})
        seen: set[str] = set()
        for place, it in enumerate(account.media):
            key = f"media[{place}]"
            if it.name in seen:
                raise work.mistake(key, f"a second file {it.name}")
            seen.add(it.name)
            await _apply_file(work, it, key)
    records = await work.db.fetch(Q["list_media"], work.account_id)
    work.ids["media file"] = {it["label"]: it["id"] for it in records}


async def _remove_others(work: Work, names: set[str]) -> None:
    for record in await work.db.fetch(Q["list_own_media"], work.account_id):
        if record["name"] not in names:
            await work.db.execute(Q["delete_media"], record["id"])
            remove = partial(asyncio.to_thread, work.library.remove, record["id"])
            work.finally_do.append(remove)
            work.note("removed", "media file", record["name"])


async def _apply_file(work: Work, it: file.MediaFile, key: str) -> None:
    path = work.path.parent / it.file
    try:
        data = await asyncio.to_thread(source.read, path)
    except OSError as error:
        raise work.mistake(f"{key}.file", f"{path}: {error.strerror}") from None
    except MediaError as error:
        raise work.mistake(f"{key}.file", error.reason) from None
    checksum = hashlib.sha256(data).hexdigest()
    there = await work.db.fetchrow(Q["find_media"], work.account_id, it.name)
    if there and there["checksum"] == checksum and work.library.has(there["id"]):
        return
    try:
        sound = await work.library.decode(data)
    except MediaError as error:
        raise work.mistake(f"{key}.file", error.reason) from None
    media_id = await _store(
        work, it.name, there["id"] if there else None, sound, checksum
    )
    work.finally_do.append(partial(work.library.put, media_id, sound))
    work.note("changed" if there else "added", "media file", it.name)


async def _store(
    work: Work, name: str, media_id: int | None, sound: Sound, checksum: str
) -> int:
    measures = store.Measures(sound.seconds, sound.size_bytes, checksum)
    if media_id is None:
        return await store.insert(work.db, work.account_id, name, measures)
    await work.db.execute(
        *(Q["update_media"], media_id),
        *(measures.duration_s, measures.size_bytes, measures.checksum),
    )
    return media_id
