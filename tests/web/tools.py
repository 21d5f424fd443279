"""What the pages are tested with: `make web` and each test run fetch it once."""

import asyncio
from pathlib import Path

import playwright

ROOT = Path(__file__).resolve().parents[2]
INSTALLED = ROOT / "build/web"
CHROMIUM = INSTALLED / "chromium"
NODE = Path(playwright.__file__).parent / "driver/node"
COMPILER = INSTALLED / "tree/usr/share/nodejs/typescript/bin/tsc"


async def install() -> None:
    script = ROOT / "scripts/install-web-tools"
    process = await asyncio.create_subprocess_exec(script, INSTALLED)
    assert await process.wait() == 0, "no browser to test with"
