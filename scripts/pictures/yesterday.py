"""A whole day that is over, which no server can live through for a picture."""

from pathlib import Path

import asyncpg

from callapi.embedded.directory import socket_directory
from callapi.embedded.postgres import database_url
from callapi.store.queries import load
from scripts.pictures.demo import Demo

Q = load(__file__)


async def yesterday(demo: Demo, folder: Path) -> None:
    account = await demo.data_api.getobj_account()
    connection = await asyncpg.connect(database_url(socket_directory(folder)))
    try:
        await connection.execute(Q["calls"], account["app_id"], account["timezone"])
    finally:
        await connection.close()
