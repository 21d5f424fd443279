"""`callapi user add` and its like, from the command line to a whole server."""

import asyncio
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from callapi.__main__ import main
from callapi.administer.tails import QUICKEST_S, pause_s
from callapi.client.limits import Limits
from tests.api.world import OPERATOR, World

TONE = Path(__file__).with_name("tone.wav")


@dataclass(slots=True)
class Shell:
    environment: dict[str, str]

    async def call(self, *words: str, stdin: str = "") -> Result:
        """In a thread: commands have an event loop of their own."""
        runner, environment = CliRunner(), self.environment
        return await asyncio.to_thread(
            lambda: runner.invoke(main, words, input=stdin, env=environment)
        )

    async def table(self, *words: str, stdin: str = "") -> str:
        done = await self.call(*words, stdin=stdin)
        assert done.exit_code == 0, done.output
        return done.stdout

    async def json(self, *words: str, stdin: str = "") -> Any:
        return json.loads(await self.table(*words, "--json", stdin=stdin))

    async def fails(self, *words: str, code: int = 1) -> str:
        done = await self.call(*words)
        assert done.exit_code == code, done.output
        assert done.output.count("\n") == 1
        return done.output


@pytest.fixture
def shell(world: World, tmp_path: Path) -> Iterator[Shell]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield Shell(
        {
            "CALLAPI_CLIENT_URL": world.app.url,
            "CALLAPI_CLIENT_KEY": world.keys.admin,
            "CALLAPI_DATA_DIR": str(tmp_path),
            "XDG_CONFIG_HOME": str(tmp_path),
        }
    )
    root.handlers, root.level = handlers, level


async def test_a_user_and_his_key(world: World, shell: Shell) -> None:
    made = await shell.json(
        "user",
        "add",
        "robot",
        "--component",
        "callapi",
        "--component",
        "callapi_management_call",
    )
    assert made["login"] == "robot"
    key = await shell.json("key", "new", "robot", "nightly")
    assert key["expire_at"] is None
    assert await world.ok("list.talk_options", key["access_token"], "/v4.0") != []
    (row,) = [it for it in await shell.json("user", "list") if it["login"] == "robot"]
    assert (row["id"], row["type"]) == (made["id"], "user")
    table = await shell.table("key", "list")
    assert "nightly" in table
    assert key["access_token"] not in table


async def test_a_password_is_made_or_read_but_never_said(
    world: World, shell: Shell, tmp_path: Path
) -> None:
    told = await shell.table("user", "add", "anna", "--admin")
    assert "The password is shown this once." in told
    own = await shell.json(
        "user", "add", "bert", "--password-file", "-", stdin="correct horse\n"
    )
    assert "password" not in own
    data = await world.post(
        "login.user", {"login": "bert", "password": "correct horse"}, "/data/v2.0"
    )
    assert data["error"]["data"]["mnemonic"] == "forbidden"  # no component, but known
    assert "no password" in await shell.fails(
        "user", "add", "carl", "--password-file", _written(tmp_path / "empty", "\n")
    )


async def test_what_a_user_may_do(shell: Shell) -> None:
    made = await shell.json("user", "add", "dora", "--unit", "reports", "--no-keys")
    (row,) = [it for it in await shell.json("user", "list") if it["id"] == made["id"]]
    assert row["is_key_access_enabled"] is False
    assert [it["unit_id"] for it in row["permissions"]] == ["reports"]
    assert "forbidden" in await shell.fails("key", "new", "dora", "x")
    assert "there is no user nobody" in await shell.fails("key", "new", "nobody", "x")


async def test_a_key_for_a_while(shell: Shell) -> None:
    await shell.json("user", "add", "emil")
    until = "2040-01-01 00:00:00"
    made = await shell.json("key", "new", "emil", "x", "--until", until)
    assert made["expire_at"] == until


async def test_a_network_is_let_in(world: World, shell: Shell) -> None:
    words = ("ip", "allow", "203.0.113.7", "--api", "callapi", "--comment", "desk")
    made = await shell.json(*words)
    (row,) = [it for it in await shell.json("ip", "list") if it["id"] == made["id"]]
    assert (row["network"], row["apis"]) == ("203.0.113.7/32", ["callapi"])
    assert "duplicate_entity" in await shell.fails("ip", "allow", "203.0.113.7")
    assert "203.0.113.7/32" in await shell.table("ip", "list")


async def test_a_number_comes_into_the_account(shell: Shell) -> None:
    made = await shell.json("number", "add", "12025550190", "--name", "Front desk")
    rows = await shell.json("number", "list")
    (row,) = [it for it in rows if it["id"] == made["id"]]
    assert (row["virtual_phone_number"], row["name"]) == ("12025550190", "Front desk")
    assert "not found" in await shell.fails("number", "add", "12025550190")


async def test_an_employee_is_there(shell: Shell) -> None:
    phones = ("--phone", "12025550188", "--phone", "12025550189")
    made = await shell.json(
        "employee", "add", "Gray", "Ida", *phones, "--extension", "777"
    )
    table = await shell.table("employee", "list")
    (line,) = [it for it in table.splitlines() if "Gray Ida" in it]
    assert str(made["id"]) in line
    assert "777" in line
    assert "12025550188, 12025550189" in line


async def test_a_sound_is_taken(shell: Shell) -> None:
    made = await shell.json("media", "add", str(TONE), "--name", "tone at the door.wav")
    rows = await shell.json("media", "list")
    (row,) = [it for it in rows if it["id"] == made["id"]]
    assert row["name"] == "tone at the door.wav"
    assert "gone.wav" in await shell.fails("media", "add", "gone.wav")


async def test_requests_are_shown_but_not_those_that_show_them(
    world: World, shell: Shell
) -> None:
    await world.fails("hold.call", call_session_id=77)
    told = await shell.table("log", "tail", "--once", "--lines", "500")
    (*_, last) = [it for it in told.splitlines() if "hold.call" in it]
    assert "required_parameter_missed" in last
    assert "get.api_requests" not in told
    row = await shell.json("log", "tail", "--once", "--lines", "1")
    assert row["api_request_method"] != "get.api_requests"


async def test_what_happens_to_calls(world: World, shell: Shell) -> None:
    session_id = await world.talk()
    (call,) = await shell.json("calls", "list")
    assert call["call_session_id"] == session_id
    told = await shell.table("calls", "tail", "--since", "0", "--count", "4", "--json")
    events = [json.loads(line) for line in told.splitlines()]
    assert len(events) == 4
    assert {it["call_session_id"] for it in events} == {session_id}
    line = await shell.table("calls", "tail", "--since", "0", "--count", "1")
    assert str(session_id) in line
    assert world.phone(OPERATOR).state == "talking"


async def test_what_is_wrong_is_one_line(shell: Shell, tmp_path: Path) -> None:
    shell.environment["CALLAPI_CLIENT_KEY"] = "wrong"
    assert "access_token_invalid" in await shell.fails("user", "list")
    file = _written(tmp_path / "key", "also wrong")
    assert "chmod 600" in await shell.fails("user", "list", "--key-file", file)
    _written(tmp_path / "key", "also wrong", 0o600)
    assert "access_token_invalid" in await shell.fails(
        "user", "list", "--key-file", file
    )
    shell.environment["CALLAPI_CLIENT_URL"] = "ftp://x"
    assert "client_url" in (await shell.fails("user", "list", code=2)).lower()


async def test_a_file_of_the_user_and_the_demo_are_found(
    world: World, shell: Shell, tmp_path: Path
) -> None:
    del shell.environment["CALLAPI_CLIENT_URL"], shell.environment["CALLAPI_CLIENT_KEY"]
    assert "no server and no key" in await shell.fails("ip", "list")
    demo = {"url": f"{world.app.url}/v4.0", "access_key": world.keys.admin}
    _written(tmp_path / "demo.json", json.dumps(demo), 0o600)
    assert await shell.json("ip", "list") != []
    assert "no server and no key" in await shell.fails(
        "ip", "list", "--url", "http://127.0.0.1:9"
    ), "the key of the demo is for the demo"
    (tmp_path / "callapi").mkdir()
    own = f'url = "{world.app.url}"\nkey = "wrong"\n'
    file = tmp_path / "callapi" / "client.toml"
    _written(file, own)
    assert "chmod 600" in await shell.fails("ip", "list")
    _written(file, own, 0o600)
    assert "access_token_invalid" in await shell.fails("ip", "list")
    _written(file, own.partition("key")[0], 0o600)
    assert "needs key" in await shell.fails("ip", "list")


@pytest.mark.parametrize(
    ("remaining", "reset", "pause"),
    [(900, 600, QUICKEST_S), (100, 86_400, 1728.0), (0, 60, 120.0)],
)
def test_half_of_the_points_remain(remaining: int, reset: int, pause: float) -> None:
    assert pause_s(Limits(1000, remaining, reset, 250, 200, 30)) == pause
    assert pause_s(None) == QUICKEST_S


def _written(path: Path, text: str, mode: int = 0o644) -> str:
    path.write_text(text)
    path.chmod(mode)
    return str(path)
