from collections.abc import Callable
from io import BufferedReader, FileIO
from pathlib import Path

import pytest
from typing_extensions import Buffer

from callapi.media import source
from callapi.media.decode import MAX_BYTES, MediaError


def test_all_of_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "sound"
    file.write_bytes(b"x" * MAX_BYTES)

    assert source.read(file) == b"x" * MAX_BYTES


class Watched(FileIO):
    """Tells when it is read."""

    def __init__(self, path: Path, on_read: Callable[[], object]) -> None:
        super().__init__(path)
        self._on_read = on_read

    def readinto(self, buffer: Buffer) -> int | None:
        self._on_read()
        return super().readinto(buffer)


def test_a_file_that_others_still_write_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sound"
    path.write_bytes(b"x" * 1000)

    def write() -> None:
        path.write_bytes(b"y" * 1001)

    with (
        BufferedReader(Watched(path, write)) as file,
        pytest.raises(MediaError, match="changed while it was read"),
    ):
        source.content(file)


def test_a_name_no_file_can_have_is_told() -> None:
    with pytest.raises(MediaError, match="no file can be called that"):
        source.read(Path("sound\0.wav"))
