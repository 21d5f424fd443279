"""The commands: what they say, and the exit code that says it."""

import asyncio
import json
import stat
import sys
import sysconfig
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from callapi import __version__
from callapi.__main__ import main
from callapi.clock import SystemClock
from callapi.domain.diagram import mermaid
from callapi.simulator.numbers import script_of
from callapi.simulator.server import Simulator
from callapi.store.media import find_system
from callapi.store.pool import Pool, connect

INSTALLED = Path(sysconfig.get_path("purelib"))
ROOT = Path(__file__).parents[2]
COMMANDS = (
    *("serve", "simulator", "migrate", "provision", "media", "states", "doctor"),
    *("user", "key", "ip", "number", "employee", "log", "calls", "backup", "restore"),
)

Invoke = Callable[..., Awaitable[Result]]

pytestmark = pytest.mark.usefixtures("kept_log")


@pytest.fixture
def invoke(
    database: str, redis_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Invoke:
    """A command, with the servers of the tests and a data directory of its own."""
    monkeypatch.setenv("CALLAPI_DATABASE_URL", database)
    monkeypatch.setenv("CALLAPI_REDIS_URL", redis_url)
    monkeypatch.setenv("CALLAPI_DATA_DIR", str(tmp_path))

    async def in_a_thread(*arguments: str) -> Result:
        return await asyncio.to_thread(CliRunner().invoke, main, arguments)

    return in_a_thread


@pytest.fixture
async def simulator(tmp_path: Path) -> AsyncIterator[Simulator]:
    async with Simulator(SystemClock(), password="secret", spool=tmp_path) as simulator:
        yield simulator


@pytest.mark.parametrize(
    "command", ["", *COMMANDS, "simulator call", "simulator behave", "media add"]
)
def test_every_command_explains_itself(command: str) -> None:
    result = CliRunner().invoke(main, [*command.split(), "--help"])
    assert result.exit_code == 0
    assert "Usage: " in result.output


def test_all_commands_are_there() -> None:
    assert set(main.commands) == set(COMMANDS)


def test_the_version_is_told() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert result.output == f"callapi, version {__version__}\n"


def test_states_prints_the_drawing() -> None:
    assert CliRunner().invoke(main, ["states"]).output == mermaid()


async def test_migrate_applies_what_is_missing_and_says_so(
    invoke: Invoke, empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLAPI_DATABASE_URL", empty_database)
    result = await invoke("migrate")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("applied 0001_accounts\n")
    assert (await invoke("migrate")).stdout == "nothing to apply\n"


async def test_provision_tells_changes_and_secrets_once(invoke: Invoke) -> None:
    first = await invoke("provision", str(ROOT / "config" / "demo.toml"))
    assert first.exit_code == 0
    assert "Bay Repairs (demo): added employee Smith Ann\n" in first.stdout
    assert "Bay Repairs (demo): key of demo demo: " in first.stdout
    second = await invoke("provision", str(ROOT / "config" / "demo.toml"))
    assert second.output == "nothing to change\n"


async def test_a_wrong_file_is_a_line_for_each_mistake(
    invoke: Invoke, tmp_path: Path
) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text("[[accounts]]\nname = ''\ncolour = 1\n")
    result = await invoke("provision", str(file))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        f"callapi: {file}: accounts[0].name: String should have at least 1 character",
        f"callapi: {file}: accounts[0].colour: there is no such key",
    ]


async def test_a_bad_setting_is_one_line_and_exit_code_2(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLAPI_PORTS", "1")
    result = await invoke("serve")
    assert result.exit_code == 2
    assert result.stderr == "callapi: CALLAPI_PORTS: unknown setting\n"


async def test_a_price_needs_a_method_that_is_there(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLAPI_PRICES", '{"list.calls": 0, "list.call": 0}')
    result = await invoke("doctor")
    assert result.exit_code == 2
    assert result.stderr == "callapi: prices: there is no method list.call\n"


async def test_commands_log_no_more_than_they_are_told_to(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo = str(ROOT / "config" / "demo.toml")
    assert (await invoke("provision", demo)).stderr == ""
    monkeypatch.setenv("CALLAPI_LOG_LEVEL", "info")
    assert "speech engine started" in (await invoke("provision", demo)).stderr


async def test_a_database_that_is_not_there_is_one_line(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLAPI_DATABASE_URL", "postgresql://x@127.0.0.1:1/x")
    result = await invoke("migrate")
    assert result.exit_code == 1
    assert result.stderr.startswith("callapi: the database does not answer: Connect")
    assert result.stderr.count("\n") == 1


async def test_the_doctor_says_it_by_exit_code(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await invoke("doctor")).exit_code == 0
    monkeypatch.setenv("CALLAPI_REDIS_URL", "redis://127.0.0.1:1")
    result = await invoke("doctor")
    assert result.exit_code == 1
    assert "\nBAD redis: " in result.stdout


def test_the_magic_numbers_are_listed() -> None:
    result = CliRunner().invoke(main, ["simulator", "numbers"])
    assert "12025550113  busy " in result.stdout


async def test_phones_of_a_simulator_are_used(
    invoke: Invoke, simulator: Simulator
) -> None:
    where = ("--url", simulator.url, "--password", "secret")
    result = await invoke("simulator", "press", "12025550143", "1", *where)
    assert result.exit_code == 1
    assert result.stderr.startswith("callapi: ")
    result = await invoke("simulator", "hang-up", "12025550143", *where)
    assert result.exit_code == 1
    result = await invoke("simulator", "answer", "12025550143", *where)
    assert result.stderr == "callapi: 12025550143 has no call\n"


async def test_a_phone_of_a_simulator_behaves_as_it_is_told(
    invoke: Invoke, simulator: Simulator
) -> None:
    where = ("--url", simulator.url, "--password", "secret")
    result = await invoke("simulator", "behave", "12025550143", "busy", *where)
    assert (result.exit_code, result.output) == (0, "")
    assert simulator.phone("12025550143").script == script_of("busy")
    result = await invoke("simulator", "behave", "12025550143", "dance", *where)
    assert result.exit_code == 1
    assert "not a step of a phone's script: 'dance'" in result.stderr
    result = await invoke("simulator", "show", "12025550143", *where)
    assert json.loads(result.stdout)["calls"] == 0


async def test_without_a_running_server_its_simulator_is_unknown(
    invoke: Invoke, tmp_path: Path
) -> None:
    result = await invoke("simulator", "call", "12025550143", "12025550100")
    assert result.exit_code == 2
    assert f"{tmp_path}/simulator.json can not be read" in result.stderr


async def test_the_database_is_copied_and_put_back(
    invoke: Invoke,
    monkeypatch: pytest.MonkeyPatch,
    pool: Pool,
    empty_database: str,
    tmp_path: Path,
) -> None:
    await pool.execute("insert into accounts (name) values ('Kept')")
    file = tmp_path / "callapi.dump"
    result = await invoke("backup", str(file))
    assert (result.exit_code, result.output) == (0, f"the database is in {file}\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600  # it has SIP passwords
    result = await invoke("restore", str(file))
    assert result.exit_code == 1
    assert result.stderr == (
        "callapi: the database is not empty: nothing is restored over it\n"
    )
    monkeypatch.setenv("CALLAPI_DATABASE_URL", empty_database)
    result = await invoke("restore", str(file))
    assert result.output == "restored; the server will apply 0 migrations\n"
    restored = await connect(empty_database)
    assert await restored.fetchval("select name from accounts") == "Kept"
    await restored.close()


async def refusal(packages: Path, setting: str, value: str) -> str:
    """What `callapi serve` says in a Python that has these packages and no others."""
    data = packages.parent / "data"
    environment = {
        "PYTHONPATH": f"{packages}:{ROOT}",
        "CALLAPI_DATA_DIR": str(data),
        f"CALLAPI_{setting.upper()}": value,
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-S", "-m", "callapi", "serve"),
        env=environment,
        stdout=PIPE,
        stderr=STDOUT,
    )
    told, _ = await process.communicate()
    assert process.returncode == 2, told.decode()
    assert not data.exists()
    return told.decode()


async def test_an_engine_that_is_not_installed_is_a_wrong_setting(
    tmp_path: Path,
) -> None:
    packages = tmp_path / "packages"
    await asyncio.to_thread(link, INSTALLED, packages, without="piper")
    assert await refusal(packages, "tts_engine", "piper") == (
        "callapi: tts_engine: piper is not installed: pip install 'callapi[piper]'\n"
    )


async def test_a_collector_needs_what_speaks_to_it(tmp_path: Path) -> None:
    packages, shared = tmp_path / "packages", "opentelemetry"  # a folder of several
    await asyncio.to_thread(link, INSTALLED, packages, without=f"{shared}/")
    await asyncio.to_thread(
        link, INSTALLED / shared, packages / shared, without="exporter/"
    )
    assert await refusal(packages, "otlp_endpoint", "http://127.0.0.1:4318") == (
        "callapi: otlp_endpoint: the SDK is not installed:"
        " pip install 'callapi[otel]'\n"
    )


def link(source: Path, directory: Path, *, without: str) -> None:
    """All that is there but what is named so, or begins so."""
    directory.mkdir()
    for package in source.iterdir():
        if not f"{package.name}/".startswith(without):
            (directory / package.name).symlink_to(package)


async def test_a_voice_nobody_has_is_a_wrong_setting(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLAPI_TTS_VOICE", "klingon")
    result = await invoke("provision", str(ROOT / "config" / "demo.toml"))
    assert result.exit_code == 2
    assert result.stderr.startswith("callapi: tts_voice: unknown voice 'klingon', ")
    assert result.stderr.count("\n") == 1


async def test_prompts_are_spoken_by_the_engine_that_is_set(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pool: Pool
) -> None:
    lengths = []
    for engine in ("espeak", "piper"):
        monkeypatch.setenv("CALLAPI_TTS_ENGINE", engine)
        result = await invoke("provision", str(ROOT / "config" / "demo.toml"))
        assert result.exit_code == 0, result.output
        prompt = await find_system(pool, "voice_mail_prompt")
        assert prompt is not None
        lengths.append(prompt.duration_s)
    assert lengths[0] != lengths[1]
