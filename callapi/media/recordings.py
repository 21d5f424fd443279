"""The files of recordings: WAV as they were kept, MP3 made when first asked for.

Every path is made of an account's id and a name of ours; no name of a client reaches
one. Files appear under their name only when they are complete.
"""

import asyncio
import os
import re
import uuid
from collections.abc import Sequence
from pathlib import Path

import soundfile

NAME = re.compile(r"[a-z]+-[0-9]+-[0-9]+")
BLOCK_FRAMES = 65_536


class Recordings:
    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._encoding: dict[Path, asyncio.Task[None]] = {}
        self._turn = asyncio.Lock()  # one at a time: it takes a processor for itself

    def wav(self, account_id: int, name: str) -> Path:
        return self._path(account_id, name, ".wav")

    async def mp3(self, account_id: int, names: Sequence[str]) -> Path:
        """One recording, or several as one in their order.

        Raises FileNotFoundError when a file is missing. Who does not wait for the end
        finds it made the next time.
        """
        suffix = ".mp3" if len(names) == 1 else f".{len(names)}.mp3"
        path = self._path(account_id, names[0], suffix)
        sources = [self.wav(account_id, name) for name in names]
        if not _is_made(path, sources):
            await asyncio.shield(self._making(sources, path))
        return path

    async def remove(self, account_id: int, name: str) -> None:
        """With what was made of it, or is being made just now."""
        directory = self.wav(account_id, name).parent
        for path, task in list(self._encoding.items()):
            if path.parent == directory and path.name.startswith(f"{name}."):
                await asyncio.wait([task])
        await asyncio.to_thread(self._remove, account_id, name)

    async def close(self) -> None:
        """What is being made is made to its end: a thread cannot be stopped."""
        tasks = list(self._encoding.values())
        await asyncio.gather(*tasks, return_exceptions=True)

    def _making(self, sources: list[Path], path: Path) -> "asyncio.Task[None]":
        task = self._encoding.get(path)
        if task is None:
            task = asyncio.create_task(self._encode(sources, path))
            self._encoding[path] = task
            task.add_done_callback(lambda it: self._made(path, it))
        return task

    def _made(self, path: Path, task: "asyncio.Task[None]") -> None:
        """What went wrong is told to those who wait, if anybody does."""
        del self._encoding[path]
        if not task.cancelled():
            task.exception()

    async def _encode(self, sources: list[Path], path: Path) -> None:
        async with self._turn:
            await asyncio.to_thread(encode_mp3, sources, path)

    def _remove(self, account_id: int, name: str) -> None:
        wav = self.wav(account_id, name)
        for path in (*wav.parent.glob(f"{name}.*mp3"), wav):
            path.unlink(missing_ok=True)

    def _path(self, account_id: int, name: str, suffix: str) -> Path:
        if not NAME.fullmatch(name):
            raise ValueError("no name of a recording")
        return self._directory / str(account_id) / f"{name}{suffix}"


def encode_mp3(sources: Sequence[Path], path: Path) -> None:
    """One sound after another, block by block: no length fills the memory."""
    unfinished = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        first = _info(sources[0])
        with soundfile.SoundFile(
            unfinished, "w", first.samplerate, first.channels, format="MP3"
        ) as out:
            for source in sources:
                _info(source)
                for block in soundfile.blocks(source, BLOCK_FRAMES, dtype="int16"):
                    out.write(block)
        _on_disk(unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _on_disk(path: Path) -> None:
    """Before it gets its name: a crash must not leave half a file under it."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _is_made(path: Path, sources: Sequence[Path]) -> bool:
    """Of these very files, and not of others that had their names before."""
    try:
        made = path.stat().st_mtime_ns
        return all(source.stat().st_mtime_ns <= made for source in sources)
    except FileNotFoundError:
        return False


def _info(path: Path) -> "soundfile._SoundFileInfo":
    if not path.exists():
        raise FileNotFoundError(path)
    return soundfile.info(path)
