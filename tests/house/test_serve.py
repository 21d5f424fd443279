"""`callapi serve --demo` as a person runs it: its own process, its own servers."""

import asyncio
import json
import os
import re
import shlex
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from callapi.config import Settings
from callapi.serve import Started, program, welcome
from callapi.simulator.command import Remote, show
from callapi.supervise import WorkerError, check_ports, own_settings
from tests.conftest import open_temporary_directory

START_S = 40.0
STOP_S = 10.0
CURL = re.compile(r"^  (curl .*)$", re.MULTILINE)


@pytest.fixture
def directory() -> Iterator[Path]:
    path = open_temporary_directory()
    yield path
    shutil.rmtree(path)


class Serving:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.welcome = ""

    async def read_welcome(self, last: str) -> None:
        assert self.process.stdout is not None
        while last not in self.welcome:
            line = await self.process.stdout.readline()
            assert line, self.welcome
            self.welcome += line.decode()

    async def logs(self, words: str) -> None:
        """Until there is a line with these words."""
        assert self.process.stderr is not None
        async with asyncio.timeout(START_S):
            async for line in self.process.stderr:
                if words in line.decode():
                    return
        raise AssertionError(f"it has ended without a word of {words}")

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        async with asyncio.timeout(STOP_S):
            await self.process.communicate()
        assert self.process.returncode is not None
        return self.process.returncode


def environment(directory: Path) -> dict[str, str]:
    settings = {"DATA_DIR": str(directory), "PORT": "0", "SIMULATOR_PORT": "0"}
    return os.environ | {f"CALLAPI_{name}": value for name, value in settings.items()}


def serving(directory: Path) -> AbstractAsyncContextManager[Serving]:
    command = ("serve", "--demo")
    return started(*command, env=environment(directory), last="a call from outside")


@asynccontextmanager
async def started(
    *command: str, env: dict[str, str], last: str
) -> AsyncIterator[Serving]:
    """Until it has said its last words of welcome; stopped in the end."""
    with _hears_of_a_terminal():
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "callapi", *command),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=env,
        )
    server = Serving(process)
    try:
        async with asyncio.timeout(START_S):
            await server.read_welcome(last)
        yield server
    finally:
        if process.returncode is None:
            await server.stop()


@contextmanager
def _hears_of_a_terminal() -> Iterator[None]:
    """Who is begun meanwhile, also when the tests themselves run under nohup."""
    before = signal.signal(signal.SIGHUP, lambda *_: None)
    yield
    signal.signal(signal.SIGHUP, before)


async def ask(curl: str) -> Any:
    """Do what a curl of the welcome would do; the data of the reply."""
    words, pipe, _ = curl.partition(" | ")
    assert pipe, "a reply on one long line, the prompt at its end"
    _, _, url, _, header, _, body = shlex.split(words)
    headers = dict([header.split(": ")])
    async with (
        aiohttp.ClientSession(headers=headers) as http,
        http.post(url, data=body) as reply,
    ):
        return (await reply.json())["result"]["data"]


async def opens_pages(told: str) -> None:
    """The pages that are named are there, and who is named can log in."""
    pages = re.findall(r"^the .*:  (http://[^/]+)(/\S+)$", told, re.M)
    ((login, password),) = re.findall(r"^login (\S+), password (\S+)$", told, re.M)
    assert [path for _, path in pages] == ["/admin", "/workspace", "/wallboard"]
    body = {
        **{"jsonrpc": "2.0", "id": 1, "method": "login.user"},
        "params": {"login": login, "password": password},
    }
    async with aiohttp.ClientSession(pages[0][0]) as http:
        for _, path in pages:
            async with http.get(path) as page:
                assert page.status == 200
        async with http.post("/v4.0", json=body) as reply:
            assert (await reply.json())["result"]["data"]["access_token"]


async def test_what_is_printed_leads_to_a_conversation(directory: Path) -> None:
    async with serving(directory) as server:
        start, look = CURL.findall(server.welcome)
        assert await ask(start) == {"call_session_id": 1_000_001}
        await server.logs("-> talk")
        (call,) = await ask(look)
        legs = call["legs"]
        assert [leg["state"] for leg in legs] == ["Conversation", "Conversation"]
        assert [leg["employee_full_name"] for leg in legs] == ["Smith Ann", None]
        assert str(directory / "demo.json") in server.welcome
        await opens_pages(server.welcome)
        assert await server.stop(signal.SIGINT) == 0


def test_who_can_not_be_reached_is_told_so(tmp_path: Path) -> None:
    started = Started("http://0.0.0.0:8080", None, tmp_path, False, is_closed=True)
    first, second, *_ = welcome(started).splitlines()
    assert first == "callapi serves http://0.0.0.0:8080"
    assert "refuses plain HTTP" in second


def test_the_program_is_told_as_it_can_be_typed() -> None:
    assert shutil.which(program()) is not None


async def test_a_second_start_finds_everything_again(directory: Path) -> None:
    demo = directory / "demo.json"
    async with serving(directory) as server:
        assert await server.stop(signal.SIGTERM) == 0
    first = json.loads(demo.read_text())
    async with serving(directory) as server:
        second = json.loads(demo.read_text())
        assert first | {"url": second["url"]} == second
        assert await server.stop(signal.SIGHUP) == 0  # the terminal has gone


async def test_a_signal_during_the_start_ends_it(directory: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "callapi", "serve", "--demo"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment(directory),
    )
    server = Serving(process)
    await server.logs("speech engine started")
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(STOP_S):
        told, complained = await process.communicate()
    assert (process.returncode, told) == (0, b"")
    assert b"Traceback" not in complained


async def test_a_port_that_is_taken_is_one_line(directory: Path) -> None:
    async with await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0) as taken:
        port = taken.sockets[0].getsockname()[1]
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "callapi", "serve"),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=environment(directory) | {"CALLAPI_PORT": str(port)},
        )
        _, told = await process.communicate()
    assert process.returncode == 1
    last = told.decode().splitlines()[-1]
    where = f"callapi: can not listen on 127.0.0.1:{port} (host, port): "
    assert last == f"{where}address already in use"
    assert b"Traceback" not in told


async def test_the_phones_of_the_running_simulator_are_found(directory: Path) -> None:
    async with serving(directory):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "callapi", "simulator", "call"),
            *("12025550143", "12025550101"),
            stdout=asyncio.subprocess.PIPE,
            env=environment(directory),
        )
        output, _ = await process.communicate()
    assert process.returncode == 0
    assert json.loads(output)["number"] == "12025550143"


async def test_a_simulator_runs_alone(directory: Path) -> None:
    command, env = ("simulator", "run", "--port", "0"), environment(directory)
    async with started(*command, env=env, last="password") as simulator:
        url, password = re.findall(r"(http\S+),|password (\S+)", simulator.welcome)
        phone = await show(Remote(url[0], "callapi", password[1]), "0486173")
        assert (phone["number"], phone["calls"]) == ("0486173", 0)
        assert await simulator.stop() == 0


async def test_workers_that_can_not_serve_are_one_line(directory: Path) -> None:
    """The worker has said why; who began it says that it is over."""
    nowhere = {"CALLAPI_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/x"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "callapi", "serve", "--workers", "2"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment(directory) | nowhere | {"CALLAPI_LOG_LEVEL": "error"},
    )
    async with asyncio.timeout(START_S):
        output, errors = await process.communicate()
    assert (process.returncode, output) == (1, b"")
    told = errors.decode().splitlines()
    assert "callapi: the database does not answer: Connection refused" in told
    assert told[-1].startswith("callapi: worker ")
    assert told[-1].endswith("has ended (1) before it served")


async def test_workers_are_renewed_once_they_are_there(directory: Path) -> None:
    """Who asks for it a moment too early ends nothing."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "callapi", "serve", "--workers", "2"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment(directory),
    )
    server = Serving(process)
    await server.logs("speech engine started")  # by a worker
    process.send_signal(signal.SIGHUP)
    async with asyncio.timeout(2 * START_S):
        await server.read_welcome("a call from outside")
        await server.logs("all workers are new")
    assert await server.stop() == 0


def test_ports_of_workers_are_nobody_elses() -> None:
    settings = Settings(port=8080, admin_port=8079, workers=2)
    with pytest.raises(WorkerError, match="admin_port: workers have 8079 to 8080"):
        check_ports(settings)
    check_ports(settings.model_copy(update={"admin_port": 8078}))
    check_ports(settings.model_copy(update={"admin_port": 0}))


@pytest.mark.parametrize("node", ["", "n" * 64])
def test_workers_have_names_that_a_node_may_have(node: str) -> None:
    told = own_settings(Settings(node=node), 64)
    assert Settings(node=told["CALLAPI_NODE"]).node.endswith("-64")


async def test_a_simulator_alone_goes_by_the_settings(directory: Path) -> None:
    file = directory / "callapi.toml"
    file.write_text('ari_user = "pbx"\nari_password = "word"\n')
    env = environment(directory) | {"CALLAPI_CONFIG": str(file)}
    async with started("simulator", "run", env=env, last="\n") as simulator:
        told = re.match(r"simulator on (\S+:(\d+)), user pbx\n", simulator.welcome)
        assert told
        assert told[2] != "8088"  # any free one, as the environment says
        phone = await show(Remote(told[1], "pbx", "word"), "0486173")
        assert phone["number"] == "0486173"
        assert await simulator.stop() == 0
