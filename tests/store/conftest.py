"""What tests of provisioning are handed."""

import shutil
from pathlib import Path
from textwrap import dedent

import pytest

from callapi.media.library import Library
from callapi.provision import Report, provision
from callapi.store.pool import Pool
from tests.store.people import CHEAP
from tests.store.provisioning import WELCOME, Provision


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


@pytest.fixture
def written(tmp_path: Path, pool: Pool, library: Library) -> Provision:
    """Write the text into a file, beside a sound, and provision it."""
    shutil.copy(WELCOME, tmp_path)
    path = tmp_path / "accounts.toml"

    async def write(text: str) -> Report:
        path.write_text(dedent(text))
        return await provision(pool, path, library, CHEAP)

    return write
