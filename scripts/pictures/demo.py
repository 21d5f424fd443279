"""The demo account behind a server of its own, in a folder that is thrown away."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import aiohttp

from callapi.client import CallApi, Connection, DataApi

START_S: Final = 120.0
STOP_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Demo:
    url: str
    told: dict[str, Any]  # what is in demo.json
    call_api: CallApi
    data_api: DataApi
    connection: Connection
    simulator: "Simulator"


class Simulator:
    """Phones in our hands; `access` is what simulator.json says."""

    def __init__(self, http: aiohttp.ClientSession, access: dict[str, Any]) -> None:
        self._http = http
        self._url = access["url"]
        self._auth = aiohttp.BasicAuth(access["user"], access["password"])

    async def post(self, path: str, **body: str) -> None:
        url = f"{self._url}/simulator/{path}"
        async with self._http.post(url, json=body, auth=self._auth) as answer:
            answer.raise_for_status()

    async def call(self, caller: str, to: str) -> None:
        await self.post("calls", **{"from": caller, "to": to})


@asynccontextmanager
async def serving(folder: Path) -> AsyncIterator[Demo]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "callapi", "serve", "--demo"),
        env={
            **os.environ,
            "CALLAPI_DATA_DIR": str(folder),
            "CALLAPI_PORT": "0",
            "CALLAPI_SIMULATOR_PORT": "0",
            "CALLAPI_LOG_LEVEL": "error",
        },
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        url = await address(process)
        told = json.loads((folder / "demo.json").read_text())
        access = json.loads((folder / "simulator.json").read_text())
        async with (
            aiohttp.ClientSession() as http,
            Connection(url, told["access_key"]) as connection,
        ):
            yield Demo(
                url,
                told,
                CallApi(connection),
                DataApi(connection),
                connection,
                Simulator(http, access),
            )
    finally:
        process.terminate()
        async with asyncio.timeout(STOP_S):
            await process.communicate()


async def address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    async with asyncio.timeout(START_S):
        async for line in process.stdout:
            if line.startswith(b"callapi serves "):
                return line.decode().split()[2]
    raise RuntimeError("the server has ended")
