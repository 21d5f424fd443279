"""Media files over the Data API: what `callapi media` does without --account."""

import asyncio
import base64
from pathlib import Path

from callapi.administer.desk import Desk
from callapi.client import every


async def add_file(desk: Desk, file: Path, name: str | None) -> None:
    content = await asyncio.to_thread(file.read_bytes)
    made = await desk.data_api.create_media_files(
        name=name or file.name, content=base64.b64encode(content).decode()
    )
    desk.shown.one({**made, "name": name or file.name})


async def list_files(desk: Desk) -> None:
    rows = [row async for row in every(desk.data_api.get_media_files)]
    desk.shown.rows(rows, ("id", "name", "duration", "size", "type", "mnemonic"))
