"""`callapi simulator`: run the simulated network alone, and use the phones of one."""

import asyncio
import json
import secrets
from collections.abc import Callable
from typing import Any

import click

from callapi.clock import SystemClock
from callapi.config import Settings
from callapi.serve import SIMULATOR_FILE, stop_on_signals
from callapi.simulator import command as simulators
from callapi.simulator.numbers import MAGIC_NUMBERS
from callapi.terminal import fail, pass_settings, run

ASTERISK_PORT = 8088
PORT = click.IntRange(0, 65535)


@click.group("simulator", short_help="Use the phones of the simulated network.")
def simulator() -> None:
    """The simulated telephone network: use the phones of one, or run one alone.

    The simulator of a running server is found by its data directory, so say the
    settings here that were said there.
    """


@simulator.command("run")
@click.option("--host", default="127.0.0.1", show_default=True, help="To listen on.")
@click.option("--port", type=PORT, help="Else `simulator_port`, else 8088; 0: any.")
@click.option("--user", help="Of its ARI; else `ari_user`.")
@click.option("--password", help="Of its ARI; else `ari_password`, else one is made.")
@click.option("--app", help="Where inbound calls go; else `ari_app`.")
@pass_settings
def run_alone(
    settings: Settings,
    /,
    host: str,
    port: int | None,
    user: str | None,
    password: str | None,
    app: str | None,
) -> None:
    """Run a simulator alone, until SIGTERM or Ctrl-C."""
    username = user or settings.ari_user
    known = password or settings.ari_password.get_secret_value()
    used = known or secrets.token_urlsafe(24)
    spool = settings.data_dir / "spool"
    where: dict[str, Any] = {"host": host, "port": _port(settings, port)}
    who: dict[str, Any] = {
        "username": username,
        "password": used,
        "app": app or settings.ari_app,
    }

    def started(url: str) -> None:
        click.echo(f"simulator on {url}, user {username}")
        if not known:
            click.echo(f"password {used}")

    async def until_signal() -> None:
        stop_on_signals()
        built = simulators.build(SystemClock(), spool=spool, **where, **who)
        try:
            await simulators.serve(built, started)
        except asyncio.CancelledError:
            return

    run(until_signal())


def _port(settings: Settings, said: int | None) -> int:
    """Asterisk's own, if there is no wish: a server's simulator may run beside."""
    if said is not None:
        return said
    is_set = "simulator_port" in settings.model_fields_set
    return settings.simulator_port if is_set else ASTERISK_PORT


@simulator.command("numbers")
def list_numbers() -> None:
    """List the magic numbers and what they do."""
    for it in MAGIC_NUMBERS:
        click.echo(f"{it.number}  {it.name:20} {it.meaning}")


def remote_options(command: Callable[..., None]) -> Callable[..., None]:
    """How to reach the simulator; the running server's is known."""
    for option in (
        click.option("--password", default="", help="Its ARI password."),
        click.option("--user", default="callapi", help="Its ARI user."),
        click.option("--url", help="http://host:port; else the running server's."),
    ):
        command = option(command)
    return command


@simulator.command("call")
@click.argument("caller", metavar="FROM")
@click.argument("to")
@remote_options
@pass_settings
def call(settings: Settings, /, caller: str, to: str, **remote: str) -> None:
    """Let the phone FROM call the virtual number TO, or an employee's line anybody."""
    known = run(simulators.call(_remote(settings, **remote), caller, to))
    click.echo(json.dumps(known, indent=2))


@simulator.command("press")
@click.argument("number")
@click.argument("keys")
@remote_options
@pass_settings
def press(settings: Settings, /, number: str, keys: str, **remote: str) -> None:
    """Press KEYS on the phone NUMBER during its call."""
    run(simulators.press(_remote(settings, **remote), number, keys))


@simulator.command("answer")
@click.argument("number")
@remote_options
@pass_settings
def answer(settings: Settings, /, number: str, **remote: str) -> None:
    """Let the phone NUMBER answer, when it rings."""
    run(simulators.answer(_remote(settings, **remote), number))


@simulator.command("hang-up")
@click.argument("number")
@remote_options
@pass_settings
def hang_up(settings: Settings, /, number: str, **remote: str) -> None:
    """Let the phone NUMBER hang up."""
    run(simulators.hang_up(_remote(settings, **remote), number))


@simulator.command("behave", short_help="Say what the phone NUMBER does when called.")
@click.argument("number")
@click.argument("script")
@remote_options
@pass_settings
def behave(settings: Settings, /, number: str, script: str, **remote: str) -> None:
    """Say what the phone NUMBER does from its next call on.

    SCRIPT is the name of a magic number (`busy`), `by_hand` (rings until it is told
    to answer), or steps: "ring, wait 2, answer, wait 1, press 12, wait 5, hang_up".
    The others are: reject CODE, progress WORD, say WORD, hold, unhold.
    """
    run(simulators.behave(_remote(settings, **remote), number, script))


@simulator.command("show")
@click.argument("number")
@remote_options
@pass_settings
def show(settings: Settings, /, number: str, **remote: str) -> None:
    """Print what the phone NUMBER does, hears and has heard."""
    known = run(simulators.show(_remote(settings, **remote), number))
    click.echo(json.dumps(known, indent=2))


def _remote(
    settings: Settings, url: str | None, user: str, password: str
) -> simulators.Remote:
    if url is not None:
        return simulators.Remote(url.rstrip("/"), user, password)
    path = settings.data_dir / SIMULATOR_FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        fail(f"{path} can not be read: start the server, or give --url", 2)
    return simulators.Remote(content["url"], content["user"], content["password"])
