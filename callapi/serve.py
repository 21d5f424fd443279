"""Running a server from the command line: until a signal, then down in good order."""

import asyncio
import gc
import logging
import os
import secrets
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from socket import socket

from pydantic import SecretStr

from callapi.apis import Entry
from callapi.app import running
from callapi.clock import Clock
from callapi.config import Settings
from callapi.demo import Demo, prepare_demo, write_secret_file
from callapi.media.library import Library
from callapi.simulator.server import Simulator
from callapi.store.pool import open_pool
from callapi.tracing import traced

log = logging.getLogger(__name__)

STOP_S = 9.5  # what is not down by then is left to the system
LINGER_S = 0.3  # in which a client that goes on asking is told to go elsewhere
GC_THRESHOLDS = (20_000, 20, 50)  # Python's own are for small programs
SIMULATOR_FILE = "simulator.json"
CLOSED = (
    "but refuses plain HTTP, off a loopback address: set tls_certificate and tls_key,"
    " or trusted_proxies, or require_tls = false"
)

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Started:
    url: str
    demo: Demo | None
    data_dir: Path
    has_simulator: bool
    is_closed: bool = False  # plain HTTP is refused, and there is no other way in


async def serve(
    settings: Settings,
    provisioning: Path | None,
    say: Say,
    listener: int | None = None,
    clock: Clock | None = None,
) -> None:
    """`provisioning` is the file of the demo account, if there is to be one.

    `listener`: a socket that a supervisor has opened. It also holds the other end of
    our standard input, and when it is no more, neither are we.
    """
    stop = stop_on_signals()
    entry = Entry(linger_s=LINGER_S)
    if listener is None:
        _stop_without_terminal(stop)
    else:
        entry = replace(entry, listener=socket(fileno=listener))
        _stop_without_supervisor(stop)
    settings = with_simulator_password(settings)
    try:
        async with (
            traced(settings.otlp_endpoint),
            running(settings, clock, entry) as server,
        ):
            urls = server.database_url, server.url
            demo = await prepare(settings, provisioning, *urls)
            await tell_simulator(settings, server.simulator)
            started = Started(
                server.url,
                demo,
                settings.data_dir,
                has_simulator=server.simulator is not None,
                is_closed=is_closed(settings),
            )
            spare_the_collector()
            say(welcome(started))
            await asyncio.Event().wait()
    except asyncio.CancelledError:
        log.info("stopped")


def spare_the_collector() -> None:
    """What is there by now stays; to look through it time and again delays requests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)


def stop_on_signals() -> Callable[[], None]:
    """The first signal cancels the task at hand; nothing waits for ever after it."""
    task = asyncio.current_task()
    assert task is not None
    loop = asyncio.get_running_loop()
    is_stopping = False

    def stop() -> None:
        nonlocal is_stopping
        if is_stopping:
            return
        is_stopping = True
        log.info("stopping")
        patience = threading.Timer(STOP_S, os._exit, (1,))
        patience.daemon = True
        patience.start()
        task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    return stop


def _stop_without_terminal(stop: Callable[[], None]) -> None:
    """Unless whoever began us has said that we are to outlive it (nohup)."""
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, stop)


def _stop_without_supervisor(stop: Callable[[], None]) -> None:
    """What SIGHUP asks for is his to do, also where all of us are sent one."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    loop, supervisor = asyncio.get_running_loop(), sys.stdin.fileno()

    def gone() -> None:
        loop.remove_reader(supervisor)
        stop()

    loop.add_reader(supervisor, gone)


def with_simulator_password(settings: Settings) -> Settings:
    """One that `callapi simulator call` can find in the data directory."""
    if settings.ari_url or settings.ari_password.get_secret_value():
        return settings
    password = SecretStr(secrets.token_urlsafe(24))
    return settings.model_copy(update={"ari_password": password})


def is_closed(settings: Settings) -> bool:
    ways_in = settings.tls_certificate or settings.trusted_proxies
    return settings.refuses_plain_http and not ways_in


async def tell_simulator(settings: Settings, simulator: Simulator | None) -> None:
    """To those who want to use its phones."""
    if simulator is not None:
        content = {
            "url": simulator.url,
            "user": settings.ari_user,
            "password": settings.ari_password.get_secret_value(),
        }
        path = settings.data_dir / SIMULATOR_FILE
        await asyncio.to_thread(write_secret_file, path, content)


async def prepare(
    settings: Settings, provisioning: Path | None, database_url: str, server_url: str
) -> Demo | None:
    """The demo account."""
    if provisioning is None:
        return None
    pool = await open_pool(database_url, 2)
    try:
        library = Library(settings.data_dir / "media")
        url = f"{server_url}/{settings.versions[-1].name}"
        return await prepare_demo(pool, provisioning, settings.data_dir, library, url)
    finally:
        await pool.close()


def welcome(started: Started) -> str:
    """What stands on the terminal once the server answers."""
    lines = [f"callapi serves {started.url}"]
    if started.is_closed:
        lines += [CLOSED]
    if started.demo is not None:
        lines += ["", *_pages(started.url, started.demo)]
        lines += ["", *_first_call(started.demo), ""]
        lines += [f"all about the demo account:  {started.demo.path}"]
    lines += [f"logs of the database and Valkey:  {started.data_dir / 'logs'}"]
    if started.has_simulator:
        call = f"{program()} simulator call 12025550143 12025550100"
        lines += [f"a call from outside:  {call}"]
    return "\n".join([*lines, "Ctrl-C ends it."])


def program() -> str:
    """How this program is started from where the user is."""
    beside = Path(sys.executable).with_name("callapi")
    if not beside.exists():
        return f"{os.path.relpath(sys.executable)} -m callapi"
    found = shutil.which("callapi")
    return "callapi" if found == str(beside) else os.path.relpath(beside)


def _pages(url: str, demo: Demo) -> list[str]:
    content = demo.content
    return [
        f"the client area:  {url}/admin",
        f"the operator workspace:  {url}/workspace",
        f"the wallboard:  {url}/wallboard",
        f"login {content['login']}, password {content['password']}",
    ]


def _first_call(demo: Demo) -> list[str]:
    content = demo.content
    employee = content["employees"][0]
    start = (
        f'{{"jsonrpc":"2.0","id":"1","method":"start.employee_call","params":{{'
        f'"access_token":"{demo.access_key}","first_call":"employee",'
        f'"virtual_phone_number":"{content["virtual_numbers"][0]["number"]}",'
        f'"contact":"{content["magic_numbers"]["answers"]}",'
        f'"employee":{{"id":{employee["id"]}}}}}}}'
    )
    look = (
        f'{{"jsonrpc":"2.0","id":"2","method":"list.calls","params":{{'
        f'"access_token":"{demo.access_key}"}}}}'
    )
    post = f"curl -s {content['url']} -H 'Content-Type: application/json' -d"
    shown = "| python3 -m json.tool"
    return [
        f"Call {employee['name']}, then a contact, and connect them:",
        "",
        f"  {post} '{start}' {shown}",
        "",
        "See them talk, a few seconds later:",
        "",
        f"  {post} '{look}' {shown}",
    ]
