"""The server under test: a data directory and an account of its own, then `serve`."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from callapi.simulator.numbers import find_number
from scripts.bench.pinning import SERVER_CORE
from scripts.bench.servers import free_port, serving

ACCOUNT = """
[[accounts]]
name = "Bench"
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
data_points_per_minute = 2000000000
data_points_per_day = 2000000000
max_in_calls = 1000000
max_out_calls = 1000000

[[accounts.users]]
login = "bench"
is_admin = true
call_api_access = true
key_access = true
keys = [{ name = "bench" }]
"""
TAGS = 300
ONE_MOMENT = {"type": "tts", "value": "One moment, please."}
KEY_LINE = "Bench: key of bench bench: "


@dataclass(frozen=True, slots=True)
class Ours:
    pid: int
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

    def tag(self, session_ids: Sequence[int], tag_ids: Sequence[int]) -> list[str]:
        """Each session takes each tag, and takes it but once."""
        return [
            self.request("tag.call", call_session_id=session_id, tag_id=tag_id)
            for tag_id in tag_ids
            for session_id in session_ids
        ]

    def hold(self, session_id: int) -> tuple[str, str]:
        """And back: that can be done again and again."""
        return (
            self.request(
                "hold.call", call_session_id=session_id, contact_message=ONE_MOMENT
            ),
            self.request("unhold.call", call_session_id=session_id),
        )

    async def tag_ids(self) -> list[int]:
        tags = await self.ask("/data/v2.0", self.request("get.tags", limit=TAGS))
        return [tag["id"] for tag in tags]

    async def ask(self, path: str, body: str) -> list[dict[str, Any]]:
        """What it answers, which has to be a list."""
        reply = await self.send(body, path)
        rows: list[dict[str, Any]] = reply["result"]["data"]
        return rows

    async def send(self, body: str, path: str = "/v4.0") -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        async with (
            aiohttp.ClientSession(self.url) as client,
            client.post(path, data=body, headers=headers) as response,
        ):
            reply: dict[str, Any] = json.loads(await response.read())
            return reply

    def start_simple_call(self, operator: str = "answers") -> str:
        """With a contact and an operator of the simulator, by what they do."""
        return self.request(
            "start.simple_call",
            first_call="operator",
            virtual_phone_number="12025550100",
            contact=find_number("answers_at_once"),
            operator=find_number(operator),
            switch_at_once=True,
        )


@asynccontextmanager
async def our_server(
    directory: Path,
    settings: Mapping[str, str] | None = None,
    core: int | None = SERVER_CORE,
) -> AsyncIterator[Ours]:
    """With a simulator of its own, unless `settings` name an Asterisk."""
    port = free_port()
    env = {
        **{k: v for k, v in os.environ.items() if not k.startswith("CALLAPI_")},
        "CALLAPI_DATA_DIR": str(directory / "data"),
        "CALLAPI_PORT": str(port),
        "CALLAPI_SIMULATOR_PORT": "0",
        **(settings or {}),
    }
    key = await _provisioned(directory / "bench.toml", env)
    log = directory / "callapi.log"
    async with serving(["callapi", "serve"], port, log, env, core) as pid:
        yield Ours(pid, port, key)


def _tags() -> str:
    return "".join(f'[[accounts.tags]]\nname = "Bench {n}"\n' for n in range(TAGS))


async def _provisioned(file: Path, env: dict[str, str]) -> str:
    await asyncio.to_thread(file.write_text, ACCOUNT + _tags())
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "callapi", "provision", str(file)),
        env=env,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        output, errors = await process.communicate()
    finally:
        await process.wait()  # it ends the databases that it has started
    for line in output.decode().splitlines():
        if line.startswith(KEY_LINE):
            return line.removeprefix(KEY_LINE)
    raise RuntimeError(f"provisioning gave no key: {(output + errors).decode()}")
