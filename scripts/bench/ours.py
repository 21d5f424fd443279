"""The server under test: a data directory and an account of its own, then `serve`."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from callapi.simulator.numbers import find_number
from scripts.bench.servers import free_port, serving

ACCOUNT = """
[[accounts]]
name = "Bench"
components = ["basic", "management", "informer", "scenario"]
allow_list = ["127.0.0.0/8"]
virtual_numbers = [{ number = "12025550100" }]
talk_options = [
    { button = "0", mnemonic = "finish_conversation" },
    { button = "2", mnemonic = "record_talk" },
    { button = "5", mnemonic = "call_coach" },
]

[accounts.limits]
points_per_minute = 2000000000
points_per_day = 2000000000
max_in_calls = 1000000
max_out_calls = 1000000

[[accounts.users]]
login = "bench"
call_api_access = true
key_access = true
keys = [{ name = "bench" }]
"""
KEY_LINE = "Bench: key of bench bench: "


@dataclass(frozen=True, slots=True)
class Ours:
    port: int
    key: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def request(self, method: str, **params: object) -> str:
        request = {
            "jsonrpc": "2.0",
            "id": "bench",
            "method": method,
            "params": {"access_token": self.key, **params},
        }
        return json.dumps(request)

    @property
    def start_simple_call(self) -> str:
        return self.request(
            "start.simple_call",
            first_call="operator",
            virtual_phone_number="12025550100",
            contact=find_number("answers_at_once"),
            operator=find_number("answers"),
            switch_at_once=True,
        )


@asynccontextmanager
async def our_server(directory: Path) -> AsyncIterator[Ours]:
    port = free_port()
    env = {
        **{k: v for k, v in os.environ.items() if not k.startswith("CALLAPI_")},
        "CALLAPI_DATA_DIR": str(directory / "data"),
        "CALLAPI_PORT": str(port),
        "CALLAPI_SIMULATOR_PORT": "0",
    }
    key = await _provisioned(directory / "bench.toml", env)
    async with serving(["callapi", "serve"], port, directory / "callapi.log", env):
        yield Ours(port, key)


async def _provisioned(file: Path, env: dict[str, str]) -> str:
    await asyncio.to_thread(file.write_text, ACCOUNT)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "callapi", "provision", str(file)),
        env=env,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await process.communicate()
    for line in output.decode().splitlines():
        if line.startswith(KEY_LINE):
            return line.removeprefix(KEY_LINE)
    raise RuntimeError(f"provisioning gave no key: {(output + errors).decode()}")
