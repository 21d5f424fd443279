"""What a process that was killed has left is removed, and nothing else."""

import asyncio
from pathlib import Path

import pytest

from callapi.directory import media_files
from callapi.directory.media_files import NewFile
from callapi.media.library import Library
from callapi.media.sweep import Sweep
from callapi.store.media import Measures
from callapi.store.pool import Pool
from tests.media.uploads import upload
from tests.rows import add_account

NOW = 0.0
WAITS = """
select count(*) from pg_locks
where relation = 'media_files'::regclass and mode = 'ShareLock' and not granted
"""


class Killed(BaseException):
    """In place of the signal: the transaction is over, and nobody tidies up."""


class Store:
    """Uploads as the API does them, and the sweep."""

    def __init__(self, pool: Pool, directory: Path, account_id: int) -> None:
        self.pool = pool
        self.account_id = account_id
        self.library = Library(directory)
        self.sweep = Sweep(pool, self.library, "ours")
        self.stored = asyncio.Event()
        self.goes_on = asyncio.Event()

    async def upload(self, name: str, failure: BaseException | None = None) -> int:
        sound = await self.library.decode(upload("wav", seconds=1))
        measures = Measures(sound.seconds, sound.size_bytes, name)
        file = NewFile(name, measures, True)
        async with media_files.inserting(self.pool, self.account_id, file) as id_:
            await self.library.put(id_, sound)
            self.stored.set()
            await self.goes_on.wait()
            if failure is not None:
                raise failure
        return id_


@pytest.fixture
async def store(pool: Pool, tmp_path: Path) -> Store:
    made = Store(pool, tmp_path / "media", await add_account(pool))
    await made.sweep.round(NOW)  # the directory is ours from now on
    return made


async def test_a_sound_whose_row_was_never_committed_is_removed(store: Store) -> None:
    store.goes_on.set()
    kept = await store.upload("kept.wav")
    with pytest.raises(Killed):
        await store.upload("lost.wav", Killed())
    assert len(store.library.stored()) == 2
    await store.sweep.round(NOW)
    assert store.library.stored() == [kept]
    assert store.library.has(kept)


@pytest.mark.parametrize("name", ["77.wav", "77.wav16", ".0a1b2c.part"])
async def test_half_of_a_sound_is_removed(store: Store, name: str) -> None:
    path = store.library.narrow(77).with_name(name)
    path.write_bytes(b"half")
    await store.sweep.round(NOW)
    assert not path.exists()


async def test_what_is_no_sound_of_ours_stays(store: Store) -> None:
    for name in ("notes.txt", "music.wav", "77.mp3"):
        store.library.narrow(1).with_name(name).write_bytes(b"theirs")
    await store.sweep.round(NOW)
    directory = store.library.narrow(1).parent
    names = {it.name for it in directory.iterdir()}
    assert names == {"notes.txt", "music.wav", "77.mp3", ".database"}


@pytest.mark.parametrize("failure", [None, Killed()])
async def test_a_sound_that_is_being_stored_is_waited_for(
    store: Store, failure: BaseException | None
) -> None:
    storing = asyncio.create_task(store.upload("now.wav", failure))
    await store.stored.wait()
    sweeping = asyncio.create_task(store.sweep.round(NOW))
    while not await store.pool.fetchval(WAITS):
        assert not sweeping.done()
    store.goes_on.set()
    (result, _) = await asyncio.gather(storing, sweeping, return_exceptions=True)
    assert store.library.stored() == ([result] if failure is None else [])


async def test_sounds_of_another_database_stay(store: Store) -> None:
    store.library.narrow(77).write_bytes(b"theirs")
    await Sweep(store.pool, store.library, "others").round(NOW)
    assert store.library.stored() == [77]
    await store.sweep.round(NOW)
    assert store.library.stored() == []
