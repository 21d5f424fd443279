"""A running speech engine with a directory of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from callapi.media.speech import Speech


@pytest.fixture
def speech_directory(tmp_path: Path) -> Path:
    return tmp_path / "speech"


@pytest.fixture
async def speech(speech_directory: Path) -> AsyncIterator[Speech]:
    speech = Speech(speech_directory)
    await speech.start()
    yield speech
    await speech.close()
